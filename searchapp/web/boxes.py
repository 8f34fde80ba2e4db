"""The values of a facet as boxes to tick: the one part of a page that no template lays out.

A page has hundreds of them. A template took more time for these than for all else together, this
takes a tenth of that.
"""

from collections.abc import Collection, Iterable, Mapping
from html import escape

from markupsafe import Markup

from searchapp.model import Bucket
from searchapp.web import wording
from searchapp.web.results_page import Choices

_TYPED = " <small>(gõ trong ô tìm)</small>"
_NONE = '<p class="none">Không có.</p>'
_Below = Mapping[str, Choices]


def boxes(group: Choices, in_text: Mapping[str, Collection[str]], below: _Below) -> Markup:
    """The boxes of a facet, those behind “Xem tất cả” folded away.

    Args:
        group: The values.
        in_text: By facet, the values that are typed into the text: no box takes them away.
        below: By province, the boxes that stand below its own.
    """
    return Markup(_choices(group, in_text, below))  # noqa: S704 (every value is escaped)


def _choices(group: Choices, in_text: Mapping[str, Collection[str]], below: _Below) -> str:
    if not group.shown and not group.folded:
        return _NONE
    typed = in_text.get(group.name, ())
    nested = {}
    if group.name == "province":
        nested = {slug: _choices(units, in_text, {}) for slug, units in below.items()}
    shown = _list(group.name, group.shown, typed, nested)
    return shown + (_folded(group, typed, nested) if group.folded else "")


def _folded(group: Choices, typed: Collection[str], nested: Mapping[str, str]) -> str:
    return (
        f'<details class="more"{" open" if group.is_unfolded else ""}>\n'
        f"<summary>Xem tất cả ({len(group.shown) + len(group.folded)})</summary>\n"
        f"{_list(group.name, group.folded, typed, nested)}</details>\n"
    )


def _list(
    name: str, buckets: Iterable[Bucket], typed: Collection[str], nested: Mapping[str, str]
) -> str:
    items = "\n".join(
        _box(name, bucket, bucket.value in typed, nested.get(bucket.value, ""))
        for bucket in buckets
    )
    return f'<ul class="choices">\n{items}\n</ul>\n'


def _box(name: str, bucket: Bucket, is_typed: bool, nested: str) -> str:
    label = escape(bucket.label)
    state = (" checked" if bucket.selected else "") + (" disabled" if is_typed else "")
    if nested:
        nested = (
            f'\n<div class="below" role="group" aria-label="Huyện, xã của {label}">{nested}</div>'
        )
    return (
        f'<li><label><input type="checkbox" form="tim" name="{name}" '
        f'value="{escape(bucket.value)}"{state}>'
        f'<span class="name">{label}{_TYPED if is_typed else ""}</span> '
        f'<span class="count">{wording.number(bucket.count)}</span></label>{nested}</li>'
    )
