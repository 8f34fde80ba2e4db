"""Write communes.tsv and former_communes.tsv beside this file from lists of administrative units.

Run as ``python -m searchapp.facts.places.data.build_communes FOLDER``, where FOLDER holds, besides
what ``build_gazetteer`` reads, ``ward_old_to_new.jsonl.gz`` (which commune became part of which on
1/7/2025). The output is kept in the project.

Source: the lists hold facts of the statistics office. A commune's province is taken from its
district's code: in two rows the list gives another one ("Phường 4" of Tân An is no commune of
Tiền Giang).
"""

import gzip
import json
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from searchapp.facts.places.data.build_gazetteer import SNAPSHOTS, read, slug_of, split, then, write

WITHOUT_COMMUNES = {
    "da-nang": ("Hoàng Sa", "da-nang/Huyện Hoàng Sa"),
    "hai-phong": ("Bạch Long Vĩ", "hai-phong/Huyện Bạch Long Vĩ"),
    "ho-chi-minh": ("Côn Đảo", "ba-ria-vung-tau/Huyện Côn Đảo"),
    "quang-ngai": ("Lý Sơn", "quang-ngai/Huyện Lý Sơn"),
    "quang-tri": ("Cồn Cỏ", "quang-tri/Huyện Cồn Cỏ"),
}
"""Special zones that were districts without communes, which the list of communes cannot show.

Source: the resolutions of 16/6/2025 on the communes of these provinces.
"""

KINDS = ("thị trấn", "phường", "đặc khu", "xã")


def main() -> None:
    """Write both files from the folder named on the command line."""
    source, here = Path(sys.argv[1]), Path(__file__).parent
    write(here / "communes.tsv", _communes(source))
    write(here / "former_communes.tsv", _former(source))


def _changes(source: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(source / "ward_old_to_new.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(unicodedata.normalize("NFC", line))


def _communes(source: Path) -> Iterator[tuple[str, ...]]:
    """Each commune since 1/7/2025, its province, and the districts that its land was of.

    The districts stand as ``province/Full name``, the one that most of its parts were of first.
    """
    provinces = _provinces_of_districts(source)
    now = {
        code: row["name"]
        for row in read(source / "provinces_new34.jsonl")
        for code in row["old_codes"]
    }
    parts: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for row in _changes(source):
        code, slug = provinces[row["old_district_code"]]
        kind, name = split(_tidy(row["new_ward"]), KINDS)
        kept = f"{slug}/{_full_name(row['old_district'])}"
        parts[slug_of(split(now[code])[1]), kind, name][kept] += 1
    for slug, (name, district) in WITHOUT_COMMUNES.items():
        parts[slug, "đặc khu", name][district] += 1
    yield ("province", "kind", "name", "formerly")
    for key in sorted(parts):
        yield *key, "|".join(found for found, _ in parts[key].most_common())


def _full_name(written: str) -> str:
    kind, name = split(written)
    return f"{kind.capitalize()} {name}"


def _tidy(written: str) -> str:
    """Mend the list's two slips of spelling: "Xa " for "Xã ", a letter of another alphabet."""
    return "Xã " + written[3:] if written.startswith("Xa ") else written


def _former(source: Path) -> Iterator[tuple[str, ...]]:
    """The communes of each of the 63 provinces under every name before 1/7/2025, by kind."""
    provinces = _provinces_of_districts(source)
    names: dict[tuple[str, str], set[str]] = defaultdict(set)
    for district, written in _former_names(source):
        # A few names of the list lack their kind; "Phường 4" stands in every city.
        if district in provinces and written.lower().startswith(KINDS):
            kind, name = split(written, KINDS)
            if not name[0].isdigit():
                names[provinces[district][1], kind].add(name)
    yield ("province", "kind", "names")
    for key in sorted(names):
        yield *key, "|".join(sorted(names[key]))


def _former_names(source: Path) -> Iterator[tuple[str, str]]:
    for row in _changes(source):
        yield row["old_district_code"], row["old_ward"]
    for row in read(source / "units_history_to_2021_07.jsonl"):
        if row["level"] == 3:
            for name in row["names"]:
                yield row["district_code"], unicodedata.normalize("NFC", name)


def _provinces_of_districts(source: Path) -> dict[str, tuple[str, str]]:
    """The province, its code and slug, of each district's code."""
    return {
        row["code"]: (row["province_code"], then(row["province_code"], row["province"])[0])
        for part in SNAPSHOTS
        for row in read(source / f"districts_{part}.jsonl")
    }


if __name__ == "__main__":
    main()
