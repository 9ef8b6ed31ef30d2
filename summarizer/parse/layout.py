"""Which part of the page each line belongs to: head, body, caption, notice, or outside of the article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from summarizer.data import Region
from summarizer.parse.blocks import Block, Survey
from summarizer.parse.body import Body, below, find_body, known_body, names_of, weigh_all
from summarizer.parse.edges import edges
from summarizer.parse.headline import find_headline, stray_headline
from summarizer.parse.notice.credits import has_credit, lone_label, opens_with_label
from summarizer.parse.notice.phrases import plain
from summarizer.parse.part import FILE_NAME, Part, read_part
from summarizer.parse.site import Site
from summarizer.parse.trim import CREDIT, trim

HEAD_LINES = 40  # between the headline and the body
INSERTED = 50  # characters of a line amid the text that is none of it
OVER_LINES = 3  # above the headline, where source and date may stand
ABOVE_LINES = 6  # taken as head where no line shows the headline
_GAP = 3  # lines between two of the notice
AFTER_LINES = 30  # below the body
MAX_FOOTERS = 80
_CUE = re.compile(
    r"©|copyright|联系|聯絡|侵权|许可|許可|禁止|不得|不代表|凡本|凡注|来源|來源|作者|编辑|編輯|责编|責編|记者|記者|通讯员|校对|审核|[一二三初复终]审|监制|摄影|声明|聲明|转载|轉載|版权|版權|"
    r"原标题|原標題|原文|本文|链接|鏈接|授权|授權|出处|首发|翻译|译者|编译|供稿|稿件|撰文|https?://",
    re.I,
)


@dataclass(slots=True)
class Layout:
    """The survey with the region of each of its lines; ``first`` and ``last`` bound the trimmed body."""

    survey: Survey
    regions: list[Region]
    title: str | None
    title_line: int | None
    body: Body | None
    first: int
    last: int
    part: Part

    def lines(self, region: Region) -> list[int]:
        return [n for n, own in enumerate(self.regions) if own is region]

    def footers(self) -> list[int]:
        """The last lines below the article that may speak for the whole site."""
        kept = next((n for n in range(len(self.regions) - 1, -1, -1) if self.regions[n] is not Region.OUTSIDE), -1)
        below = range(kept + 1, len(self.regions))
        return [n for n in below if _may_be_notice(self.survey.blocks[n])][-MAX_FOOTERS:]


def lay_out(survey: Survey, titles: tuple[str, ...], site: Site | None, url: str | None) -> Layout:
    """Find headline and body, cut the body's edges, and name the region of every line."""
    weights, noise = weigh_all(survey)
    body = known_body(survey, site.body if site else (), weights) or find_body(survey, weights)
    if body and not body.known and (line := stray_headline(survey, body, weights, titles)) is not None:
        body = below(survey, weights, line) or body
    title, title_line = find_headline(survey, body, titles)
    regions = [Region.OUTSIDE] * len(survey.blocks)
    if body is None:
        return Layout(survey, regions, title, title_line, None, 0, 0, Part())
    first, last = trim(survey, body.first, body.last, weights, title)
    first = _past_fields(survey, first, last)
    part = read_part(survey, body.box, site.drop if site else (), url)
    for n in range(_head_start(survey, title_line, first), first):
        regions[n] = Region.HEAD
    regions[first:last] = [Region.BODY] * (last - first)
    for n in (*_clutter(survey, first, last, part), *(noise & set(range(first, last)))):
        regions[n] = Region.OUTSIDE
    for n in range(first, last):
        if (survey.blocks[n].box, survey.blocks[n].text) in part.captions:
            regions[n] = Region.CAPTION
    for n in _after(survey, last):
        regions[n] = Region.NOTICE
    return Layout(survey, regions, title, title_line, body, first, last, part)


def _head_start(survey: Survey, title_line: int | None, first: int) -> int:
    if title_line is not None and first - HEAD_LINES <= title_line < first:
        above = range(title_line - 1, max(-1, title_line - 1 - OVER_LINES), -1)
        return title_line - sum(1 for _ in takewhile(lambda n: _is_label(survey.blocks[n]), above))
    return max(0, first - ABOVE_LINES)


def _is_inserted(text: str) -> bool:
    return len(text) <= INSERTED and bool(edges().inserted.match(text))


def _is_label(block: Block) -> bool:
    """A date or a labelled source, set above the headline."""
    return len(block.text) <= CREDIT and not block.linked and opens_with_label(plain(block.text))


def _clutter(survey: Survey, first: int, last: int, part: Part) -> Iterator[int]:
    """Lines inside the body that are none of it: what the site's rules leave out, file names, lists of links."""
    run: list[int] = []
    for n in range(first, last):
        block = survey.blocks[n]
        if block.box in part.dropped or FILE_NAME.match(block.text) or _is_inserted(block.text):
            yield n
        if block.linked >= 0.8 * len(block.text) and not edges().credit.match(block.text[:CREDIT]):
            run.append(n)
            continue
        if len(run) >= 2:
            yield from run
            above = run[0] - 1
            if above > first and edges().stop.match(survey.blocks[above].text) and len(survey.blocks[above].text) < 20:
                yield above
        run = []


def _after(survey: Survey, last: int) -> list[int]:
    """Lines below the body that may belong to the notice: all with a cue at first.

    From the first that opens something else on, only those that plainly speak of this article: footers do not.
    """
    lines = range(last, min(len(survey.blocks), last + AFTER_LINES))
    near = set(takewhile(lambda n: not _opens_else(survey.blocks[n].text), lines))
    found = []
    for n in lines:
        text = survey.blocks[n].text
        if _from_readers(survey, n, last):
            continue
        answers = n - 1 in found and _answers(survey, n)
        row = n - 2 in found and _is_lone(survey, n) and _is_lone(survey, n - 2)
        if answers or row or edges().credit.match(text[:CREDIT]) or (n in near and _may_close(survey.blocks[n])):
            found.append(n)
    return sorted([*found, *_between(survey, found)])


def _answers(survey: Survey, n: int) -> bool:
    """Is this what the label alone on the line above asks for: a name, or an address of any length?"""
    text = survey.blocks[n].text
    fits = len(text) <= CREDIT or bool(re.match(r"https?://\S+$", text))
    return fits and _is_lone(survey, n - 1)


def _is_lone(survey: Survey, n: int) -> bool:
    """Does nothing but a label stand on this line?"""
    return lone_label(plain(survey.blocks[n].text[:16])) is not None


def _between(survey: Survey, found: Sequence[int]) -> Iterator[int]:
    """A few lines of text between two of the notice, in the same list, table or box: they belong to it."""
    for one, other in pairwise(found):
        held = {survey.boxes[survey.blocks[n].box].parent for n in range(one, other + 1)}
        gap = [survey.blocks[n] for n in range(one + 1, other)]
        if 0 < len(gap) <= _GAP and len(held) == 1 and all(block.linked * 2 < len(block.text) for block in gap):
            yield from range(one + 1, other)


def _past_fields(survey: Survey, first: int, last: int) -> int:
    """The body's first line behind labels and what answers them, each on a line of its own (来源 / 云溪日报)."""
    n = first
    while 0 < n < last - 1 and (_is_lone(survey, n) or _answers(survey, n)):
        n += 1
    return n


def _from_readers(survey: Survey, n: int, last: int) -> bool:
    """Does it stand in a box of readers' comments below the body? What they say of the source is no credit."""
    box = survey.boxes[survey.blocks[n].box]
    while box.first >= last:
        if not names_of(box).isdisjoint(edges().readers):
            return True
        box = survey.boxes[box.parent]
    return False


def _may_close(block: Block) -> bool:
    """Right below the body a credit of any kind counts too, if it is no link."""
    short = len(block.text) <= 2 * CREDIT and block.linked * 1.2 <= len(block.text)
    return _may_be_notice(block) or (short and has_credit(plain(block.text)))


def _opens_else(text: str) -> bool:
    """Does something else begin here? 版权声明 ends the text, but may well be the statement of this article.

    凡本网注明… speaks of the whole site.
    """
    own = edges().rights.match(text) and "凡" not in text
    return bool(edges().stop.match(text)) and not own and not leads_on(text)


def leads_on(text: str) -> bool:
    """更多内容请阅读全文: the way to the rest of this article, not to others."""
    return "原文" in text or "全文" in text


def _may_be_notice(block: Block) -> bool:
    return block.linked * 1.2 <= len(block.text) and bool(_CUE.search(block.text))
