"""The notice block to paste: source, people, title, statement and link of the original, as HTML, Markdown and text."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from summarizer.check.context import Context
from summarizer.check.link.addresses import targets_of
from summarizer.data import Article, DutyKind, Fix, Notice
from summarizer.text.fold import folded

# What puts text in plain sight whatever the page's style sheets say of paragraphs and links.
_PLAIN = "visibility:visible !important;opacity:1 !important;position:static !important;font-size:16px !important"
_COLOURS = "color:#222 !important;background-color:#fff !important"
_BY_STYLE = frozenset({"V601", "V602", "V603"})
Row = tuple[str, str, bool]  # label, value, and whether the value is an address


def notice_block(context: Context) -> Fix | None:
    """The whole block, from the original's own notice; ``None`` when there is nothing to say.

    It is to stand below the article in place of what is there. Pasting it changes nothing but the attribution.
    """
    return context.once(_block)


def _block(context: Context) -> Fix | None:
    if context.original is None:
        return None
    rows = list(_rows(context, context.original.article))
    if not rows:
        return None
    plain = context.once(_plainly)
    # No class of its own: a style sheet that was not read might know it.
    div, lines = _open("div", plain), [_html(row, plain) for row in rows]
    return Fix(
        html="\n".join((div, *(f"{_open('p', plain)}{line}</p>" for line in lines), "</div>")),
        text="\n".join(f"{label}{value}" for label, value, _ in rows),
        markdown="  \n".join(_markdown(row) for row in rows),
        safe=True,
    )


def _plainly(context: Context) -> str:
    """The declarations by which the block says how it looks, where the page's own styles might hide it as well.

    Styles of single elements (``style`` attributes) go with what is replaced; sheets, and the colours that ``<body>``
    gives to links, stay.
    """
    seen = [run.visibility for line in context.repost.hidden for run in line.runs if run.visibility.rule in _BY_STYLE]
    coloured = any(one.rule == "V603" and one.origin != "style attribute" for one in seen)
    if coloured or any((one.origin or "").startswith("style#") for one in seen):
        return f"{_PLAIN};{_COLOURS}" if coloured else _PLAIN
    return ""


def _open(tag: str, plain: str, attributes: str = "") -> str:
    display = "inline" if tag == "a" else "block"
    style = f' style="display:{display} !important;{plain}"' if plain else ""
    return f"<{tag}{attributes}{style}>"


def _rows(context: Context, article: Article) -> Iterator[Row]:
    notice = article.notice
    if article.title and _title_differs(context, article.title):
        yield "原标题：", article.title, False
    if notice.source:
        yield "来源：", notice.source, False
    # Whoever is named as author need not be named again as the one who sent the text in.
    correspondents = tuple(name for name in notice.correspondents if name not in notice.authors)
    people = (
        (_author_label(notice), notice.authors),
        ("通讯员：", correspondents),
        ("摄影：", notice.photographers),
        ("翻译：", notice.translators),
        ("编辑：", notice.editors),
    )
    yield from ((label, " ".join(names), False) for label, names in people if names)
    if notice.statement:
        yield "", notice.statement, False
    labels = (duty.value for duty in notice.duties if duty.kind is DutyKind.SOURCE and duty.value)
    yield from (("", label, False) for label in dict.fromkeys(labels) if not label.startswith("http"))
    addresses = context.once(targets_of).addresses
    url = notice.link or article.url or (addresses[0].href if addresses else None)
    if url:
        yield "本文链接：", url, True


def _author_label(notice: Notice) -> str:
    """记者 stay 记者: beside 通讯员 that is a role of its own."""
    named = [line.text for line in notice.lines if line.role == "authors"]
    return "记者：" if named and all(text.lstrip("（( ").startswith("记者") for text in named) else "作者："


def _title_differs(context: Context, title: str) -> bool:
    return folded(context.repost.article.title or "") != folded(title)


def _html(row: Row, plain: str) -> str:
    label, value, is_address = row
    shown = escape(value)
    if not is_address:
        return f"{escape(label)}{shown}"
    start = _open("a", plain, f' href="{shown}"')
    return f"{escape(label)}{start}{shown}</a>"


def _markdown(row: Row) -> str:
    label, value, is_address = row
    plain = "".join(f"\\{char}" if char in "\\`*_[]<>#|" else char for char in value)
    return f"{label}<{value}>" if is_address else f"{label}{plain}"
