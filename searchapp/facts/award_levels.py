"""Whose award it is: told by who awards it, else by the award itself."""

import re

from searchapp.model import AwardLevel

_BY_AWARDER = tuple(
    (level, re.compile(rule, re.IGNORECASE))
    for level, rule in (
        (AwardLevel.STATE, r"Chủ tịch nước|Nhà nước|Quốc hội"),
        (AwardLevel.GOVERNMENT, r"Thủ tư[ớở]ng|Chính phủ"),
        (AwardLevel.MINISTRY, r"\bBộ\b(?! chỉ huy| tư lệnh)|Tổng Liên đoàn|Trung ương|Việt Nam"),
        (AwardLevel.DISTRICT, r"huyện|quận|thị xã|Thị ủy"),
        (AwardLevel.COMMUNE, r"\b(?:xã|phường|thị trấn)\b"),
        (AwardLevel.PROVINCE, r"tỉnh|thành phố|Thành ủy"),
        (AwardLevel.UNIT, r"Giám đốc|Trưởng|Cụm|Khối|Sở"),
    )
)
_BY_AWARD = tuple(
    (level, re.compile(rule, re.IGNORECASE))
    for level, rule in (
        (AwardLevel.STATE, r"huân chương|huy chương|anh hùng lao động"),
        (AwardLevel.GOVERNMENT, r"cờ thi đua (?:của )?chính phủ"),
        (AwardLevel.PROVINCE, r"cấp tỉnh"),
        (AwardLevel.UNIT, r"cấp cơ sở|\bcơ sở\b"),
    )
)


def level_of(award: str, awarder: str | None) -> AwardLevel | None:
    """Return the level of an award, or None where neither name tells it.

    Orders and medals are the state's, whoever hands them over.
    """
    if _BY_AWARD[0][1].search(award):
        return AwardLevel.STATE
    if awarder and (level := _first(_BY_AWARDER, awarder)):
        return level
    return _first(_BY_AWARD, award)


def _first(rules: tuple[tuple[AwardLevel, re.Pattern[str]], ...], words: str) -> AwardLevel | None:
    return next((level for level, rule in rules if rule.search(words)), None)
