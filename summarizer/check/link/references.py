"""What on the repost leads, or seems to lead, to the original: anchors, written addresses, scripts, metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from summarizer.check.attribution.credits import phrases
from summarizer.check.context import Context, link_evidence
from summarizer.check.link.addresses import GOOD, Judged, Relation, Targets, judge, targets_of
from summarizer.check.link.detours import closing_labels, labels, may_jump
from summarizer.check.statement.difference import UNREADABLE
from summarizer.check.statement.stream import Stream, kept_from_sight, seen_in_article, seen_outside
from summarizer.data import Evidence, Link, Region, Sight, Visibility
from summarizer.text.fold import fold_deep, folded_deep, runs_backwards, simplify
from summarizer.text.urls import find_urls, registrable_domain

_METADATA = frozenset({"canonical", "meta", "json-ld", "header"})
_ORDER = list(Sight)
_BELOW = 4  # lines below the article in which a line that leads to the original still belongs to it
# "https" that is not followed by "://" as a browser wants it.
_BROKEN_SCHEME = re.compile(r"(?:https?|hxxps?)[\s:：/／]*$", re.IGNORECASE)


# Marks of a sentence: nobody takes the full stop for a link. Arrows, chains and the like are signs of one.
_MERE_MARKS = frozenset(".,;:!?、…·\"'()~-")
_ASTRAY = frozenset({Relation.UNRELATED, Relation.OTHER, Relation.GENERAL, Relation.LOOKALIKE})


class Form(StrEnum):
    """What a reader can do with it."""

    ANCHOR = "anchor"
    TEXT = "text"
    SCRIPT = "script"
    METADATA = "metadata"


@dataclass(frozen=True, slots=True)
class Reference:
    """One candidate. ``shown`` is the relation of an address in an anchor's visible text, where it shows one."""

    form: Form
    url: str
    judged: Judged
    region: Region
    visibility: Visibility
    evidence: tuple[Evidence, ...]
    link: Link | None = None
    text: str = ""
    shown: Judged | None = None
    labelled: bool = False

    @property
    def relation(self) -> Relation:
        return self.judged.relation

    @property
    def deceptive(self) -> bool:
        """Shows the original's address and leads elsewhere."""
        return self.relation in _ASTRAY and self.shown is not None and self.shown.relation in GOOD

    @property
    def leads_astray(self) -> bool:
        """A reader of the article meets it, sees the original's address, and a click goes elsewhere."""
        clicked = self.usable or (self.form is Form.SCRIPT and self.visibility.sight is not Sight.HIDDEN)
        return self.deceptive and clicked and self.in_article

    @property
    def in_article(self) -> bool:
        return self.region is not Region.OUTSIDE

    @property
    def usable(self) -> bool:
        """A reader of the article meets it and can follow or copy it."""
        displayed = self.visibility.sight is not Sight.HIDDEN and self.form in (Form.ANCHOR, Form.TEXT)
        return displayed and self.in_article

    def rank(self) -> tuple[int, ...]:
        """Best first: leads there, plainly seen, clickable."""
        return (
            0 if self.relation in GOOD else list(Relation).index(self.relation),
            _ORDER.index(self.visibility.sight),
            list(Relation).index(self.relation),
            list(Form).index(self.form),
            not self.labelled,
        )


@dataclass(frozen=True, slots=True)
class References:
    """All candidates, sorted best first."""

    targets: Targets
    every: tuple[Reference, ...]

    def usable(self, *relations: Relation) -> tuple[Reference, ...]:
        return tuple(one for one in self.every if one.usable and one.relation in relations)

    @property
    def best(self) -> Reference | None:
        """The reference that answers for the link, even if only perhaps (a short link, a server's habit)."""
        return next(iter(self.usable(*GOOD, Relation.SHORT, Relation.UNSURE)), None)

    @property
    def good(self) -> bool:
        return self.best is not None and self.best.relation in GOOD


def references(context: Context) -> References:
    """All candidates on the repost. Bounded by the reading's own bounds."""
    targets = context.once(targets_of)
    found = [*_links(context, targets), *_written(context, targets), *_broken(context, targets)]
    return References(targets, tuple(sorted(found, key=Reference.rank)))


def _links(context: Context, targets: Targets) -> Iterator[Reference]:
    domains = tuple({registrable_domain(one.host) for one in targets.addresses})
    for link in context.repost.links if targets.addresses else ():
        region = _region(context, link)
        # Around the article only the original itself matters; most links there are to the reposter's own pages.
        if link.via == "frame" or (region is Region.OUTSIDE and not any(one in link.href.lower() for one in domains)):
            continue
        if found := _link(context, link, region, targets):
            yield found


def _link(context: Context, link: Link, region: Region, targets: Targets) -> Reference | None:
    form = Form.METADATA if link.via in _METADATA else Form.SCRIPT if link.via == "script" else Form.ANCHOR
    if link.href.strip().startswith("#") and form is Form.ANCHOR:
        return None  # a place on the same page leads nowhere
    judged = judge(link.url, targets, context.resolved, written=link.href)
    if judged.relation in (Relation.UNRELATED, Relation.OTHER) and (why := _misspelt(link, targets)):
        # Without its scheme an address is a path of the reposter's own site.
        judged = Judged(Relation.OTHER if why == "relative" else Relation.BROKEN, why)
    shown = _shown(link, targets) if form in (Form.ANCHOR, Form.SCRIPT) else None
    labelled = region is not Region.OUTSIDE and _is_labelled(context, link)
    if judged.relation is Relation.UNRELATED and not shown and not labelled:
        return None
    # A jump page may stand on any site; where it was followed, it is known where it leads.
    unclear = judged.relation in (Relation.UNRELATED, Relation.GENERAL) and judged.why not in ("resolved", "followed")
    if unclear and labelled and not shown and may_jump(link.url or ""):
        judged = Judged(Relation.SHORT, "jump")
    visibility = _nothing_to_see(context, link) or link.visibility
    return Reference(
        form=form,
        url=link.url or link.href,
        judged=judged,
        region=region,
        visibility=visibility,
        evidence=(link_evidence(link, cause=visibility.rule),),
        link=link,
        text=link.text,
        shown=shown,
        labelled=labelled,
    )


def _region(context: Context, link: Link) -> Region:
    """A displayed link is where its line is."""
    lines = context.repost.lines
    if link.line is None or link.line >= len(lines) or link.visibility.sight is Sight.HIDDEN:
        return link.region
    region = lines[link.line].region
    if region is not Region.OUTSIDE and _is_advertised(lines[link.line].text[: link.start]):
        return Region.OUTSIDE  # it stands in the article, but is none of it
    return Region.NOTICE if region is Region.OUTSIDE and _closes(context, link, link.line) else region


def _is_advertised(before: str) -> bool:
    """Does the line say that it is an advertisement (广告　点击领取 …)?"""
    return folded_deep(before).strip(" :()[]<>|»·-") in phrases()["rights"]["commercial_labels"]


def _closes(context: Context, link: Link, line: int) -> bool:
    """Is it a line of its own, right below the article, that says it leads to the original: 阅读原文, 原文链接：…?"""
    lines, last = context.repost.lines, context.once(_last_line)
    if not last < line <= last + _BELOW:
        return False
    words = simplify(folded_deep(lines[line].text[: link.start] or lines[line].text))
    if words == simplify(folded_deep(link.text)) and find_urls(link.text):
        words = simplify(folded_deep(lines[line - 1].text))
    return words.strip(" :()[]<>|«»·-") in closing_labels()


def _last_line(context: Context) -> int:
    """The number of the last line of the article, its notice included; -1 where there is none."""
    numbers = (number for number, line in enumerate(context.repost.lines) if line.region is not Region.OUTSIDE)
    return max(numbers, default=-1)


def _nothing_to_see(context: Context, link: Link) -> Visibility | None:
    """An anchor of mere marks is hardly met, one of a full stop not at all.

    One without text holds an image that may say something, or nothing.
    """
    text = folded_deep(link.text)
    if link.via not in ("a", "area") or any(map(str.isalnum, text)) or link.visibility.sight is Sight.HIDDEN:
        return None
    if text and not set(text) <= _MERE_MARKS:
        return Visibility(Sight.EFFORT, "L216", f"<a>{text[:5]}</a>")
    if text:
        return Visibility(Sight.HIDDEN, "V602", f"<a>{text[:5]}</a>")
    described = any(line.xpath.startswith(f"{link.xpath}/") for line in context.repost.hidden)
    return Visibility(Sight.UNKNOWN, "L213", "<img alt>") if described else Visibility(Sight.HIDDEN, "V602", "<a></a>")


def _misspelt(link: Link, targets: Targets) -> str:
    """How the original's address was missed: ``relative`` when its scheme is lacking, ``href`` when it is misspelt."""
    plain = re.sub(r"^https?:?/*", "", _mended(folded_deep(link.href)))
    cores = [_core(one.href) for one in targets.addresses if len(one.path) > 1]
    if any(link.href.strip().lower().startswith(core) for core in cores):
        return "relative"
    return "href" if any(plain.startswith(core) for core in cores) else ""


def _shown(link: Link, targets: Targets) -> Judged | None:
    """What the address written in an anchor's text is to the original, if there is one. ``…`` may stand for its end."""
    text = link.text.strip()
    stem = folded_deep(re.sub(r"^https?://", "", text))
    cut = stem.rstrip(".…")
    cores = [_core(one.href) for one in targets.addresses]
    if stem in cores or (cut != stem and len(cut) >= 4 and any(core.startswith(cut) for core in cores)):
        return Judged(Relation.SAME, "" if text.lower().startswith("http") and cut == stem else "shortened")
    found = find_urls(text)
    return judge(found[0][2], targets) if found else None


def _is_labelled(context: Context, link: Link) -> bool:
    """Does the reposter say, in the link or right before it, that it leads to the original?"""
    if link.via not in ("a", "area", "script") or link.line is None or link.visibility.sight is Sight.HIDDEN:
        return False
    line = context.repost.lines[link.line].text if link.line < len(context.repost.lines) else ""
    return _speaks_of_original(f"{line[max(link.start - 12, 0) : link.start]}{link.text[:20]}")


def _speaks_of_original(words: str) -> bool:
    plain = simplify(words)
    return any(label in plain for label in labels())


def _written(context: Context, targets: Targets) -> Iterator[Reference]:
    """Addresses written as text, in and around the article and out of sight; those inside an anchor belong to it."""
    streams = ((seen_in_article, None), (seen_outside, Region.OUTSIDE), (kept_from_sight, None))
    for build, region in streams:
        stream = context.once(build)
        for start, end, url in find_urls(stream.text) if targets.addresses else ():
            judged = judge(url, targets, context.resolved)
            labelled = build is seen_in_article and _speaks_of_original(stream.line_before(start)[-12:])
            if (judged.relation is Relation.UNRELATED and not labelled) or _in_anchor(context, stream, start, end):
                continue
            if build is kept_from_sight and (judged.relation not in GOOD or _in_metadata(context, stream, start)):
                continue
            if stream.text[end : end + 1] in UNREADABLE and judged.relation is Relation.OTHER:
                judged = Judged(Relation.UNSURE, "unreadable")
            if _BROKEN_SCHEME.search(stream.line_before(start)[-12:]) or runs_backwards(stream.line_before(start)):
                judged = Judged(Relation.BROKEN, "written")
            yield _text(stream, start, end, judged, region)


def _text(stream: Stream, start: int, end: int, judged: Judged, region: Region | None) -> Reference:
    visibility = stream.visibility(start, end)
    line = next((piece.line for piece, _, _ in stream.inside(start, end)), None)
    return Reference(
        form=Form.TEXT,
        url=stream.text[start:end],
        judged=judged,
        region=region or (line.region if line else Region.OUTSIDE),
        visibility=visibility,
        evidence=stream.evidence(start, end, cause=visibility.rule),
        text=stream.text[start:end],
        labelled=_speaks_of_original(stream.line_before(start)[-12:]),
    )


def _in_metadata(context: Context, stream: Stream, start: int) -> bool:
    """Is this the text of a ``<meta>``, a ``<link>`` or JSON-LD, which is a reference of its own kind already?"""
    known = {link.href.strip() for link in context.repost.links if link.via in _METADATA}
    return any(one in stream.text[max(start - 200, 0) : start + len(one)] for one in known if one)


def _in_anchor(context: Context, stream: Stream, start: int, end: int) -> bool:
    spans = context.once(_anchors)
    return any(
        low < stop and begin < high
        for piece, low, high in stream.inside(start, end)
        for begin, stop in spans.get(id(piece.line), ())
    )


def _anchors(context: Context) -> dict[int, list[tuple[int, int]]]:
    """For each line, the stretches that are anchors."""
    lines = context.repost.lines
    spans: dict[int, list[tuple[int, int]]] = {}
    targets = context.once(targets_of)
    for link in context.repost.links:
        anchor = link.via in ("a", "area") and not link.href.strip().startswith("#")  # such a one leads nowhere
        shown = link.visibility.sight is not Sight.HIDDEN and (anchor or _strays(link, targets))
        if shown and link.line is not None and link.line < len(lines):
            spans.setdefault(id(lines[link.line]), []).append((link.start, link.end))
    return spans


def _strays(link: Link, targets: Targets) -> bool:
    """A script that leads to an address which is surely not the original's."""
    return link.via == "script" and link.href.startswith("http") and judge(link.url, targets).relation in _ASTRAY


def _broken(context: Context, targets: Targets) -> Iterator[Reference]:
    """The original's address, written so that nobody can follow or copy it: full-width, spaced, ``[.]``, ``hxxp``."""
    stream = context.once(seen_in_article)
    cores = {core for one in targets.addresses if len(core := _core(one.href)) > 8 and len(one.path) > 1}
    if not cores:
        return
    letters = fold_deep(stream.text)
    mended = _mended(letters.text)
    same_length = len(mended) == len(letters.text)
    plain = [(low, high) for low, high, url in find_urls(stream.text) if judge(url, targets).relation in GOOD]
    for core in sorted(cores):
        at = mended.find(core)
        if at < 0:
            continue
        start, end = letters.span(at, at + len(core)) if same_length else _line_with(stream, core)
        if _in_anchor(context, stream, start, end) or any(low < end and start < high for low, high in plain):
            continue
        # Written as it should be, on a domain that no public list knows: a plain address after all.
        whole = stream.text[start:end].lower() == core and not _BROKEN_SCHEME.search(stream.line_before(start)[-12:])
        judged = Judged(Relation.SAME) if whole else Judged(Relation.BROKEN, "written")
        yield _text(stream, start, end, judged, None)


def _line_with(stream: Stream, core: str) -> tuple[int, int]:
    """The line that holds ``core`` once mended."""
    at = 0
    for line in stream.text.split("\n"):
        if core in _mended(folded_deep(line)):
            return at, at + len(line)
        at += len(line) + 1
    return 0, min(len(stream.text), 200)


def _mended(letters: str) -> str:
    """Folded text with the usual disguises of an address undone."""
    letters = re.sub(r"\(?(?:\.|dot|点)\)|\((?:\.|dot|点)\)?|。|点(?=[a-z])", ".", letters)
    return letters.replace("hxxp", "http").replace("\\", "/")


def _core(href: str) -> str:
    """The part of an address that a reader must have: host and path."""
    return folded_deep(re.sub(r"^https?://", "", href).split("#")[0])
