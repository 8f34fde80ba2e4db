"""One report by hand, with one of every fact."""

from datetime import date

from searchapp.model import (
    AwardFact,
    AwardLevel,
    AwardStatus,
    BylineFact,
    CitedDocument,
    ClusterFact,
    CommuneFact,
    DateFact,
    DistrictFact,
    Evidence,
    Facts,
    NamedFact,
    PersonFact,
    Place,
    Precision,
    ProvinceFact,
    Report,
    ReportType,
    Residue,
    SourceDocument,
    Span,
    TypeFact,
)

TEXT = "Khối thi đua số 2 sơ kết\n\nNgày 3/7/2021, tỉnh Hà Nam."
DATE = DateFact(
    date(2021, 7, 3), date(2021, 7, 3), Precision.DAY, "3/7/2021", Evidence("Ngày 3/7/2021")
)
FACTS = Facts(
    title=Span(0, 24),
    provinces=(
        ProvinceFact(
            Place("ha-nam", "Hà Nam"), Place("ninh-binh", "Ninh Bình"), Evidence("tỉnh Hà Nam")
        ),
    ),
    districts=(DistrictFact("Huyện Lý Nhân", "ha-nam", Evidence("Lý Nhân")),),
    event_date=DATE,
    types=(TypeFact(ReportType.SO_KET, Evidence("sơ kết")),),
    communes=(
        CommuneFact("Xã Lý Nhân", "ninh-binh", "Huyện Lý Nhân", "ha-nam", Evidence("xã Lý Nhân")),
    ),
    cluster=ClusterFact(
        "Khối thi đua số 2",
        Evidence("Khối thi đua số 2"),
        heads=(NamedFact("Huyện Lý Nhân", Evidence("Huyện Lý Nhân làm Trưởng khối")),),
        year=2021,
    ),
    host=NamedFact("UBND huyện", Evidence("UBND huyện tổ chức")),
    movements=(NamedFact("Đền ơn", Evidence("“Đền ơn”")),),
    byline=BylineFact("Thu Mẫu", None, Evidence("Thu Mẫu")),
    persons=(PersonFact("Trần Mẫu", "Chủ tịch", Evidence("Chủ tịch Trần Mẫu")),),
    awards=(
        AwardFact(
            *("Bằng khen", None, "hai xã", AwardStatus.PROPOSED, Evidence("đề nghị")),
            level=AwardLevel.PROVINCE,
        ),
    ),
    cited_documents=(CitedDocument("9/KH", "UBND tỉnh", date(2021, 1, 2), Evidence("9/KH")),),
    residue=(Residue(Span(24, 26), "menu"),),
)
SOURCE = SourceDocument("khoi/2", "2021/khoi-2.txt", TEXT, "ab" * 32, url="https://a.example/2")
REPORT = Report(SOURCE, FACTS, "Khối thi đua số 2 sơ kết", ("thi đua",))
