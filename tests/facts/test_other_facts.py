"""Kinds, clusters, persons, bylines, awards, citations, residue and titles."""

import pytest

from searchapp.facts import read_facts
from searchapp.facts.titles import display_title
from searchapp.model import Facts, SourceDocument


def document(text: str, *, given: bool = False) -> SourceDocument:
    return SourceDocument("an-id", "x.txt", text, sha256="", title_given=given)


def read(text: str) -> Facts:
    return read_facts(document(text))


def types(text: str) -> list[str]:
    return [fact.type.value for fact in read(text).types]


@pytest.mark.parametrize(
    ("title", "kinds"),
    [
        ("Hội nghị sơ kết phong trào thi đua", ["so_ket"]),
        ("Tổng kết năm 2020 và ký kết giao ước thi đua năm 2021", ["tong_ket", "ky_giao_uoc"]),
        ("Phát động phong trào thi đua chuyển đổi số", ["phat_dong"]),
        ("Đại hội thi đua yêu nước lần thứ V", ["dai_hoi"]),
        ("Trao tặng Bằng khen cho 12 tập thể", ["khen_thuong"]),
        ("Tập huấn nghiệp vụ thi đua, khen thưởng", ["khac"]),
        ("Chuyện một con đường", []),
        ("Hưởng ứng phong trào do Thủ tướng phát động", []),
    ],
)
def test_the_title_tells_the_kind(title: str, kinds: list[str]) -> None:
    assert types(f"{title}\n\nCác đại biểu dự đông đủ.\n") == kinds


def test_a_review_of_models_in_the_body_is_no_review_of_the_year() -> None:
    body = "Các đơn vị chú trọng tổng kết và nhân rộng điển hình."
    assert types(f"Chuyện thi đua\n\nMở đầu.\n\nĐoạn hai.\n\n{body}\n") == []


def test_half_a_year_without_the_word_is_an_inferred_review() -> None:
    (fact,) = read("6 tháng đầu năm 2018, các huyện đạt nhiều kết quả.\n\nĐoạn hai.\n").types
    assert (fact.type.value, fact.inferred) == ("so_ket", True)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Cụm thi đua số 3 họp", "Cụm số 3"),
        (
            "Khối thi đua các huyện, thị xã, thành phố tỉnh X sơ kết",
            "Khối các huyện, thị xã, thành phố",
        ),
        ("Cụm thi đua các Huyện Thành phố tổng kết", "Cụm các huyện, thành phố"),
        ("Khối Thi đua Kinh tế-Kỹ thuật sơ kết", "Khối Kinh tế - Kỹ thuật"),
        ("Khối thi đua KT-KT sơ kết", "Khối Kinh tế - Kỹ thuật"),
        ("KHỐI THI ĐUA VĂN HÓA - XÃ HỘI TỔNG KẾT", "Khối Văn hóa - Xã hội"),
        ("Cụm thi đua các huyện miền núi ký giao ước", "Cụm các huyện miền núi"),
    ],
)
def test_a_cluster_has_an_even_name(title: str, name: str) -> None:
    cluster = read(f"{title}\n\nNội dung.\n").cluster
    assert cluster is not None
    assert cluster.name == name


@pytest.mark.parametrize("words", ["khối lượng công việc", "khối đại đoàn kết", "cụm công nghiệp"])
def test_other_blocks_are_no_cluster(words: str) -> None:
    assert read(f"Tin huyện\n\nHuyện chú trọng {words}.\n").cluster is None


def test_persons_keep_the_positions_of_the_day() -> None:
    text = (
        "Tin\n\nDự có đồng chí Lê Thị Mận, Phó Bí thư Huyện ủy, Chủ tịch UBND huyện phát biểu; ông "
        "Trần Bá Khôi - Giám đốc Sở Nội vụ. Đồng chí Chủ tịch UBND tỉnh Vũ Văn Lộc kết luận.\n"
    )
    assert [(person.name, person.position) for person in read(text).persons] == [
        ("Lê Thị Mận", "Phó Bí thư Huyện ủy, Chủ tịch UBND huyện"),
        ("Trần Bá Khôi", "Giám đốc Sở Nội vụ"),
        ("Vũ Văn Lộc", "Chủ tịch UBND tỉnh"),
    ]


@pytest.mark.parametrize(
    ("ending", "name", "source"),
    [
        ("Đặng Thu Quế", "Đặng Thu Quế", None),
        ("Tin, ảnh: Thu Quế", "Thu Quế", None),
        ("Thu Quế (Đài TT-TH Cẩm Giàng)", "Thu Quế", "Đài TT-TH Cẩm Giàng"),
        ("Lê Quế\nPhòng Nội vụ huyện", "Lê Quế", "Phòng Nội vụ huyện"),
        ("Bài và ảnh: Lê Quế", "Lê Quế", None),
    ],
)
def test_the_byline_is_in_the_last_lines(ending: str, name: str, source: str | None) -> None:
    byline = read(f"Tin\n\nHội nghị kết thúc tốt đẹp.\n\n{ending}\n\nLượt xem: 5\n").byline
    assert byline is not None
    assert (byline.name, byline.source) == (name, source)


def test_a_sentence_is_no_byline() -> None:
    assert read("Tin\n\nMở đầu.\n\nHội nghị thành công.\n").byline is None


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("5 tập thể được Chủ tịch UBND tỉnh tặng Bằng khen.", "granted"),
        ("UBND tỉnh đã tặng Bằng khen cho 5 tập thể.", "granted"),
        ("Theo đề nghị của Sở Nội vụ, 5 tập thể được tặng Bằng khen.", "granted"),
        ("Huyện A xếp thứ Nhất, đề nghị UBND tỉnh tặng Bằng khen.", "proposed"),
        ("Hội nghị đề nghị: tặng Bằng khen cho 5 tập thể.", "proposed"),
        ("Khối suy tôn 2 đơn vị, trình UBND tỉnh tặng Bằng khen cho Sở Y tế.", "proposed"),
        ("Hồ sơ đề nghị được tặng Bằng khen cho 5 tập thể.", "proposed"),
        (
            "Hội nghị thống nhất đề nghị:\n- Tặng Cờ cho ai.\n- Tặng Bằng khen cho Sở Y tế.",
            "proposed",
        ),
    ],
)
def test_granted_is_never_proposed(sentence: str, status: str) -> None:
    awards = read(f"Tin\n\nMở đầu.\n\n{sentence}\n").awards
    assert [fact.status.value for fact in awards] == [status]


def test_receivers_in_front_of_a_semicolon_belong_to_the_award_behind() -> None:
    text = "Tin\n\nKhối có 5 tập thể; 7 cá nhân được Chủ tịch nước tặng Huân chương Lao động.\n"
    (award,) = read(text).awards
    assert (award.recipients, award.awarder) == ("5 tập thể; 7 cá nhân", "Chủ tịch nước")


def test_a_cited_document_has_number_issuer_and_date() -> None:
    text = "Tin\n\nTheo Kế hoạch số 90/KH-UBND ngày 11/6/2021 của UBND tỉnh về phong trào.\n"
    (cited,) = read(text).cited_documents
    assert (cited.number, cited.issuer, str(cited.date)) == (
        "90/KH-UBND",
        "UBND tỉnh",
        "2021-06-11",
    )


RESIDUE = [
    ("Lượt xem: 1.407", "counter"),
    ("Đọc 265 lượt", "counter"),
    ("(0 bỏ phiếu)", "rating"),
    ("A+ A-", "share"),
    ("Chia sẻ | Facebook | Zalo", "share"),
    ("Trang chủ » Tin tức » Thi đua", "menu"),
    ("Đọc tiếp", "menu"),
    ("null", "menu"),
    ("IMG_2031.jpg", "image"),
    ("Cập nhật lúc: 24/07/2020 08:15", "stamp"),
    ("Ảnh minh họa", "caption"),
    ("Bản quyền thuộc về Cổng thông tin", "footer"),
]


@pytest.mark.parametrize(("line", "kind"), RESIDUE)
def test_what_the_page_left_is_marked_by_kind(line: str, kind: str) -> None:
    text = f"Tin huyện\n\nHội nghị kết thúc tốt đẹp.\n{line}\n\nĐoạn cuối của bài viết.\n"
    (part,) = read(text).residue
    assert (text[part.span.start : part.span.end], part.kind) == (line, kind)


@pytest.mark.parametrize(
    "line",
    [
        "Đọc và làm theo sách là nếp của xã.",
        "Chia sẻ với bà con vùng lũ, xã góp 20 triệu đồng.",
        "Trang chủ của cổng thông tin huyện được làm mới trong năm.",
        "Tháng 10, 2020 là tháng cao điểm thi đua.",
        "Hôm nay, hội nghị khai mạc.",
        "12 15 18",
        "Liên hệ thực tế, các đại biểu góp ý sôi nổi.",
    ],
)
def test_a_sentence_is_never_residue(line: str) -> None:
    assert read(f"Tin huyện\n\nMở đầu.\n{line}\n\nKết thúc.\n").residue == ()


def test_a_block_of_links_ends_before_a_paragraph() -> None:
    paragraph = "Hội nghị bàn nhiều việc của năm tới. " * 6
    text = f"Tin huyện\n\nTin liên quan\nMột tin khác\n\n{paragraph}\n"
    (part,) = read(text).residue
    assert text[part.span.start : part.span.end] == "Tin liên quan\nMột tin khác"


def test_a_given_title_is_the_first_line() -> None:
    source = document("Sáng nay.\n\nNội dung.", given=True)
    assert display_title(source, read_facts(source)) == "Sáng nay."


def test_without_a_title_the_lead_is_cut_at_a_word() -> None:
    source = document("Năm qua các đơn vị trong khối đã thi đua sôi nổi " * 6 + "hết.")
    title = display_title(source, read_facts(source))
    assert title.endswith("…")
    assert len(title) <= 121
    assert source.text.startswith(title[:-1])


def test_an_empty_text_is_shown_by_its_id() -> None:
    source = document(" \n ")
    assert display_title(source, read_facts(source)) == "an-id"


def test_the_title_of_a_paper_is_below_its_letterhead() -> None:
    text = "UBND HUYỆN\nSố: 5/BC-UBND\nBÁO CÁO\nSơ kết công tác thi đua\n\nNội dung báo cáo.\n"
    source = document(text)
    assert display_title(source, read_facts(source)) == "BÁO CÁO Sơ kết công tác thi đua"
