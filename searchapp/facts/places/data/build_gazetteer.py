"""Write provinces.tsv and districts.tsv beside this file from lists of administrative units.

Run as ``python -m searchapp.facts.places.data.build_gazetteer FOLDER``; FOLDER holds the lists:
``provinces_old63.jsonl``, ``provinces_new34.jsonl``, ``districts_<year>-<month>.jsonl`` and
``units_history_to_2021_07.jsonl``. The output is kept in the project, so nobody has to run it
but whoever corrects it.

Source: the lists hold facts of the statistics office; the days of changes are those named in the
resolutions of the National Assembly's standing committee.
"""

import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

SNAPSHOTS = {
    "2018-01": "2018-01-01",
    "2019-01": "2019-01-01",
    "2020-01": "2020-01-01",
    "2021-07": "2021-07-01",
    "2025_01": "2025-01-01",
}
"""Name part of a districts' list, and the day that it shows."""

LAST_DAY = "2025-06-30"
"""The last day on which there were districts and 63 provinces."""

CHANGED = {
    "244": "2018-02-07", "689": "2018-10-16", "754": "2018-04-12", "900": "2018-09-11",
    "088": "2020-01-01", "151": "2020-01-01", "204": "2020-01-01", "290": "2019-03-01",
    "292": "2019-11-01", "328": "2019-05-01", "349": "2020-01-01", "660": "2020-01-01",
    "732": "2019-06-01", "044": "2020-03-01", "046": "2020-03-01", "049": "2020-03-01",
    "050": "2020-03-01", "407": "2020-06-01", "526": "2020-02-01", "534": "2020-02-01",
    "543": "2020-06-01", "564": "2020-06-01", "709": "2020-02-01", "712": "2020-02-01",
    "724": "2020-02-01", "725": "2020-02-01", "762": "2021-01-01", "763": "2021-01-01",
    "769": "2021-01-01", "868": "2020-11-01", "911": "2021-01-01", "931": "2020-02-01",
    "172": "2022-04-10", "205": "2024-11-01", "222": "2024-02-01", "259": "2023-04-10",
    "261": "2021-11-01", "262": "2023-04-10", "358": "2024-09-01", "413": "2024-12-01",
    "681": "2024-12-01", "682": "2024-12-01", "683": "2024-12-01", "697": "2022-10-01",
    "721": "2024-05-01", "723": "2023-04-10", "816": "2024-05-01", "890": "2023-04-10",
}  # fmt: skip
"""A district's code, and the day it was renamed or dissolved; others changed by a list's day."""

RENAMED_PROVINCES = {"46": ("thua-thien-hue", "Thừa Thiên Huế", "tỉnh")}
"""Provinces whose list shows the name of 2025 already, by the name they had before."""

PROVINCE_ALIASES = {
    "thua-thien-hue": ("Huế", "TT-Huế", "TT Huế"),
    "ho-chi-minh": ("TPHCM", "HCM", "HCMC"),
    "ba-ria-vung-tau": ("BR-VT", "BRVT"),
    "dak-lak": ("Daklak", "Đaklak"),
    "dak-nong": ("Daknong", "Đaknong"),
    "kon-tum": ("Kontum", "Kon Tom"),
    "gia-lai": ("Gialai",),
}
"""Other names that stand in reports."""

TYPED_ALIASES = {
    "thua-thien-hue": ("Thừa Thiên",),
    "ho-chi-minh": ("Sài Gòn", "SG"),
    "ha-noi": ("HN",),
    "ba-ria-vung-tau": ("Vũng Tàu", "Bà Rịa"),
}
"""Names that mean the province only where a person is asked for one, never in a report."""

DESKS = {
    "an-giang": ("AGO",), "bac-giang": ("BGĐT", "BGO"), "binh-duong": ("BDO",),
    "binh-phuoc": ("BPO",), "binh-thuan": ("BTO",), "ca-mau": ("CMO",), "can-tho": ("CTO",),
    "dien-bien": ("ĐBP",), "dong-thap": ("ĐTO",), "gia-lai": ("GLO",), "ha-giang": ("BHG", "HGĐT"),
    "ha-noi": ("HNM", "HNMO"), "hau-giang": ("HGO",), "hoa-binh": ("HBĐT",), "hung-yen": ("BHY",),
    "kien-giang": ("KGO",), "kon-tum": ("KTO",), "lai-chau": ("BLC",), "lang-son": ("LSO",),
    "ninh-binh": ("NBO",), "ninh-thuan": ("NTO",), "phu-tho": ("PTĐT", "PTO"), "phu-yen": ("PYO",),
    "quang-binh": ("QBĐT",), "quang-nam": ("QNO",), "quang-ngai": ("BQN",), "quang-tri": ("QTO",),
    "son-la": ("SLO",), "tay-ninh": ("BTNO",), "thanh-hoa": ("THO",), "thua-thien-hue": ("TTH",),
    "tien-giang": ("ABO",), "vinh-long": ("VLO",), "yen-bai": ("YBĐT", "YBO"),
}  # fmt: skip
"""Marks of provincial newspapers before the first words; those that two papers use are left out."""

DISTRICT_ALIASES = {
    "Buôn Ma Thuột": ("Buôn Mê Thuột", "Ban Mê Thuột", "BMT"),
    "Pleiku": ("Plei Ku", "Pleyku"),
    "Phan Rang - Tháp Chàm": ("Phan Rang",),
}

KINDS = ("thành phố", "thị xã", "quận", "huyện", "tỉnh")


def main() -> None:
    """Write both files from the folder named on the command line."""
    source, here = Path(sys.argv[1]), Path(__file__).parent
    write(here / "provinces.tsv", _provinces(source))
    write(here / "districts.tsv", _districts(source))


def write(path: Path, rows: Iterable[tuple[str, ...]]) -> None:
    """Write rows as tab-separated values, the names of the columns first."""
    path.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")


def read(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a list."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def split(full_name: str, kinds: Sequence[str] = KINDS) -> tuple[str, str]:
    """Return kind (lower case) and bare name of "Huyện Phù Cừ"."""
    for kind in kinds:
        if full_name.lower().startswith(kind + " "):
            return kind, _respell(full_name[len(kind) + 1 :])
    raise ValueError(full_name)


def _respell(name: str) -> str:
    """One spelling of the tone and of the hyphen: Hoà Bình -> Hòa Bình."""
    for old, new in (("oà", "òa"), ("uỷ", "ủy"), ("uỵ", "ụy"), ("Đăk", "Đắk"), ("Qui ", "Quy ")):
        name = re.sub(rf"{old}\b", new, name)
    return " ".join(re.sub(r"(?<=\w)-(?=\w)", " - ", name).split())


def slug_of(name: str) -> str:
    """Return "hung-yen" for "Hưng Yên"."""
    plain = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    return "-".join(re.findall(r"[a-z0-9]+", re.sub(r"[\u0300-\u036f]", "", plain)))


def _provinces(source: Path) -> Iterator[tuple[str, ...]]:
    now = {
        old: split(row["name"])
        for row in read(source / "provinces_new34.jsonl")
        for old in row["old_codes"]
    }
    yield ("slug", "name", "kind", "slug_now", "name_now", "kind_now", "aliases", "typed", "desks")
    for row in read(source / "provinces_old63.jsonl"):
        slug, name, kind = then(row["code"], row["name"])
        kind_now, name_now = now[row["code"]]
        names = (table.get(slug, ()) for table in (PROVINCE_ALIASES, TYPED_ALIASES, DESKS))
        yield slug, name, kind, slug_of(name_now), name_now, kind_now, *map("|".join, names)


def then(code: str, full_name: str) -> tuple[str, str, str]:
    """Return slug, name and kind of one of the 63."""
    kind, name = split(full_name)
    return RENAMED_PROVINCES.get(code, (slug_of(name), name, kind))


def _districts(source: Path) -> Iterator[tuple[str, ...]]:
    """One row for each name that a district bore, with its first and last day where known."""
    slugs = {row["code"]: then(row["code"], row["name"])[0] for row in _old(source)}
    rows = sorted({*_earlier(source, slugs), *_listed(source, slugs)})
    yield ("province", "kind", "name", "from", "to", "aliases")
    for row in rows:
        yield *row, "|".join(DISTRICT_ALIASES.get(row[2], ()))


def _old(source: Path) -> list[dict[str, Any]]:
    return read(source / "provinces_old63.jsonl")


def _listed(source: Path, slugs: dict[str, str]) -> Iterator[tuple[str, ...]]:
    days: dict[tuple[str, str], list[str]] = {}
    codes: dict[tuple[str, str], str] = {}
    for part, day in SNAPSHOTS.items():
        for row in read(source / f"districts_{part}.jsonl"):
            key = (slugs[row["province_code"]], " ".join(split(row["name"])))
            days.setdefault(key, []).append(day)
            codes[key] = row["code"]
    for (slug, full_name), seen in days.items():
        kind, name = split(full_name)
        yield slug, kind, name, *_bounds(codes[slug, full_name], seen)


def _bounds(code: str, seen: list[str]) -> tuple[str, str]:
    """First and last day: "" is before the first list."""
    listed = list(SNAPSHOTS.values())
    first = "" if seen[0] == listed[0] else CHANGED.get(code, seen[0])
    if seen[-1] == listed[-1]:
        return first, LAST_DAY
    following = listed[listed.index(seen[-1]) + 1]
    return first, _day_before(CHANGED.get(code, following))


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _earlier(source: Path, slugs: dict[str, str]) -> Iterator[tuple[str, ...]]:
    """Names that were given up before the first list."""
    listed = {(slug, kind, name) for slug, kind, name, *_ in _listed(source, slugs)}
    for row in read(source / "units_history_to_2021_07.jsonl"):
        slug = slugs.get(row.get("province_code", ""))
        if row["level"] != 2 or slug is None:
            continue
        for full_name in row["names"][:-1]:
            kind, name = split(full_name)
            if (slug, kind, name) not in listed:
                yield slug, kind, name, "", "2017-12-31"


if __name__ == "__main__":
    main()
