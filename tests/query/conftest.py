"""A real index of a few invented reports, whose words the query layer may ask for."""

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


@pytest.fixture(scope="session")
def vocabulary(tmp_path_factory: pytest.TempPathFactory) -> Vocabulary:
    """The words of those reports."""
    folder = tmp_path_factory.mktemp("words")
    settings = Settings(documents=folder / "documents", index=folder / "index", jobs=1)
    settings.documents.mkdir()
    for number, text in enumerate(REPORTS):
        (settings.documents / f"{number}.txt").write_text(text, "utf-8")
    rebuild(settings)
    return open_engine(settings).vocabulary()
