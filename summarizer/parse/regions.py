"""Which part of the page each line belongs to: head, body, caption, notice, or outside of the article."""

from __future__ import annotations

import re
from itertools import takewhile

from summarizer.data import Region
from summarizer.parse.blocks import Block, Survey
from summarizer.parse.body import Body
from summarizer.text.fold import folded

HEAD_LINES = 40  # between the title and the body
AFTER_LINES = 25  # below the body

CUE = re.compile(
    r"来源|來源|作者|编辑|編輯|责编|責編|记者|記者|通讯员|校对|审核|[一二三初复终]审|监制|摄影|声明|聲明|转载|轉載|版权|版權|"
    r"原标题|原标题|原文|本文|链接|鏈接|授权|授權|出处|首发|翻译|译者|编译|供稿|稿件|撰文|https?://"
)
_END = re.compile(
    r"^[【\[<〈]?(相关|相關|延伸|推荐|推薦|更多|热门|熱門|网友|评论|評論|发表|我要|阅读下一篇|下一篇|上一篇|猜你|返回|往期|精彩|最新|打印)"
)


def regions_of(survey: Survey, body: Body | None, title: str | None) -> list[Region]:
    """The region of every line of the survey."""
    regions = [Region.OUTSIDE] * len(survey.blocks)
    if body is None:
        return regions
    regions[body.first : body.last] = [Region.BODY] * (body.last - body.first)
    for index in _head(survey, body, title):
        regions[index] = Region.HEAD
    for index in _after(survey, body):
        regions[index] = Region.NOTICE
    return regions


def is_title(text: str, title: str | None) -> bool:
    return bool(title) and folded(text).replace(" ", "") == folded(title or "").replace(" ", "")


def _head(survey: Survey, body: Body, title: str | None) -> range:
    start = max(0, body.first - HEAD_LINES)
    found = [n for n in range(start, body.first) if is_title(survey.blocks[n].text, title)]
    return range(found[-1] if found else max(0, body.first - 4), body.first)


def _after(survey: Survey, body: Body) -> list[int]:
    lines = range(body.last, min(len(survey.blocks), body.last + AFTER_LINES))
    near = takewhile(lambda n: not _END.match(survey.blocks[n].text), lines)
    return [n for n in near if _may_be_notice(survey.blocks[n])]


def _may_be_notice(block: Block) -> bool:
    return block.linked < len(block.text) and bool(CUE.search(block.text))
