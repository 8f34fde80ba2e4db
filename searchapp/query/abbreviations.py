"""Abbreviations of this archive's language, and what they stand for: each finds the other.

Those that stand for several things (CT, KH, BC, TT …) are not among them.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from types import MappingProxyType

from searchapp.analysis.syllables import has_diacritic, tokenize
from searchapp.model import Clause, Expansion, Expression, Note, NoteKind, Word
from searchapp.query.relaxing import is_loose
from searchapp.query.vocabulary import Vocabulary

_WRITINGS = """
UBND = ủy ban nhân dân
HĐND = hội đồng nhân dân
HTX = hợp tác xã
QLTT = quản lý thị trường
TĐKT = TĐ-KT = thi đua khen thưởng
HĐTĐKT = hội đồng thi đua khen thưởng
NTM = nông thôn mới
MTTQ = mặt trận tổ quốc
UBMTTQ = ủy ban mặt trận tổ quốc
THCS = trung học cơ sở
THPT = trung học phổ thông
CNH = công nghiệp hóa
HĐH = hiện đại hóa
BCĐ = ban chỉ đạo
BCH = ban chấp hành
BQL = ban quản lý
BQLDA = ban quản lý dự án
TW = trung ương
XHCN = xã hội chủ nghĩa
TNCS = thanh niên cộng sản
ĐTN = đoàn thanh niên
LHPN = liên hiệp phụ nữ
HND = hội nông dân
CCB = cựu chiến binh
LĐLĐ = liên đoàn lao động
CBCC = cán bộ công chức
CBCCVC = cán bộ công chức viên chức
CNVCLĐ = công nhân viên chức lao động
NLĐ = người lao động
LĐTT = lao động tiên tiến
CSTĐ = chiến sĩ thi đua
KTXH = KT-XH = kinh tế xã hội
VHXH = VH-XH = văn hóa xã hội
QPAN = QP-AN = quốc phòng an ninh
ANTT = an ninh trật tự
ANCT = an ninh chính trị
TTATXH = trật tự an toàn xã hội
ATGT = an toàn giao thông
ATTP = an toàn thực phẩm
VSATTP = vệ sinh an toàn thực phẩm
PCCC = phòng cháy chữa cháy
PCTN = phòng chống tham nhũng
CCHC = cải cách hành chính
TTHC = thủ tục hành chính
CNTT = công nghệ thông tin
KHCN = KH&CN = khoa học công nghệ
TNMT = TN&MT = tài nguyên môi trường
NNPTNT = NN&PTNT = nông nghiệp và phát triển nông thôn
PTNT = phát triển nông thôn
GDĐT = GD&ĐT = GD-ĐT = giáo dục đào tạo = giáo dục và đào tạo
LĐTBXH = LĐ-TB&XH = LĐTB&XH = lao động thương binh xã hội = lao động thương binh và xã hội
VHTTDL = VHTT&DL = văn hóa thể thao du lịch = văn hóa thể thao và du lịch
GTVT = giao thông vận tải
KHĐT = KH&ĐT = kế hoạch đầu tư = kế hoạch và đầu tư
GPMB = giải phóng mặt bằng
XDCB = xây dựng cơ bản
NSNN = ngân sách nhà nước
DNNN = doanh nghiệp nhà nước
KCN = khu công nghiệp
CCN = cụm công nghiệp
KKT = khu kinh tế
TTCN = tiểu thủ công nghiệp
BHXH = bảo hiểm xã hội
BHYT = bảo hiểm y tế
KHHGĐ = kế hoạch hóa gia đình
TDTT = thể dục thể thao
TTYT = trung tâm y tế
BVĐK = bệnh viện đa khoa
LLVT = lực lượng vũ trang
BĐBP = bộ đội biên phòng
CHQS = chỉ huy quân sự
VKSND = viện kiểm sát nhân dân
TAND = tòa án nhân dân
THADS = thi hành án dân sự
KBNN = kho bạc nhà nước
NHCSXH = ngân hàng chính sách xã hội
HSSV = học sinh sinh viên
HTCT = hệ thống chính trị
ĐBSCL = đồng bằng sông Cửu Long
DTTS = dân tộc thiểu số
OCOP = mỗi xã một sản phẩm
"""

Spelling = tuple[Word, ...]
Key = tuple[str, ...]


def expand(expression: Expression, vocabulary: Vocabulary) -> tuple[Expression, tuple[Note, ...]]:
    """Add to the loose words the other writings of theirs that the index holds."""
    clauses = [_expanded(clause, vocabulary) for clause in expression.clauses]
    told = [_tell(clause, one) for clause in clauses for one in clause.expansions]
    if not told:
        return expression, ()
    text = f"Đang tìm cả cách viết khác: {'; '.join(dict.fromkeys(told))}."
    return replace(expression, clauses=tuple(clauses)), (Note(NoteKind.EXPANDED, text),)


def _expanded(clause: Clause, vocabulary: Vocabulary) -> Clause:
    found = tuple(_expansions(clause, vocabulary)) if is_loose(clause) else ()
    return replace(clause, expansions=found) if found else clause


def _tell(clause: Clause, one: Expansion) -> str:
    typed = " ".join(word.text for word in clause.words[one.start : one.end])
    return f"“{typed}” – “{' '.join(word.text for word in one.words)}”"


def _expansions(clause: Clause, vocabulary: Vocabulary) -> Iterator[Expansion]:
    """Yield what may stand for words of a clause, the longest writings first, from the left."""
    start = 0
    while start < len(clause.words):
        end, others = _writings_at(clause.words, start)
        for words in others:
            if _is_held(words, vocabulary):
                yield Expansion(start, end, words)
        start = end


def _writings_at(words: Sequence[Word], start: int) -> tuple[int, tuple[Spelling, ...]]:
    known, longest = _writings()
    most = longest.get(words[start].folded, 0)
    for end in range(min(len(words), start + most), start, -1):
        typed = words[start:end]
        same = known.get(tuple(word.folded for word in typed), ())
        if any(_spells(typed, one) for one in same) and not any(word.prefix for word in typed):
            return end, tuple(one for one in same if _key(one) != _key(typed))
    return start + 1, ()


def _spells(typed: Sequence[Word], writing: Spelling) -> bool:
    """Tell whether this is the writing that was typed, with the marks that were typed."""
    return _key(typed) == _key(writing) and all(
        not word.marked or word.exact == other.exact
        for word, other in zip(typed, writing, strict=True)
    )


def _key(words: Sequence[Word]) -> Key:
    return tuple(word.folded for word in words)


def _is_held(words: Spelling, vocabulary: Vocabulary) -> bool:
    if len(words) == 1:
        return bool(vocabulary.count(words[0].exact))
    pairs = itertools.pairwise(words)
    return all(vocabulary.count_folded_pair(left.folded, right.folded) for left, right in pairs)


@cache
def _writings() -> tuple[Mapping[Key, tuple[Spelling, ...]], Mapping[str, int]]:
    """Return, for each writing without its marks, all writings of the same.

    And for each word that one begins with, how many words the longest of them has.
    """
    known: dict[Key, tuple[Spelling, ...]] = {}
    for line in _WRITINGS.strip().splitlines():
        same = tuple(_spelling(writing) for writing in line.split(" = "))
        for one in same:
            known[_key(one)] = same
    longest: dict[str, int] = {}
    for key in known:
        longest[key[0]] = max(len(key), longest.get(key[0], 0))
    return MappingProxyType(known), MappingProxyType(longest)


def _spelling(writing: str) -> Spelling:
    return tuple(
        Word(raw, token.exact, token.folded, has_diacritic(raw))
        for token in tokenize(writing)
        for raw in (writing[token.start : token.end],)
    )


def stands_for_something(word: Word) -> bool:
    """Tell whether a word is an abbreviation that has its meaning here."""
    return (word.folded,) in _writings()[0]
