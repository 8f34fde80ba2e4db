"""Web pages: the report without the menus, and what the markup says of it."""

import html
import json
import re
from collections.abc import Iterator
from functools import cache

import justext
import lxml.html
from lxml import etree
from trafilatura.metadata import extract_metadata

from searchapp.analysis.syllables import fold
from searchapp.errors import ReadingError
from searchapp.reading.encodings import UTF_8, decode, repair
from searchapp.reading.extraction import Extraction, clean_line

_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}(?:charset|encoding)\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE
)
_HEAD_BYTES = 4096
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});")
_INVISIBLE = ("script", "style", "noscript", "template", "head", "select", "textarea")
_BREAKS = re.compile(r"(?:<br\b[^>]{0,200}>(?:\s|&nbsp;){0,20})+", re.IGNORECASE)
_BROKEN = "\ufdd0"  # no character: marks a line break, which jusText would make a space
_NEVER_IN_PAGES = dict.fromkeys((0, ord(_BROKEN)))
_BLOCK = re.compile(
    r"address|article|aside|blockquote|body|br|caption|d[dlt]|div|fig\w+|footer|form|h[1-6]|header"
    r"|hr|li|main|nav|[ou]l|p|pre|section|t(?:able|[dhr])"
)
_PUBLISHED = re.compile(
    r"(?:article|og):published_time|date_?published|pub_?date|publish[-_]?date|parsely-pub-date"
    r"|dc\.date(?:\.(?:issued|created))?|dcterms\.(?:date|issued|created)|sailthru\.date",
    re.IGNORECASE,
)


def extract(data: bytes) -> Extraction:
    """Return the body of a page without its boilerplate, its title, address and date.

    Raises:
        ReadingError: There is no markup to read.
    """
    source, encoding, notes = _source(data)
    page = _parse(source)
    published = _published(page)
    title, url = _title_and_url(page)
    text = "\n\n".join(_body(source))
    if not text:
        text = "\n".join(filter(None, _visible_lines(_parse(source))))
        notes += ("không nhận ra phần bài viết của trang, nên giữ toàn bộ chữ nhìn thấy",)
    return Extraction(text, title, url, published, encoding, notes)


def _source(data: bytes) -> tuple[str, str, tuple[str, ...]]:
    declared = _CHARSET.search(data[:_HEAD_BYTES])
    decoded = decode(data, declared.group(1).decode("ascii", "replace") if declared else None)
    # Old editors wrote the letters of TCVN3 and VNI fonts as entities: &eacute;
    source = _ENTITY.sub(_letter, _XML_DECLARATION.sub("", decoded.text.translate(_NEVER_IN_PAGES)))
    again = repair(source)
    encoding = decoded.encoding if again.encoding == UTF_8 else again.encoding
    return again.text, encoding, decoded.notes + again.notes


def _letter(match: re.Match[str]) -> str:
    """Return the letter for its entity, but leave alone what would become markup."""
    letter = html.unescape(match.group())
    return match.group() if letter.isascii() else letter


def _parse(source: str) -> etree._Element:
    try:
        return lxml.html.document_fromstring(source, parser=lxml.html.HTMLParser(no_network=True))
    except (etree.LxmlError, ValueError) as error:
        raise ReadingError("trang HTML không có nội dung đọc được") from error


def _body(source: str) -> Iterator[str]:
    paragraphs = justext.justext(_BREAKS.sub(_marked, source), _stop_words())
    good = [found for found in paragraphs if not found.is_boilerplate]
    containers = {place for found in good for place in (found.xpath, _container(found))}
    for found in paragraphs:
        if not found.is_boilerplate or _stands_in(found, containers):
            yield "\n".join(line.strip() for line in found.text.split(_BROKEN))


def _marked(breaks: re.Match[str]) -> str:
    """Mark a single line break; several part paragraphs, for jusText as well."""
    single = breaks.group().lower().count("<br") == 1
    return f"{_BROKEN}<br>" if single else "<br><br>"


def _stands_in(paragraph: justext.paragraph.Paragraph, containers: set[str]) -> bool:
    """Tell whether a short paragraph without links belongs to the report: a byline, a date.

    jusText drops those at the ends. On a page without containers nothing tells them from a footer.
    """
    container = _container(paragraph)
    plain = paragraph.cf_class == "short" and not paragraph.chars_count_in_links
    return plain and container in containers and not container.endswith("/body[1]")


def _container(paragraph: justext.paragraph.Paragraph) -> str:
    return str(paragraph.xpath).rpartition("/")[0]


@cache
def _stop_words() -> frozenset[str]:
    """Vietnamese stop words, also without diacritics: some pages are typed so."""
    words: frozenset[str] = justext.get_stoplist("Vietnamese")
    return words | frozenset(map(fold, words))


def _title_and_url(page: etree._Element) -> tuple[str | None, str | None]:
    try:
        about = extract_metadata(page)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, etree.LxmlError):
        return None, None  # odd markup about a page must not cost the page
    return clean_line(about.title or "") or None, about.url


def _visible_lines(page: etree._Element) -> Iterator[str]:
    etree.strip_elements(page, etree.Comment, *_INVISIBLE, with_tail=False)
    words: list[str] = []
    for event, element in etree.iterwalk(page, events=("start", "end")):
        if _BLOCK.fullmatch(str(element.tag)) and words:
            yield clean_line("".join(words))
            words = []
        words.append((element.text if event == "start" else element.tail) or "")
    yield clean_line("".join(words))


def _published(page: etree._Element) -> str | None:
    """Return the publication date as the markup writes it; visible dates are left to facts."""
    for meta in page.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if _PUBLISHED.fullmatch(name) and (content := clean_line(meta.get("content") or "")):
            return content
    for script in page.iter("script"):
        if script.get("type") == "application/ld+json" and (found := _from_json(script.text)):
            return found
    times = {time.get("datetime", "").strip() for time in page.iter("time")} - {""}
    # Several dates are those of other reports in a side bar.
    return clean_line(times.pop()) if len(times) == 1 else None


def _from_json(text: str | None) -> str | None:
    try:
        waiting = [json.loads(text or "null")]
    except (ValueError, RecursionError):
        return None
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            if isinstance(published := value.get("datePublished"), str):
                return clean_line(published) or None
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
    return None
