"""The headline: what stands above the body and agrees with what the page calls itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from summarizer.parse.blocks import Survey
from summarizer.parse.body import Body
from summarizer.parse.dates import find_date
from summarizer.parse.edges import edges

_NOISE = re.compile(r"[\W_]+")
# What separates the headline from channel and site in <title>: a bar or an underscore always, a dash or chevrons often.
_SEPARATOR = re.compile(
    r"(?:(?<!\s)\s++)?(?:(?:[_|｜]+|(?<=\s)[-–—]+(?=\s)|--+|——+|>>|>|»|::)\s*|[-–—]{1,99}\s*(?=[^-–—]*$))"
)
_SHORTEST, _LONGEST = 4, 120
_NEAR = 4  # lines below a headline in which its date stands
_FOREIGN = 60.0  # prose above a headline that cannot be its own
_ABOVE = 40  # lines above the body that may hold the headline
_DASHES = re.compile(r"[-_|｜—–]+")
_SMALL = ("h3", "h4", "h5", "h6")
_SITE = re.compile(
    r"(?:网|網|网站|门户|官网|报|報|频道|首页|主页|新闻|动态|中心|公告|通知|正文|内容|详情|详细|详细页|文章|信息|博客|论坛)$"
)
_PLAIN = 8  # letters of a line that may be a headline although no claim of the page agrees
_HEADINGS = ("h1", "h2", "h3", "h4")


@lru_cache(maxsize=512)
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
    generic = not claims or _generic(claims[0])
    heading = _disagreeing(survey, lines, body) if generic else None
    if heading is not None:
        return survey.blocks[heading].text, heading
    return (without_site(claims[0]), None) if claims else (None, None)


def stray_headline(survey: Survey, body: Body, weights: Sequence[float], claims: Sequence[str]) -> int | None:
    """The line that shows the headline, where a body was found above it: that body is something else.

    It must show a claim letter for letter, be a heading or stand above a date, and not be repeated above the body.
    """
    names = {name for claim in claims if len(name := key(without_site(claim))) >= _PLAIN}
    longest = max(map(len, names), default=0)
    sized = (n for n, block in enumerate(survey.blocks) if longest // 2 <= len(block.text) <= 2 * longest)
    shown = [n for n in sized if key(survey.blocks[n].text) in names]
    if not shown or shown[0] <= body.first:
        return None
    line = shown[0]
    near = survey.blocks[line + 1 : line + 1 + _NEAR]
    heads = survey.boxes[survey.blocks[line].box].tag in _HEADINGS or any(find_date(block.text[:80]) for block in near)
    above = sum(max(0.0, weight) for weight in weights[body.first : min(line, body.last)])
    return line if heads and survey.blocks[line].linked == 0 and above > _FOREIGN else None


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
    openings = {key(part) for claim in claims for part in _DASHES.split(claim)[:1]}
    best: tuple[float, int] | None = None
    for n in lines:
        block = survey.blocks[n]
        own = key(block.text)
        fit = max((len(own) / len(claim) for claim in keys if own and own in claim), default=0.0)
        leads = len(own) >= _PLAIN and own in openings
        if len(own) < _SHORTEST or (fit < 0.3 and not leads):
            continue
        heading = survey.boxes[block.box].tag in _HEADINGS
        score = len(own) + 8 * heading - 10 * (block.linked * 2 > len(block.text))
        if best is None or score >= best[0]:
            best = (score, n)
    return best[1] if best else None


def _disagreeing(survey: Survey, lines: Sequence[int], body: Body | None) -> int | None:
    """The headline of a page whose claims name only the site: a heading, or what stands right above the date."""
    above = [n for n in lines if body is None or n < body.first or n < body.first + 3]
    fit = [n for n in above if _may_head(survey, n)]
    heading = next((n for n in reversed(fit) if survey.boxes[survey.blocks[n].box].tag in _HEADINGS[:2]), None)
    if heading is None:
        heading = next((n for n in reversed(fit) if survey.boxes[survey.blocks[n].box].tag in _SMALL), None)
    if heading is None:
        dated = [n for n in above if find_date(survey.blocks[n].text)]
        heading = next((n for n in fit if n + 1 in dated), None)
    return heading


def _may_head(survey: Survey, n: int) -> bool:
    block = survey.blocks[n]
    plain = len(key(block.text)) >= _SHORTEST and block.linked * 2 <= len(block.text) and not find_date(block.text)
    return plain and not edges().head.match(block.text) and not block.text.endswith(("。", "：", ":"))


def _generic(title: str) -> bool:
    """Does a claim name the site or channel, not an article?"""
    own = without_site(title)
    return len(key(own)) < 6 or (len(key(own)) <= 12 and bool(_SITE.search(own)))
