"""One report by hand, with one of every fact."""

from datetime import date

from searchapp.model import (
    AwardFact,
    AwardStatus,
    BylineFact,
    CitedDocument,
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
    cluster=NamedFact("Khối thi đua số 2", Evidence("Khối thi đua số 2")),
    byline=BylineFact("Thu Mẫu", None, Evidence("Thu Mẫu")),
    persons=(PersonFact("Trần Mẫu", "Chủ tịch", Evidence("Chủ tịch Trần Mẫu")),),
    awards=(AwardFact("Bằng khen", None, "hai xã", AwardStatus.PROPOSED, Evidence("đề nghị")),),
    cited_documents=(CitedDocument("9/KH", "UBND tỉnh", date(2021, 1, 2), Evidence("9/KH")),),
    residue=(Residue(Span(24, 26), "menu"),),
)
SOURCE = SourceDocument("khoi/2", "2021/khoi-2.txt", TEXT, "ab" * 32, url="https://a.example/2")
REPORT = Report(SOURCE, FACTS, "Khối thi đua số 2 sơ kết", ("thi đua",))
