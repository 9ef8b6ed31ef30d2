"""Changes of markup that no reader would notice, or mind. Each takes a page and where to start, and gives the page."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from opencc import OpenCC

Change = Callable[[str, Random], str]
_TO_TRADITIONAL = OpenCC("s2t")
# Tags, the contents of scripts and sheets, entities and addresses are left alone by changes of the text.
_KEEP = re.compile(
    r"<(?:script|style)\b.*?</(?:script|style)>|<[^>]*>|&#?\w+;|(?:https?://)?[\w-]+\.[\w./?=&%-]+", re.S
)


def _on_text(page: str, change: Callable[[str], str]) -> str:
    """``change`` applied to each stretch of plain text of the body."""
    head, mark, body = page.partition("<body")
    parts, at = [], 0
    for match in _KEEP.finditer(mark + body):
        parts += [change((mark + body)[at : match.start()]), match[0]]
        at = match.end()
    return head + "".join(parts) + change((mark + body)[at:])


def half_width(page: str, random: Random) -> str:
    return _on_text(page, lambda text: text.translate(str.maketrans("，：；！？（）", ",:;!?()")))


def straight_quotes(page: str, random: Random) -> str:
    return _on_text(page, lambda text: text.translate(str.maketrans("“”", '""')))


def corner_quotes(page: str, random: Random) -> str:
    return _on_text(page, lambda text: text.translate(str.maketrans("“”", "「」")))


def entities(page: str, random: Random) -> str:
    return _on_text(
        page, lambda text: "".join(f"&#{ord(c)};" if ord(c) > 127 and random.random() < 0.3 else c for c in text)
    )


def hexadecimal_entities(page: str, random: Random) -> str:
    return _on_text(page, lambda text: "".join(f"&#x{ord(c):x};" if ord(c) > 127 else c for c in text))


def no_break_spaces(page: str, random: Random) -> str:
    return _on_text(page, lambda text: re.sub(r"(?<=\S) (?=\S)", "&nbsp;", text))


def indented(page: str, random: Random) -> str:
    return re.sub(r"<p\b([^>]*)>(?=[^<\s])", r"<p\1>　　", page)


def split_by_tags(page: str, random: Random) -> str:
    def cut(text: str) -> str:
        if len(text) < 4:
            return text
        at = random.randrange(1, len(text) - 1)
        return f"<span>{text[:at]}</span><span>{text[at:]}</span>"

    return _on_text(page, lambda text: text if "\n" in text else cut(text))


def word_breaks(page: str, random: Random) -> str:
    return _on_text(
        page, lambda text: "".join(f"{c}<wbr>" if c > "\u4e00" and random.random() < 0.1 else c for c in text)
    )


def traditional(page: str, random: Random) -> str:
    return _on_text(page, _TO_TRADITIONAL.convert)


def http(page: str, random: Random) -> str:
    return page.replace("https://", "http://")


def tracking(page: str, random: Random) -> str:
    extra = random.choice(["from=timeline&amp;isappinstalled=0", "utm_source=wx&amp;utm_medium=share", "spm=a1.b2.c3"])
    return re.sub(r'href="(https?://[^"?#]+[^"/?#])"', rf'href="\1?{extra}"', page)


def carriage_returns(page: str, random: Random) -> str:
    return page.replace("\n", "\r\n")


def on_one_line(page: str, random: Random) -> str:
    return re.sub(r">\s*\n\s*<", "><", page)


def spread_out(page: str, random: Random) -> str:
    return re.sub(r"(</?(?:p|div|h1|ul|li)\b[^>]*>)", r"\n    \1\n    ", page)


def upper_case_tags(page: str, random: Random) -> str:
    return re.sub(r"(</?)(p|div|a|span)\b", lambda match: match[1] + match[2].upper(), page)


def wrapped(page: str, random: Random) -> str:
    return page.replace("<body >", "<body><div><div>").replace("</body>", "</div></div></body>")


def comments(page: str, random: Random) -> str:
    return page.replace("<p", "<!-- 段 --><p")


ALL: tuple[Change, ...] = (
    half_width,
    straight_quotes,
    corner_quotes,
    entities,
    hexadecimal_entities,
    no_break_spaces,
    indented,
    split_by_tags,
    word_breaks,
    traditional,
    http,
    tracking,
    carriage_returns,
    on_one_line,
    spread_out,
    upper_case_tags,
    wrapped,
    comments,
)
