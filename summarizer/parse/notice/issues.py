"""Lines about the article with a form of their own: a paper's issue, what it was put together from, who wrote it."""

from __future__ import annotations

import re

from summarizer.parse.notice.people import Person, read_people

_DAY = r"\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?"
_ISSUE = re.compile(
    rf"^[\s(\[]*(?:来源\s?:?\s?)?《?(?P<name>[^\s《》()\d,。:]{{2,14}})》?[\s,(]*{_DAY}[\s,]*(?:星期.|周.)?"
    r"[\s,()]*(?:第?\s?[A-Z]?\d{1,3}\s?版|版次\s?:?\s?[A-Z]?\d{1,3}|[A-Z]\d{1,3}版?)[^。]{0,20}$"
)
_COMPILED = re.compile(
    r"^[(\[]\s?(?:本报|本网|记者)?综合\s?(?:自|来自)?\s?([^()\[\]。]{2,40}?)\s?(?:等)?(?:媒体)?(?:报道|消息|电|稿|整理)?\s?[)\]]$"
)
_ABOUT = re.compile(
    r"^[(\[]\s?(?:本文)?作者\s?(?P<verb>系|为|是|单位|简介|介绍)\s?[:]?\s?(?P<words>[^()\[\]]{2,80}?)\s?[)\]]$"
)


def newspaper_issue(flat: str) -> str | None:
    """The paper in a line such as 《某报》（2023年11月30日 第03版）."""
    match = _ISSUE.match(flat) if len(flat) <= 60 else None
    return match["name"] if match else None


def compiled_from(flat: str) -> str | None:
    """The outlets in （综合某社、某报报道）, as printed."""
    match = _COMPILED.match(flat.strip()) if len(flat) <= 60 else None
    return match[1].strip() if match else None


def about_author(flat: str) -> list[Person] | None:
    """The people in （作者系某校教授 张三）; empty where the line is one about the author but names nobody."""
    match = _ABOUT.match(flat.strip()) if len(flat) <= 100 else None
    if not match:
        return None
    words = re.split(r"[\s,、]", match["words"])
    last = re.search(r"(?:[员长授师士家者任辑])([\u4e00-\u9fff]{2,3})$", match["words"])
    names = [
        person for word in (words if len(words) > 1 else ()) for person in read_people(word, "authors", strict=True)
    ]
    return names or (read_people(last[1], "authors", strict=True) if last and match["verb"] != "单位" else [])
