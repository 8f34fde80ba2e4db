"""A real index of a few invented reports, whose words the query layer may ask for."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from searchapp.engines import open_engine
from searchapp.indexing import rebuild
from searchapp.query.vocabulary import Vocabulary
from searchapp.settings import Settings

REPORTS = (
    "Huyện ủy Hưng Hà họp bàn thủy lợi. Bà con xã Duyên Hải, tỉnh Hưng Yên, thi đua đắp đê.",
    "Tỉnh Hưng Yên thi đua nuôi cá; kỹ thuật mới, cơm no áo ấm. Thành phố dự trữ lúa.",
    "Huyện ủy Yên Mỹ đua nhau trồng cây. Cán bộ đi từng nhà ở Hưng Yên, lưu tên từng hộ.",
    "Đoàn xã hội bàn việc dạy chữ. Hội nghị nói về an toàn giao thông và chống tham ô.",
)
ABBREVIATED = (
    "UBND xã Duyên Hải xây dựng nông thôn mới. Hợp tác xã nuôi cá; mặt trận tổ quốc xã góp gạo.",
    "Ủy ban nhân dân huyện khen hộ đắp đê. Xã đạt chuẩn NTM, theo TĐ-KT; công tác thi đua.",
    "KH số 5, CT số 7, TT xã: kế hoạch, chỉ thị, chủ tịch, thị trấn, thông tư, trung tâm. Đoàn TN.",
)


@pytest.fixture(scope="session")
def vocabulary(tmp_path_factory: pytest.TempPathFactory) -> Vocabulary:
    """The words of those reports."""
    return words_of(REPORTS, tmp_path_factory.mktemp("words"))


@pytest.fixture(scope="session")
def abbreviated(tmp_path_factory: pytest.TempPathFactory) -> Vocabulary:
    """The words of reports that abbreviate some things, and write out others."""
    return words_of(ABBREVIATED, tmp_path_factory.mktemp("abbreviated"))


def words_of(reports: Sequence[str], folder: Path) -> Vocabulary:
    settings = Settings(documents=folder / "documents", index=folder / "index", jobs=1)
    settings.documents.mkdir()
    for number, text in enumerate(reports):
        (settings.documents / f"{number}.txt").write_text(text, "utf-8")
    rebuild(settings)
    return open_engine(settings).vocabulary()
