"""Sentences that speak of rights and reuse: which they are, what they speak for, and whether they apply here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from summarizer.parse.notice.duties import compile_duties
from summarizer.parse.notice.phrases import one_of, phrases
from summarizer.parse.notice.showing import Compiled
from summarizer.text.stations import station_at, stations_of
from summarizer.text.urls import parse, registrable_domain

MAX_STATEMENT = 1200  # characters; longer ones are terms of use, not notices
_CLOSING = 8  # sentences at the end of a paragraph that may be a statement
_SENTENCE = re.compile(r"[^。!?\s]+[。!?\s”\")\]]*")


@dataclass(frozen=True, slots=True)
class Statement:
    """``kind``: ``statement`` sets conditions of reuse or claims the work, ``disclaimer`` only denies liability."""

    kind: Literal["statement", "disclaimer"]
    start: int
    end: int
    duties: tuple[Compiled, ...]


def read_statement(text: str, flat: str) -> Statement | None:
    """What the whole of ``text`` is, where it begins like a statement and goes on like one."""
    start = len(flat) - len(flat.lstrip(" 。,;|…" if flat.count("(") != flat.count(")") else " 。,;|…("))
    body = flat[start:].rstrip()
    if not 2 <= len(body) <= MAX_STATEMENT or not _about().search(flat) or not _opening().match(body):
        return None
    duties = tuple(compile_duties(text))
    if duties or re.search(r"原创(?!性)|版权所有|著作权归|版权归|版权属|独家|授权(?:发布|转载|刊发)|CC0", flat):
        return Statement("statement", start, start + len(body), duties)
    if _disclaimer().search(flat) or re.fullmatch(".{0,8}声明", body):
        return Statement("disclaimer", start, start + len(body), ())
    return None


def may_be_statement(text: str) -> bool:
    """A quick look at a line as printed, in either script: could ``read_statement`` find something?"""
    return bool(_pattern("cue").search(text))


def closing_statement(text: str, flat: str) -> Statement | None:
    """The statement with which a paragraph of prose ends: its last sentences, if they ask for something."""
    sentences = list(_SENTENCE.finditer(flat))
    found = None
    for sentence in reversed(sentences[1:][-_CLOSING:]):
        start = sentence.start()
        read = read_statement(text[start:], flat[start:])
        if not (read and read.duties) or not _opening().match(sentence[0].strip()):
            break
        found = Statement(
            read.kind, start, len(flat), tuple((k, s + start, e + start, v) for k, s, e, v in read.duties)
        )
    return found


def scope_of(flat: str, *, outside: bool) -> Literal["article", "site"]:
    """Does this statement speak for the article, or for the whole site? Its own words decide, else where it stands."""
    if _pattern("article").search(flat):
        return "article"
    return "site" if outside or _pattern("site").search(flat) else "article"


def applies(flat: str, source: str | None, aliases: tuple[str, ...] = ()) -> bool:
    """Of two clauses 凡本网注明“来源：X” and 凡注明来源非本网, does this one fit an article from ``source``?

    Any other statement applies, and so does every one where the article names no source.
    """
    label = re.match(r"\W{0,4}\d{0,2}\W{0,3}凡[^。]{0,30}?(?:注明|标注|署名|来源|转载)[^。]{0,90}", flat)
    if not label or not source:
        return True
    reprint = re.search(r"非本|\(非|[^并]非“|其[它他]媒体|均转载|均为转载|转载自", flat[:160])
    names = re.findall(r"(?:来源|稿源|出处)\s?[:为]?\s?“?([^“”\"、,。()或\s]{2,20})", label[0]) + re.findall(
        r"本网站?|本站", label[0]
    )
    own = any(name in source or source in name for name in (*names, *aliases))
    return own != bool(reprint)


def named_author(flat: str) -> str | None:
    """本文为某站博主「X」的原创文章, 由 @X 原创发布: the author whom a statement names."""
    match = re.search(phrases()["statements"]["author"], flat)
    return next((name.strip() for name in match.groups() if name), None) if match else None


def is_instructing(flat: str) -> bool:
    """Does the text give orders to programs or to whoever judges the page? It is reported, and never followed."""
    return bool(_pattern("instructing").search(flat))


def wrong_station(flat: str, url: str | None) -> tuple[str, str] | None:
    """The station that a statement names and the one whose page it stands on, where both are known and differ."""
    named = re.search(r"本文[为系]([\u4e00-\u9fff]{2,4}?)站", flat)
    address = parse(url) if url else None
    if not named or not address:
        return None
    here = station_at(address.host, stations_of(registrable_domain(address.host)))
    return (named[1], here) if here and named[1] != here else None


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(one_of(phrases()["statements"]["opening"]), re.IGNORECASE)


@cache
def _about() -> re.Pattern[str]:
    return _pattern("about")


@cache
def _disclaimer() -> re.Pattern[str]:
    return _pattern("disclaimer")


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(phrases()["statements"][name], re.IGNORECASE)
