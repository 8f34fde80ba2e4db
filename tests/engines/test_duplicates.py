"""Copies of a report are told from reports of one stock text that tell something else."""

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from drafts import Draft, ask, day, months, publish
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_reports import told

from searchapp.engines.whoosh.duplicates import alike, find_duplicates, resemblance
from searchapp.engines.whoosh.engine import WhooshEngine
from searchapp.engines.whoosh.inversion import DocArray
from searchapp.engines.whoosh.sketches import Texts, close_pairs, read_texts, sketch, sketch_all

TITLE = "Phòng Nông nghiệp sơ kết phong trào đắp đê, trồng cây"
BODY = (
    "Sáng 5/7/2021, Phòng Nông nghiệp họp hội nghị sơ kết sáu tháng. Các đồng chí trong ban chỉ "
    "đạo cùng đại biểu các thôn về dự. Theo báo cáo, bà con đã đắp 1250 mét đê, trồng 430 cây bóng "
    "mát và góp 96 ngày công sửa đường ra bến. Hội nghị biểu dương 12 tập thể, 27 cá nhân có nhiều "
    "việc làm hay; Phòng Nông nghiệp giao các tổ tự chấm điểm mỗi tháng, nơi nào chậm thì nơi làm "
    "tốt sang giúp. Quý II này, mỗi thôn chọn một đoạn kè để giữ sạch, đẹp quanh năm."
)
REPORT = Draft("a", TITLE, BODY)


def folded(folder: Path, *drafts: Draft) -> bool:
    """Publish drafts, named in their order, and tell whether they are one hit."""
    engine = WhooshEngine(folder)
    publish(
        engine,
        [replace(draft, id=f"{place:03}") for place, draft in enumerate(drafts)],
        allow_drop=True,
    )
    return ask(engine).groups == 1


def changed(old: str, new: str) -> Draft:
    """The report with some words of it replaced, everywhere."""
    assert old in BODY
    return replace(REPORT, title=TITLE.replace(old, new), body=BODY.replace(old, new))


HEADER = "Cổng tin của xã bên sông, số máy 0123 456. Trang nhất, thời sự, việc làng, ảnh đẹp. "
FOOTER = " Người viết: Bình. Đã có 318 người đọc. Gửi ý kiến cho toà soạn."
COPIES = {
    "the very same": REPORT,
    "a header": replace(REPORT, body=HEADER + BODY),
    "a footer": replace(REPORT, body=BODY + FOOTER),
    "both": replace(REPORT, title="", body=f"{HEADER}{TITLE}. {BODY}{FOOTER}"),
    "another word": changed("biểu dương", "khen ngợi"),
    "a left-out sentence": changed(" Các đồng chí trong ban chỉ đạo cùng đại biểu", " Đại biểu"),
    "an added sentence": changed("Hội nghị biểu", "Bà con thêm 3 mẫu lúa. Hội nghị biểu"),
    "a number and its unit in one": changed("1250 mét", "1250m"),
    "a number in words": changed("12 tập thể", "mười hai tập thể"),
    "lost diacritics": changed("góp 96 ngày công sửa đường", "gop 96 ngay cong sua duong"),
    "a later publication": replace(REPORT, published=day(2021, 7, 30)),
    "an afternoon that was published a day later": replace(REPORT, event=day(2021, 7, 6)),
    "a province that the other does not tell": replace(REPORT, provinces=("hue",)),
}
OTHERS = {
    "another year": changed("2021", "2022"),
    "another day": changed("5/7", "6/7"),
    "other figures": changed("1250 mét", "870 mét"),
    "one other figure": changed("27 cá", "31 cá"),
    "another quarter": changed("Quý II", "Quý III"),
    "another unit": changed("Nông nghiệp", "Tư pháp"),
    "another number in the title": replace(REPORT, title="Cụm số 4 sơ kết"),
    "another guest's province": replace(REPORT, provinces=("hue", "ha-nam")),
    "another province": replace(REPORT, provinces=("ha-nam",)),
    "another event": replace(REPORT, event=day(2021, 7, 20)),
    "another period": replace(REPORT, period=months(2020, 1, 6)),
    "the publication of another quarter": replace(REPORT, published=day(2022, 7, 4)),
    "half of the text": replace(REPORT, body=BODY[: len(BODY) // 2]),
    "another text": replace(REPORT, body=told(1)),
}
FIRST = {
    "another number in the title": replace(REPORT, title="Cụm số 2 sơ kết"),
    "another guest's province": replace(REPORT, provinces=("hue", "thai-binh")),
}
TOLD = replace(
    REPORT,
    provinces=("hue",),
    event=day(2021, 7, 5),
    published=day(2021, 7, 5),
    period=months(2021, 1, 6),
)


@pytest.mark.parametrize("copy", COPIES)
def test_a_copy_is_folded(tmp_path: Path, copy: str) -> None:
    assert folded(tmp_path, REPORT, COPIES[copy])
    assert folded(tmp_path, COPIES[copy], REPORT)


@pytest.mark.parametrize("other", OTHERS)
def test_a_stock_report_that_tells_something_else_is_not(tmp_path: Path, other: str) -> None:
    first = FIRST.get(other, TOLD)
    assert not folded(tmp_path, first, OTHERS[other])
    assert not folded(tmp_path, OTHERS[other], first)


@pytest.mark.parametrize("first", [TOLD, *FIRST.values()])
def test_what_others_are_compared_with_has_copies_of_its_own(tmp_path: Path, first: Draft) -> None:
    assert folded(tmp_path, first, first)


def test_a_text_of_few_words_is_never_folded(tmp_path: Path) -> None:
    short = Draft("a", "Tin", "Bà con gặt lúa sớm, nhà nào cũng xong trước mưa.")
    assert not folded(tmp_path, short, short)


# --- over bare texts ---


def texts_of(bodies: Sequence[str]) -> Texts:
    """The texts of lower-case words without diacritics."""
    words = [body.split() for body in bodies]
    terms = sorted({word for body in words for word in body})
    numbers = {term: number for number, term in enumerate(terms)}
    stream = np.array([numbers[word] for body in words for word in body], np.int32)
    ends = np.cumsum([len(body) for body in words], dtype=np.int64)
    titles = np.zeros(len(words), np.int32)
    return read_texts(stream, ends, titles, np.arange(len(terms), dtype=np.int32), terms)


def first_of(bodies: Sequence[str]) -> DocArray:
    """The first report that each is a copy of, by its words alone."""
    texts = texts_of(bodies)

    def compare(left: int, right: int) -> float:
        return resemblance(texts.text(left), texts.text(right))

    return find_duplicates(len(bodies), alike(sketch_all(texts)), compare)


def drawn(seed: int, words: int = 120) -> list[str]:
    chance = random.Random(seed)
    return [
        f"t{chance.randrange(400)}x".replace("0", "o").translate(_LETTERS) for _ in range(words)
    ]


def _replaced(words: Sequence[str], places: Sequence[int]) -> list[str]:
    return [f"khac{'a' * n}" if n in places else word for n, word in enumerate(words)]


_LETTERS = str.maketrans("123456789", "abcdefghi")


def test_among_very_many_of_one_stock_text_the_copies_are_found() -> None:
    stock = drawn(0)
    bodies = [
        " ".join([*stock[:40], str(n), *stock[40:80], str(n + 7000), *stock[80:]])
        for n in range(700)
    ]
    copied = (3, 350, 699)
    first = first_of([*bodies, *(f"{bodies[n]} nguon cong khac" for n in copied)])
    assert first.tolist() == [*range(700), *copied]


def test_no_chain_leads_from_one_text_to_another() -> None:
    text = drawn(1)
    places = random.Random(1).sample(range(120), 11)
    steps = [" ".join(_replaced(text, places[:n])) for n in range(12)]
    first = first_of(steps)
    assert len(set(first.tolist())) > 1, "the ends should be too different"
    assert (first[1:3] == 0).all()
    for step, chosen in zip(steps, first.tolist(), strict=True):
        assert first_of([steps[chosen], step])[1] == 0 or steps[chosen] == step


@settings(max_examples=40, deadline=None)
@given(
    families=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 8)), max_size=12),
    strangers=st.integers(0, 5),
)
def test_groups_are_flat_begin_with_their_first_and_mind_no_other_report(
    families: list[tuple[int, int]], strangers: int
) -> None:
    bodies = []
    for seed, changes in families:
        words, chance = drawn(seed), random.Random(changes)
        for _ in range(changes):
            words[chance.randrange(len(words))] = "khac"
        bodies.append(" ".join(words))
    first = first_of(bodies)
    assert (first <= np.arange(len(bodies))).all()
    assert (first[first] == first).all()
    among = first_of([*bodies, *(" ".join(drawn(100 + n)) for n in range(strangers))])
    assert among[: len(bodies)].tolist() == first.tolist()


def test_sketches_agree_as_far_as_texts_share_their_shingles() -> None:
    base = drawn(3, 400)
    for changes in (0, 5, 15, 40, 400):
        other = drawn(4, changes) + base[changes:]
        shared = {tuple(base[n : n + 4]) for n in range(397)}
        own = {tuple(other[n : n + 4]) for n in range(397)}
        made = sketch(texts_of([" ".join(base), " ".join(other)]), np.arange(2))
        agreement = (made.shingles[:, 0] == made.shingles[:, 1]).mean()
        assert agreement == pytest.approx(len(shared & own) / len(shared | own), abs=0.2)


def test_what_is_compared_grows_with_the_archive_and_not_with_its_square() -> None:
    def pairs(count: int) -> int:
        texts = texts_of([" ".join(drawn(5))] * count)
        return len(close_pairs(sketch(texts, np.arange(count)), 0.5)[0])

    assert pairs(800) < 2.1 * pairs(400)
