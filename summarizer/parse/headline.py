"""The headline: what stands above the body and agrees with what the page calls itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from summarizer.parse.blocks import Survey
from summarizer.parse.body import Body

_NOISE = re.compile(r"[\W_]+")
# What separates the headline from channel and site in <title>: a bar or an underscore always, a dash or chevrons often.
_SEPARATOR = re.compile(r"\s*(?:[_|｜]+|(?<=\s)[-–—]+(?=\s)|--+|——+|>>|>|»|::)\s*|\s*[-–—]+\s*(?=[^-–—]*$)")
_SHORTEST, _LONGEST = 4, 120
_ABOVE = 40  # lines above the body that may hold the headline
_HEADINGS = ("h1", "h2", "h3", "h4")


def key(text: str) -> str:
    """What headlines are compared by: letters and digits, whatever their width."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text)).lower()


def find_headline(survey: Survey, body: Body | None, claims: Sequence[str]) -> tuple[str | None, int | None]:
    """The headline and the number of the line that shows it.

    ``claims`` are the page's own names for itself, best first: ``og:title``, JSON-LD ``headline``, ``<title>``.
    A shown line inside a claim beats the claim, which often drags channel and site along.
    """
    claims = [claim for claim in claims if key(claim)]
    lines = _candidates(survey, body)
    shown = _agreeing(survey, lines, claims)
    if shown is not None:
        return survey.blocks[shown].text, shown
    heading = next((n for n in reversed(lines) if survey.boxes[survey.blocks[n].box].tag in _HEADINGS[:2]), None)
    if claims and (heading is None or not _generic(claims[0])):
        return without_site(claims[0]), None
    return (survey.blocks[heading].text, heading) if heading is not None else (None, None)


def without_site(title: str) -> str:
    """A ``<title>`` without the channel and site that follow the headline: the longest part counts as headline."""
    parts = [part for part in _SEPARATOR.split(title) if part and part.strip()]
    return max(parts, key=lambda part: (len(key(part)) >= _SHORTEST, len(key(part))), default=title).strip()


def _candidates(survey: Survey, body: Body | None) -> list[int]:
    end = min(len(survey.blocks), body.first + 6) if body else len(survey.blocks)
    lines = range(max(0, (body.first if body else end) - _ABOVE), end)
    return [n for n in lines if _SHORTEST <= len(survey.blocks[n].text) <= _LONGEST]


def _agreeing(survey: Survey, lines: Sequence[int], claims: Sequence[str]) -> int | None:
    """The longest shown line that a claim contains: headings and unlinked lines first, then the nearest to the body."""
    keys = [key(claim) for claim in claims]
    best: tuple[float, int] | None = None
    for n in lines:
        block = survey.blocks[n]
        own = key(block.text)
        fit = max((len(own) / len(claim) for claim in keys if own and own in claim), default=0.0)
        if len(own) < _SHORTEST or fit < 0.3:
            continue
        heading = survey.boxes[block.box].tag in _HEADINGS
        score = len(own) + 8 * heading - 10 * (block.linked * 2 > len(block.text))
        if best is None or score >= best[0]:
            best = (score, n)
    return best[1] if best else None


def _generic(title: str) -> bool:
    return len(key(without_site(title))) < 6
