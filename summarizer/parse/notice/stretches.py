"""What the reader of a notice works with: lines with their plain form, statements in their places, stretches to cut."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from summarizer.data import Duty, DutyKind
from summarizer.parse.notice.credits import Field
from summarizer.parse.notice.people import Person
from summarizer.parse.notice.statements import Statement, read_statement
from summarizer.parse.told import Noticed


class Cut(NamedTuple):
    """Characters ``[start, end)`` of ``lines[line]`` that belong to the notice and leave the body."""

    line: int
    start: int
    end: int


class Place(NamedTuple):
    """A line, its number and its text in plain form."""

    number: int
    line: Noticed
    text: str
    flat: str

    def as_printed(self, words: str) -> str:
        """What was read in the plain form of the line, in the script of the page."""
        at = self.flat.find(words)
        return self.text[at : at + len(words)] if at >= 0 else words

    def printed(self, people: Iterable[Person]) -> list[Person]:
        return [Person(person.role, self.as_printed(person.name)) for person in people]


class Said(NamedTuple):
    """A statement, where it stands, and whether it speaks for the whole site."""

    place: Place
    statement: Statement
    site: bool

    @property
    def text(self) -> str:
        return self.place.text[self.statement.start : self.statement.end]

    @property
    def flat(self) -> str:
        return self.place.flat[self.statement.start : self.statement.end]


_CONDITIONS = frozenset({DutyKind.LINK, DutyKind.HYPERLINK, DutyKind.STATEMENT, DutyKind.SOURCE, DutyKind.AUTHOR})
_RESERVED = frozenset({DutyKind.PRIOR_PERMISSION, DutyKind.WRITTEN_PERMISSION, DutyKind.FORBIDDEN})


def duties_of(said: Iterable[Said], link: str | None) -> tuple[Duty, ...]:
    """The duties of all statements that apply, those of the article first; each kind once, best with its value.

    ``link`` is the address that the notice gives for the article: what a duty to link means where it names none. An
    article that says how it is to be reposted gives leave to; that the site reserves all rights is no condition of it.
    """
    found: dict[DutyKind, Duty] = {}
    statements = sorted(said, key=lambda one: one.site)
    own = {kind for one in statements if not one.site for kind, *_ in one.statement.duties}
    granted = bool(own & _CONDITIONS) and not own & _RESERVED
    for one in statements:
        for kind, start, end, value in one.statement.duties:
            if one.site and granted and kind in _RESERVED:
                continue
            held = found.get(kind)
            if held is None or (held.value is None and value is not None and (held.origin == "site") == one.site):
                text, span = one.place.text[start:end], one.place.line.span(start, end)
                address = link if kind is DutyKind.LINK and not one.site else None
                found[kind] = Duty(kind, text, span, "site" if one.site else "notice", value or address)
    return tuple(found.values())


def statement_between(place: Place, gap: tuple[int, int]) -> Statement | None:
    """A statement that stands between or behind the fields of a line."""
    start, end = gap
    found = read_statement(place.text[start:end], place.flat[start:end])
    if found is None:
        return None
    duties = tuple((kind, first + start, last + start, value) for kind, first, last, value in found.duties)
    return Statement(found.kind, found.start + start, found.end + start, duties)


def around_fields(place: Place, prose: Sequence[tuple[int, int]]) -> Statement | None:
    """A statement with a field inside one of its sentences: 本文由某站原创，作者：张三，未经授权，请勿转载。"""
    if len(prose) < 2 or re.search(r"[。!?;\n/]", place.flat[prose[0][0] : prose[-1][0]]):
        return None
    if not place.flat[: prose[0][1]].rstrip().endswith(","):
        return None
    return statement_between(place, (prose[0][0], prose[-1][1]))


def gaps(fields: Sequence[Field], flat: str) -> list[tuple[int, int]]:
    edges = [0, *(at for one in fields for at in (one.start, one.end)), len(flat)]
    return [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if end > start]


def at_the_edges(fields: list[Field], flat: str) -> list[Field]:
    """Of the fields in a line of prose, those in brackets at its beginning and those behind its last sentence."""
    run: list[Field] = []
    end = len(re.sub(r"(?<![\s。.|])[\s。.|]*+\d{0,8}[\s。.|]*$", "", flat))
    for one in reversed([one for one in fields if not _is_signature(one, flat)]):
        if one.end < end:
            break
        run.append(one)
        end = len(flat[: one.start].rstrip(" ,;、|/"))
    opens = [n for n, one in enumerate(run, 1) if flat[one.start] in "([" or _after_sentence(flat[: one.start])]
    kept = run[: opens[-1]] if opens else []
    if kept and kept[0].end < len(flat) and re.fullmatch(r"[\s。.|]*\d{5,8}[\s。.|]*", flat[kept[0].end :]):
        kept[0] = replace(kept[0], end=len(flat))  # （編輯：張三）1121130: the number that an agency sets behind
    first = fields[0]
    if first not in kept and first.start == 0 and flat[0] in "([" and flat[first.end - 1] in ")]":
        kept.append(first)
    return kept


def _after_sentence(before: str) -> bool:
    return before.rstrip().endswith(tuple('。!?”")]'))


def _is_signature(one: Field, flat: str) -> bool:
    """（记者 张三） at the end of a paragraph: read as a signature, and no part of the notice."""
    return one.role in ("authors", "correspondents") and not re.search("[:/]", flat[one.start : one.value])


def merged(cuts: Iterable[Cut]) -> tuple[Cut, ...]:
    """Cuts in order, without overlap."""
    joined: list[Cut] = []
    for cut in sorted(cuts):
        if joined and joined[-1].line == cut.line and joined[-1].end >= cut.start:
            joined[-1] = Cut(cut.line, joined[-1].start, max(joined[-1].end, cut.end))
        else:
            joined.append(cut)
    return tuple(joined)
