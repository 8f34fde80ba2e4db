"""The pieces of an archive -> the topics of each report."""

import pytest

from searchapp.analysis.pieces import pieces
from searchapp.indexing.empty_words import BROAD, EMPTY
from searchapp.indexing.topics import TOPICS_A_REPORT, TopicChooser, mine

DEEDS = (
    "nuôi ong lấy mật", "trồng rừng ngập mặn", "nạo vét kênh mương", "dạy nghề đan lát",
    "khám bệnh miễn phí", "thắp sáng đường quê", "thu gom rác thải", "gây quỹ khuyến học",
)  # fmt: skip


def told(number: int, *sentences: str) -> str:
    """A report of some deed, like all the others but for the sentences."""
    deed = DEEDS[number % len(DEEDS)]
    return (
        f"Đồng chí Chủ tịch phát biểu tại hội nghị tổng kết phong trào thi đua, khen thưởng. "
        f"Đơn vị đã {deed}; việc {deed} được {number} hộ làm theo. {' '.join(sentences)}"
    )


def topics(texts: list[str]) -> list[tuple[str, ...]]:
    found = [pieces(text) for text in texts]
    chooser = TopicChooser(mine(found))
    return [chooser.choose(one) for one in found]


NEW_COUNTRYSIDE = "Xã xây dựng nông thôn mới, nhờ xây dựng nông thôn mới mà đường làng sạch."


@pytest.mark.parametrize("size", [5, 60, 400])
def test_a_phrase_is_a_topic_of_the_reports_that_have_it(size: int) -> None:
    having = range(0, size, 4)
    texts = [told(n, NEW_COUNTRYSIDE if n in having else "") for n in range(size)]
    for number, found in enumerate(topics(texts)):
        assert ("xây dựng nông thôn mới" in found) == (number in having)


def test_the_furniture_of_reports_is_no_topic() -> None:
    found = {topic for one in topics([told(n) for n in range(60)]) for topic in one}
    assert found, "the deeds are topics"
    for word in ("đồng chí", "chủ tịch", "hội nghị", "thi đua", "tổng kết", "đơn vị"):
        assert not any(word in topic for topic in found)


def test_names_are_no_topics() -> None:
    lines = "Bà Trần Thị Mẫu ở huyện Phù Cừ, tỉnh Hưng Yên. Bà Trần Thị Mẫu nói vậy."
    found = topics([told(n, lines if n % 3 else "") for n in range(60)])
    text = " ".join(topic for one in found for topic in one)
    assert not {"mẫu", "cừ", "yên"} & set(text.split())


def test_a_province_in_small_letters_is_no_topic_either() -> None:
    found = topics([told(n, "ở hưng yên, về hưng yên." if n % 3 == 0 else "") for n in range(60)])
    assert all("hưng yên" not in one for one in found)


def test_what_most_reports_tell_tells_nothing_of_one() -> None:
    texts = [told(n, NEW_COUNTRYSIDE if n % 5 else "") for n in range(60)]
    assert all("xây dựng nông thôn mới" not in one for one in topics(texts))


def test_spellings_of_a_topic_are_one_value() -> None:
    lines = ("Xã dạy kỹ thuật số, xã học kỹ thuật số.", "Hội xem kĩ thuật số, quen kĩ thuật số.")
    found = topics([told(n, lines[n % 12 == 0] if n % 4 == 0 else "") for n in range(60)])
    having = [[topic for topic in one if "thuật" in topic] for one in found]
    assert [len(topics) for topics in having] == [n % 4 == 0 for n in range(60)]
    assert all("kỹ thuật số" in topic for topics in having for topic in topics)


def test_topics_are_few_and_none_is_a_part_of_another() -> None:
    texts = [told(n, f"{told(n + 1)} {told(n + 2)}", NEW_COUNTRYSIDE * (n % 3)) for n in range(60)]
    for found in topics(texts):
        assert len(found) <= TOPICS_A_REPORT
        for topic in found:
            assert sum(topic in other for other in found) == 1


def test_no_word_is_called_both_empty_and_broad() -> None:
    assert not EMPTY & BROAD
