"""What is odd about a page, and what keeps it from being judged: every finding a warning with a code.

The codes ``fetch-failed soft-404 wall needs-js charset-suspect cut-off framed paged`` say that evidence is missing; the
words that give such pages away are in ``wall.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from selectolax.lexbor import LexborNode

from summarizer.data import Page, Region, Warning
from summarizer.messages import say
from summarizer.parse.layout import Layout
from summarizer.parse.tree import Tree
from summarizer.text.decode import Decoded
from summarizer.text.urls import join, split

HARDLY = 160  # characters of prose; a page with fewer may be a shell or an error page
SHORT = 60  # characters of a text worth a warning
_MANY = 20  # unreadable characters outside the article
_SHOWN = 40  # lines of a page without prose that are looked at
_AROUND = 12  # lines around the body that may say that it was cut
_MOJIBAKE = re.compile("锟斤拷|烫烫烫|ï¿½|â€[œ\u009d™]|[äåæçèé][\u0080-\u00bf]{2}|\ufffd")
_PAGE_NUMBER = re.compile(
    r"(?:[_-]\d{1,3}\.(?:s?html?|php|aspx?)$)|(?:[?&](?:page|p|pn|pageno|pg)=\d+)|/\d{1,3}/?$", re.I
)


@dataclass(frozen=True, slots=True)
class Words:
    """The patterns of ``wall.toml``, compiled."""

    gone: re.Pattern[str]
    wall: re.Pattern[str]
    script: re.Pattern[str]
    next: re.Pattern[str]


@cache
def words() -> Words:
    data = tomllib.loads(files(__package__).joinpath("wall.toml").read_text(encoding="utf-8"))
    return Words(**{name: re.compile("|".join(data[name]), re.I) for name in ("gone", "wall", "script", "next")})


def warn(code: str, **slots: object) -> Warning:
    """A warning of ``messages/parse.toml``."""
    message = say(f"parse.{code}", **slots)
    return Warning(code, message.zh, message.en)


def missing_evidence(page: Page, decoded: Decoded, tree: Tree, layout: Layout) -> Iterator[Warning]:
    """Why the page may not be, or not be all of, the article."""
    if page.status is not None and (page.status == 0 or page.status >= 400):
        yield warn("fetch-failed", status=page.status)
    if page.truncated or tree.cut or layout.survey.cut:
        yield warn("cut-off")
    if _damaged(decoded, layout):
        yield warn("charset-suspect", replaced=decoded.replaced, encoding=decoded.encoding)
    blocked = _blocked(layout)
    if blocked:
        yield blocked
    elif _prose(layout) < SHORT:
        yield from _shell(tree, layout, page.url)


def _damaged(decoded: Decoded, layout: Layout) -> bool:
    """Unreadable characters in the article, or many of them anywhere, or a label that lies."""
    if decoded.mislabelled or decoded.replaced > _MANY:
        return True
    texts = (
        block.text for block, own in zip(layout.survey.blocks, layout.regions, strict=True) if own is not Region.OUTSIDE
    )
    return any(_MOJIBAKE.search(text) for text in texts)


_ONWARD = ("下一", "下页", "下頁", "余下全文", "剩余全文", "Next", "后一页")
_NUMBERS = re.compile(r"[\d\[\]第页頁 |·>»…]{2,60}")  # a pager: 1 2 3


def next_page(tree: Tree, layout: Layout, url: str | None) -> str | None:
    """The address (as written, where the page's own is unknown) of the next page of the same article."""
    edge = layout.survey.blocks[layout.first : layout.last + _AROUND]
    if not any(_NUMBERS.fullmatch(block.text) or any(mark in block.text for mark in _ONWARD) for block in edge):
        return None
    return onward(tree, url)


def onward(tree: Tree, url: str | None) -> str | None:
    """The address of the first link anywhere that is made as those to a next page are."""
    number = str(_number(url) + 1)
    for link in tree.root.css("a[href]"):
        text = link.text().strip(" \n\t[]第页頁")
        if (text == number or words().next.match(link.text())) and (address := _leads_on(link, url)):
            return address
    return None


def _number(url: str | None) -> int:
    """Which page of its article an address names: ``88120_3.html`` the third."""
    named = re.search(r"[_-](\d{1,2})\.\w+$", split(url or "").path)
    return int(named[1]) if named else 1


def _leads_on(link: LexborNode, url: str | None) -> str | None:
    """Does this link lead to a page beside this one, numbered as later pages are?"""
    href = (link.attributes.get("href") or "").strip()
    if not href or href.startswith(("#", "javascript:", "JavaScript:")) or not _PAGE_NUMBER.search(href):
        return None
    if not url:
        return href
    address = join(url, href)
    if not address or address == url or split(address).hostname != split(url).hostname:
        return None
    stem = re.sub(r"([_-]\d{1,3})?\.\w+$|[_-]?\d{1,3}/?$", "", split(url).path)
    return address if split(address).path.startswith(stem) else None


def _prose(layout: Layout) -> int:
    return sum(len(block.text) for block in layout.survey.blocks[layout.first : layout.last])


def _blocked(layout: Layout) -> Warning | None:
    """The words that say the article is gone, or behind a wall."""
    blocks = layout.survey.blocks
    if _prose(layout) < HARDLY:
        for block in blocks[:_SHOWN]:
            for code, pattern in (("soft-404", words().gone), ("wall", words().wall)):
                match = pattern.search(block.text) if block.linked < len(block.text) else None
                if match:
                    return warn(code, words=match[0])
    edge = blocks[max(layout.first, layout.last - 2) : layout.last + _AROUND]
    for block in edge:
        match = words().wall.search(block.text) if len(block.text) < SHORT else None
        if match and not re.search("评论|評論|留言|发表|发言|回复|跟帖", block.text):
            return warn("wall", words=match[0])
    return None


def _shell(tree: Tree, layout: Layout, url: str | None) -> Iterator[Warning]:
    """A page with hardly any prose: an application shell, a frame around the article, or no article at all."""
    frame = next(
        (node for node in tree.root.css("iframe[src],iframe[srcdoc],frame[src]") if _is_content(node, url)), None
    )
    if frame is not None:
        yield warn("framed", address=frame.attributes.get("src") or "srcdoc")
    elif _is_application(tree, layout):
        yield warn("needs-js")


def _is_content(frame: LexborNode, url: str | None) -> bool:
    """Frames of the same site, not of advertisers or counters, and not of no size."""
    attributes = frame.attributes
    if attributes.get("srcdoc"):
        return True
    if (attributes.get("width") or "").strip() in ("0", "1") or (attributes.get("height") or "").strip() in ("0", "1"):
        return False
    source = (attributes.get("src") or "").strip()
    if not source or source.startswith(("about:", "javascript:", "data:")):
        return False
    host = split(join(url, source) or source).hostname if "//" in source else None
    return host is None or not url or host == split(url).hostname


def _is_application(tree: Tree, layout: Layout) -> bool:
    shown = [block.text for block in layout.survey.blocks[:_SHOWN]]
    unscripted = [node.text() for node in tree.root.css("noscript")[:5]]
    if any(words().script.search(text) for text in (*shown, *unscripted)):
        return True
    scripts = tree.root.css("script")
    return bool(scripts) and sum(map(len, shown)) < HARDLY
