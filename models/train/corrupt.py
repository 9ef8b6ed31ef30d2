"""Twins made by rule: one number, name, direction, tense or speaker of a true abstract put wrong.

They are coarser than what people and models get wrong, and there can be as many as are wanted: they teach the judge to
look at every figure and name of sentences that are otherwise copied.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_PLACE = re.compile(r"[\u4e00-\u9fff]{2,3}(?:[省市县区镇乡村]|街道)")
_SPEAKER = re.compile(r"(?<![\u4e00-\u9fff])?([\u4e00-\u9fff]{2,3})(?=(?:表示|介绍|指出|认为|告诉|说|称))")
_OPPOSITES = (
    ("增长", "下降"), ("上升", "下降"), ("增加", "减少"), ("提高", "降低"), ("上涨", "下跌"), ("超过", "不足"),
    ("以上", "以下"), ("首次", "再次"), ("已经", "即将"), ("全部", "部分"), ("完成", "启动"), ("支持", "反对"),
    ("同意", "拒绝"), ("高于", "低于"), ("多于", "少于"), ("开工", "完工"), ("上半年", "下半年"), ("东部", "西部"),
    ("前", "后"), ("已", "将"), ("未", "已"), ("不", ""),
)  # fmt: skip


def corruptions(article: str, abstract: str, rng: random.Random) -> list[dict[str, str]]:
    """Twins ``{"type", "old", "new"}`` of ``abstract``, ``old`` standing in it once, in a random order."""
    made = [*_figures(article, abstract), *_words(article, abstract), *_opposites(abstract)]
    rng.shuffle(made)
    return [one for one in made if abstract.count(one["old"]) == 1 and one["old"] != one["new"]]


def _around(text: str, begin: int, end: int, new: str, kind: str) -> dict[str, str]:
    """With a few characters on both sides, so that the place is told."""
    left, right = text[max(0, begin - 4) : begin], text[end : end + 4]
    return {"type": kind, "old": left + text[begin:end] + right, "new": left + new + right}


def _figures(article: str, abstract: str) -> Iterator[dict[str, str]]:
    known = [(match[0], article[match.end() : match.end() + 1]) for match in _FIGURE.finditer(article)]
    for match in _FIGURE.finditer(abstract):
        unit = abstract[match.end() : match.end() + 1]
        same = sorted({figure for figure, its in known if its == unit and figure != match[0]})
        for figure in same[:2]:
            yield _around(abstract, *match.span(), figure, "number")
        changed = match[0][:-1] + str((int(match[0][-1]) + 3) % 10)
        yield _around(abstract, *match.span(), changed, "number")


def _words(article: str, abstract: str) -> Iterator[dict[str, str]]:
    for pattern, group, kind in ((_PLACE, 0, "role"), (_SPEAKER, 1, "attribution")):
        known = sorted({match[group] for match in pattern.finditer(article)})
        for match in pattern.finditer(abstract):
            others = [word for word in known if word not in abstract and len(word) == len(match[group])]
            for other in others[:2]:
                yield _around(abstract, *match.span(group), other, kind)


def _opposites(abstract: str) -> Iterator[dict[str, str]]:
    for pair in _OPPOSITES:
        for old, new in (pair, pair[::-1]):
            place = abstract.find(old) if old else -1
            if place >= 0:
                yield _around(abstract, place, place + len(old), new, "negation")
