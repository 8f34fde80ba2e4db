"""Texts of invented reports, no two of which are nearly the same."""

import random

_WORDS = (
    "bà con xã bên sông gặt lúa sớm đắp đê trồng cây mở đường nuôi cá dựng cầu góp gạo dạy chữ "
    "chăm vườn gom rác thắp đèn hiến đất làm kè vớt bèo đan lưới học nghề giữ rừng quét vôi "
    "trường trạm chợ bến làng thôn hội nghị tuyên dương người giỏi việc hay gương sáng"
)


def told(number: int, sentences: int = 12) -> str:
    """Return the text of one report: sentences of words that are drawn for this number."""
    chance = random.Random(number)
    return " ".join(["Hội nghị họp.", *(_sentence(chance) for _ in range(sentences))])


def _sentence(chance: random.Random) -> str:
    return f"{' '.join(chance.choices(_WORDS.split(), k=9)).capitalize()}."
