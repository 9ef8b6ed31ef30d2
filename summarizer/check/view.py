"""What the user's profile says about how readers meet a page, applied to the page before any rule looks at it."""

from __future__ import annotations

from dataclasses import replace

from summarizer.check.profile import Options
from summarizer.data import SEEN, Line, Link, Reading, Region, Run, Sight, Visibility


def as_readers_see(reading: Reading, options: Options) -> Reading:
    """``reading``, with unread sheets taken to hide nothing and ``<noscript>`` shown where the profile says so."""
    if options.assume_visible:
        reading = replace(
            reading,
            lines=tuple(_assumed(line) for line in reading.lines),
            links=tuple(replace(link, visibility=_seen(link.visibility)) for link in reading.links),
        )
    return _without_scripts(reading) if options.text_browser else reading


def _assumed(line: Line) -> Line:
    return replace(line, runs=tuple(replace(run, visibility=_seen(run.visibility)) for run in line.runs))


def _seen(visibility: Visibility) -> Visibility:
    return SEEN if visibility.sight is Sight.UNKNOWN and visibility.rule == "F007" else visibility


def _without_scripts(reading: Reading) -> Reading:
    """Readers of a text browser run no scripts: what stands in ``<noscript>`` is text of the article to them."""
    shown = {number: line for number, line in enumerate(reading.hidden) if _in_noscript(line)}
    at = {number: len(reading.lines) + place for place, number in enumerate(shown)}
    return replace(
        reading,
        lines=(*reading.lines, *(_uncovered(line) for line in shown.values())),
        links=tuple(_moved(link, at) for link in reading.links),
    )


def _in_noscript(line: Line) -> bool:
    return any(run.visibility.origin == "<noscript>" for run in line.runs)


def _uncovered(line: Line) -> Line:
    return replace(line, region=Region.NOTICE, runs=tuple(replace(run, visibility=_effort(run)) for run in line.runs))


def _effort(run: Run) -> Visibility:
    return replace(run.visibility, sight=Sight.EFFORT)


def _moved(link: Link, at: dict[int, int]) -> Link:
    if link.visibility.origin != "<noscript>" or link.line not in at:
        return link
    seen = replace(link.visibility, sight=Sight.EFFORT)
    return replace(link, line=at[link.line], region=Region.NOTICE, visibility=seen)
