"""Does the client hold the answer already? Source: RFC 9110, sections 8.8.3 and 13.1.2."""

import re

ANY = "*"
_TAG = re.compile(r'(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")')


def weak_tag(name: str) -> str:
    """Return the ETag of an answer: weak, since the time it took differs from one to the next."""
    return f'W/"{name}"'


def holds(if_none_match: str, tag: str) -> bool:
    """Tell whether one of the tags that a client lists is this one, strong or weak alike.

    ``*`` is none: whether there is an answer at all is only known once it was made.
    """
    return tag.removeprefix("W/") in _TAG.findall(if_none_match)
