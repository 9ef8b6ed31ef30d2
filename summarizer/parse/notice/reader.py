"""The notice of an article: source, people, statement, link and duties, read off its lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from summarizer.data import DutyKind, Message, Notice, NoticeLine, Region, Warning
from summarizer.messages import say
from summarizer.parse.notice import datelines
from summarizer.parse.notice.credits import (
    PEOPLE,
    Field,
    account,
    bare_fields,
    first_url,
    has_unfilled_place,
    is_date,
    is_empty,
    is_outlet,
    is_plausible,
    is_remark,
    posted_by,
    read_fields,
    source_name,
    stands_alone,
    undated,
    unlabelled_names,
)
from summarizer.parse.notice.issues import about_author, compiled_from, newspaper_issue
from summarizer.parse.notice.licences import find_licences
from summarizer.parse.notice.pairs import pair_up
from summarizer.parse.notice.people import Person, is_name, read_people
from summarizer.parse.notice.phrases import plain
from summarizer.parse.notice.statements import (
    Statement,
    applies,
    closing_statement,
    is_instructing,
    may_be_statement,
    named_author,
    read_statement,
    scope_of,
    wrong_station,
)
from summarizer.parse.notice.stretches import (
    Cut,
    Place,
    Said,
    around_fields,
    at_the_edges,
    duties_of,
    gaps,
    merged,
    statement_between,
)
from summarizer.parse.site import Site
from summarizer.parse.told import Noticed

MAX_LINE = 20_000  # characters of a line that are read
_PROSE, _TAIL = 240, 160  # of a body line longer than the one only the last characters may hold fields
_FIRST, _LAST = 4, 12  # lines of the body, from its start and its end, that may hold notices


class NoticeReading(NamedTuple):
    notice: Notice
    cuts: tuple[Cut, ...]
    warnings: tuple[Warning, ...]


def read_notice(lines: Sequence[Noticed], *, title: str | None, url: str | None, site: Site | None) -> NoticeReading:
    """Read the notice off the lines of an article (head, body, after the body) and of what stands outside it.

    ``title``, ``url`` and ``site`` are those of the page: a statement is compared with them. Never raises.
    """
    reader = _Reader(title, url, site)
    body = [number for number, line in enumerate(lines) if line.region is Region.BODY]
    edge = {*body[:_FIRST], *body[-_LAST:]}
    pairs = pair_up(lines)
    reader.beside_dates([line for number, line in enumerate(lines) if number not in pairs and number - 1 not in pairs])
    for number, line in enumerate(lines):
        if number in pairs or number - 1 in pairs:
            reader.pair(number, line, pairs.get(number - 1))
        elif line.region is not Region.BODY or number in edge:
            first, last = number in body[:_FIRST], number in body[-3:]
            reader.read(number, line, first=first, last=last, end=number in body[-1:])
    told = "\n".join([title or "", *(lines[number].text[:MAX_LINE] for number in body)])
    reader.signed = [person for person in reader.signed if not _is_place(person.name, told)]
    return reader.reading()


def _is_place(name: str, told: str) -> bool:
    """张三 李四 云泽报道: a place may have the form of a name; then the article says 云泽区 or 云泽县 somewhere."""
    return any(name + kind in told for kind in "省市区县州旗镇乡村") if 2 <= len(name) <= 3 else False


@dataclass(slots=True)
class _Reader:
    """Goes through the lines in order and gathers what they say."""

    title: str | None
    url: str | None
    site: Site | None
    people: dict[str, dict[str, None]] = field(default_factory=lambda: {role: {} for role in PEOPLE})
    signed: list[Person] = field(default_factory=list)  # in datelines and signatures: used where no label names anyone
    unlabelled: list[str] = field(default_factory=list)  # outlets named without a label: used where no label names one
    alone: list[str] = field(default_factory=list)  # names on a line of their own beside the date: the last resort
    single: dict[str, str] = field(default_factory=dict)  # source, link, original_title … : the first one read
    said: list[Said] = field(default_factory=list)
    parts: list[NoticeLine] = field(default_factory=list)
    cuts: list[Cut] = field(default_factory=list)
    warnings: dict[tuple[str, Message], None] = field(default_factory=dict)

    def read(self, number: int, line: Noticed, *, first: bool, last: bool, end: bool = False) -> None:
        text = line.text[:MAX_LINE]
        outside = line.region is Region.OUTSIDE
        if line.region is Region.CAPTION or text.strip() == self.title or (outside and not may_be_statement(text)):
            return
        flat = plain(text)
        place = Place(number, line, text, flat)
        if outside:
            self.statement(place, read_statement(text, flat))
            return
        if self.closing(place, last=last) or self.fields(place) or self.statement(place, read_statement(text, flat)):
            return
        if line.region is Region.NOTICE:
            self.statement(place, closing_statement(text, flat))
        if line.region is Region.BODY:
            self.prose(place, first=first, last=last, end=end)
        elif line.region is Region.HEAD:
            self.head(place)

    def pair(self, number: int, line: Noticed, role: str | None) -> None:
        """A line with nothing but a label, or (with its role) the line with the value."""
        text = line.text[:MAX_LINE]
        place = Place(number, line, text, plain(text))
        if role:
            self.take(Field(role, 0, 0, len(text)), place)
        self.cut(place, 0, len(text))

    def beside_dates(self, lines: Sequence[Noticed]) -> None:
        """A line next to the date that is nothing but a name: the outlet or account, if nothing else names one."""
        head = [line.text for line in lines if line.region is Region.HEAD]
        dated = [is_date(plain(text)) or bool(unlabelled_names(plain(text))) for text in head]
        near = [text for n, text in enumerate(head) if any(dated[max(0, n - 1) : n + 2])]
        self.alone += [text for text in near if text != self.title and stands_alone(plain(text))]

    def head(self, place: Place) -> None:
        """A line above the body without labels: reporters, or the outlet behind the date."""
        flat = undated(place.flat)
        self.signed += place.printed(datelines.byline(flat) or datelines.office_and_name(flat))
        if name := posted_by(place.flat):
            self.signed += place.printed([Person("authors", name)])
            return
        for role, value in bare_fields(place.flat):
            if role == "source":
                self.single.setdefault(role, value)
            else:
                self.add_people(read_people(value, role))
        if posted := account(place.flat):
            self.signed += [Person("authors", posted[0])] if posted[0] else []
            self.unlabelled.append(posted[1])
        for name in unlabelled_names(place.flat):
            if is_name(name):
                self.signed += place.printed([Person("authors", name)])
            else:
                self.unlabelled.append(place.as_printed(name))

    # ------------------------------------------------ labelled fields

    def fields(self, place: Place) -> bool:
        """Take the fields of the line; true where nothing but notice stands on it."""
        long = len(place.flat) > _PROSE and place.line.region is Region.BODY
        found = read_fields(place.flat, len(place.flat) - _TAIL if long else 0)
        found = [one for one in found if is_plausible(one, place.flat)]
        if all(one.role == "junk" for one in found):
            return False
        prose = [
            gap
            for gap in gaps(found, place.flat)
            if re.search(r"[^\W\d_年月日时分秒]{2}", place.flat[slice(*gap)]) and not is_remark(place.flat[slice(*gap)])
        ]
        prose = [gap for gap in prose if not self.named_between(place, gap)]
        others = [one for gap in prose if (one := statement_between(place, gap))]
        if whole := around_fields(place, prose):
            others, prose = [whole], [(whole.start, whole.end)]
        if len(others) < len(prose) and (reporters := datelines.byline(place.flat)):
            self.signed += place.printed(reporters)
            self.part(place, "authors", 0, len(place.text))
            self.cut(place, 0, len(place.text))
            return True
        if len(others) < len(prose) and place.line.region is not Region.HEAD:
            for edge in at_the_edges(found, place.flat):
                self.take(edge, place)
                self.cut(place, edge.start, edge.end)
            return False
        for labelled in found:
            self.take(labelled, place)
        for statement in others:
            self.statement(place, statement)
        if len(others) == len(prose):
            self.cut(place, 0, len(place.line.text))
        return True

    def named_between(self, place: Place, gap: tuple[int, int]) -> bool:
        """Reporters with their outlet, or above the text the outlet alone, beside the fields of a line."""
        words = place.flat[slice(*gap)].strip(" |,;·")
        if people := datelines.byline(words):
            self.add_people(place.printed(people))
        elif place.line.region is Region.HEAD and stands_alone(words) and is_outlet(words):
            self.unlabelled.append(place.as_printed(words))
        else:
            return False
        return True

    def take(self, one: Field, place: Place) -> None:
        words = one.words(place.text)
        if one.role != "junk":
            self.part(place, one.role, one.start, one.end)
        if has_unfilled_place(words):
            self.warn("slot-mismatch", say("notice.unfilled", text=words.strip()[:60]))
        elif is_empty(one.words(place.flat)) and one.role in ("source", "authors", "editors"):
            label = place.text[one.start : one.value].strip(" :：")
            self.warn("slot-mismatch", say("notice.empty-slot", label=label))
        elif one.role in PEOPLE:
            people = read_people(words.strip(" /"), one.role)
            if re.search("发布[人者]", place.flat[one.start : one.value]):  # the author if nobody else is
                self.signed += people
                return
            self.add_people(people)
            if "作" in place.flat[one.start : one.value]:  # 作者：通讯员 张三 is the author too
                self.add_people(Person("authors", person.name) for person in people)
        else:
            self.take_single(one.role, words, one.words(place.flat))
            if one.role == "source" and re.search("转|摘自|选自|原载", place.flat[one.start : one.value]):
                self.take_single("upstream", words, one.words(place.flat))

    def add_people(self, people: Iterable[Person]) -> None:
        for person in people:
            self.people[person.role].setdefault(person.name)

    def take_single(self, role: str, words: str, flat: str) -> None:
        if role in ("source", "upstream"):
            name, url = source_name(flat), first_url(flat)
            if name and not url and (role in self.single or self.unlabelled) and is_name(name):
                self.signed.append(Person("authors", name))  # a second 来源 that is a person: the page means the author
            elif name and not url:
                at = flat.find(name)
                self.single.setdefault(role, words[at : at + len(name)] if at >= 0 else name)
            elif url:
                self.single.setdefault("source_url" if role == "source" else role, url)
        elif role == "link":
            if url := first_url(flat):
                self.single.setdefault("link", url)
            elif re.match("《[^《》]{2,60}》", flat):  # 原文：《X》
                self.take_single("original_title", words, flat)
        elif role == "original_title":
            title = words.strip(" ()[]（）【】:：,，")
            whole = re.fullmatch("《([^《》]*)》|“([^“”]*)”", title)
            self.single.setdefault(role, (whole[1] or whole[2]) if whole else title)

    # ------------------------------------------------ statements

    def statement(self, place: Place, statement: Statement | None) -> bool:
        outside = place.line.region is Region.OUTSIDE
        if statement is None or (outside and statement.kind == "statement" and not statement.duties):
            return False
        flat = place.flat[statement.start : statement.end]
        if place.line.region is Region.BODY and len(flat) > 300 and not statement.duties:
            return False
        scope = scope_of(flat, outside=outside)
        self.said.append(Said(place, statement, scope == "site"))
        self.part(place, statement.kind, statement.start, statement.end, site=scope == "site")
        self.cut(place, statement.start, statement.end)
        return True

    # ------------------------------------------------ lines with a form of their own

    def closing(self, place: Place, *, last: bool) -> bool:
        """A line that names a paper's issue, what the article was put together from, or who its author is."""
        if place.line.region is Region.BODY and not last:
            return False
        if outlet := newspaper_issue(place.flat) or compiled_from(place.flat):
            self.unlabelled.append(place.as_printed(outlet))
            role = "source"
        elif place.line.region is not Region.HEAD and (named := about_author(place.flat)) is not None:
            self.signed += place.printed(named)
            role = "authors"
        else:
            return False
        self.part(place, role, 0, len(place.text))
        self.cut(place, 0, len(place.text))
        return True

    # ------------------------------------------------ prose

    def prose(self, place: Place, *, first: bool, last: bool, end: bool) -> None:
        """Names in datelines and signatures are read and stay; a line that is only a byline goes."""
        lone = (datelines.lone_name(place.flat) if first or end else []) or datelines.poster(place.flat)
        if people := datelines.byline(place.flat) or lone:
            self.signed += place.printed(people)
            self.part(place, "authors", 0, len(place.text))
            self.cut(place, 0, len(place.text))
            return
        if first and not self.signed:
            self.signed += place.printed(datelines.opening_people(place.flat))
        if last:
            self.signed += place.printed(datelines.closing_people(place.flat))
            self.statement(place, closing_statement(place.text, place.flat))

    # ------------------------------------------------ results

    def part(self, place: Place, role: str, start: int, end: int, *, site: bool = False) -> None:
        text = place.text[start:end].strip()
        if text:
            self.parts.append(NoticeLine(text, role, place.line.span(start, end), "site" if site else "article"))

    def cut(self, place: Place, start: int, end: int) -> None:
        self.cuts.append(Cut(place.number, start, end))

    def warn(self, code: str, message: Message) -> None:
        self.warnings.setdefault((code, message))

    def reading(self) -> NoticeReading:
        named = bool(self.people["authors"])
        self.add_people(person for person in self.signed if person.role != "authors" or not named)
        authors = self.people["authors"]
        if not authors:
            self.add_people(Person("authors", name) for said in self.said if (name := named_author(said.flat)))
        if outlets := [name for name in self.unlabelled + self.alone if name not in authors or is_outlet(name)]:
            # 某号官方账号 beside 某号: the account itself
            shortest = min((name for name in outlets if outlets[0].startswith(name)), key=len)
            self.single.setdefault("source", shortest)
        kept = [said for said in self.said if applies(said.flat, self.single.get("source"), self.aliases())]
        duties = duties_of(kept, self.single.get("link"))
        own = [said for said in kept if not said.site and said.statement.kind == "statement"]
        values = {duty.kind: duty.value for duty in duties if duty.value and duty.origin == "notice"}
        notice = Notice(
            source=self.single.get("source") or values.get(DutyKind.SOURCE) or self.single.get("upstream"),
            source_url=self.single.get("source_url"),
            **{role: tuple(self.people[role]) for role in PEOPLE},
            statement="\n".join(said.text for said in own) or None,
            link=self.single.get("link") or values.get(DutyKind.LINK),
            licence=next((one.name for said in kept for one in find_licences(said.flat)), None),
            duties=duties,
            original_title=self.single.get("original_title"),
            upstream=self.single.get("upstream"),
            site_statement="\n".join(said.text for said in self.said if said.site) or None,
            lines=tuple(self.parts),
        )
        self.look_for_oddities(notice)
        return NoticeReading(
            notice, merged(self.cuts), tuple(Warning(code, said.zh, said.en) for code, said in self.warnings)
        )

    def aliases(self) -> tuple[str, ...]:
        return (self.site.name, *self.site.aliases) if self.site else ()

    def look_for_oddities(self, notice: Notice) -> None:
        for part in notice.lines:
            if is_instructing(plain(part.text)):
                self.warn("instructing", say("notice.instructing", text=part.text[:80]))
        if wrong := wrong_station(plain(notice.statement or ""), self.url):
            self.warn("slot-mismatch", say("notice.station", named=wrong[0], host=wrong[1]))
        kinds = {duty.kind for duty in notice.duties if duty.origin == "notice"}
        if DutyKind.FORBIDDEN in kinds and kinds & {
            DutyKind.LINK,
            DutyKind.SOURCE,
            DutyKind.AUTHOR,
            DutyKind.STATEMENT,
        }:
            self.warn("notice-contradicts", say("notice.contradicts"))
