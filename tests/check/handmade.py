"""Readings made by hand: what the parser would hand over, so that the checker is tested without it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from summarizer.data import (
    SEEN,
    Article,
    Decode,
    Duty,
    DutyKind,
    Image,
    Line,
    Link,
    Notice,
    Reading,
    Region,
    Run,
    Sight,
    Visibility,
    Warning,
)

URL = "https://cz.rednet.cn/content/646001/98/10000001.html"
STATEMENT = "本文为郴州站原创文章，转载请附上原文出处链接和本声明。"
BODY = (
    "云溪镇上周六举办了第三届豆腐节，四十二个摊位沿着老街排开，游客可以跟着师傅学磨豆浆。",
    "镇长周大川在开幕式上说，去年全镇豆制品卖了三千二百万元，比前年多出一成半。",
    "豆腐节还办了知识问答和厨艺比赛，一等奖是一口铁锅，由七十岁的陈阿婆拿走。",
    "主办方表示，明年将把场地搬到河边，并增加夜间灯会，门票仍然免费。",
)
HIDDEN = Visibility(Sight.HIDDEN, "V601", "display:none", "style attribute")
PALE = Visibility(Sight.EFFORT, "L216", "color:#ccc", "style attribute")


@dataclass(frozen=True)
class Row:
    """One line of a page. ``href`` makes ``anchor`` (or the whole text) a link; ``parts`` gives runs of their own."""

    text: str
    region: Region = Region.NOTICE
    visibility: Visibility = SEEN
    href: str | None = None
    anchor: str | None = None
    url: str | None = None
    via: str = "a"
    runs: tuple[tuple[int, int, Visibility], ...] = ()


def notice_rows(*, statement: str = STATEMENT, url: str = URL, anchor: bool = True) -> list[Row]:
    link = Row(f"本文链接：{url}", href=url, anchor=url) if anchor else Row(f"本文链接：{url}")
    return [Row("来源：红网"), Row("作者：方小圆 石磊"), Row("编辑：杜若"), Row(statement), link]


def original(*, url: str | None = URL, rows: list[Row] | None = None, notice: Notice | None = None) -> Reading:
    duties = (
        Duty(DutyKind.LINK, "转载请附上原文出处链接", None),
        Duty(DutyKind.STATEMENT, "转载请附上……本声明", None),
    )
    default = Notice(
        source="红网",
        authors=("方小圆", "石磊"),
        editors=("杜若",),
        statement=STATEMENT,
        link=url or URL,
        duties=duties,
    )
    return page(rows if rows is not None else notice_rows(), url=url, notice=notice or default)


def repost(rows: list[Row] | None = None, **options: object) -> Reading:
    notice = Notice(source="红网", authors=("方小圆", "石磊"), editors=("杜若",))
    settings = {"url": "https://news.example.com/a/1.html", "notice": notice} | options
    return page(rows if rows is not None else notice_rows(), **settings)  # type: ignore[arg-type]


def page(
    rows: list[Row],
    *,
    url: str | None,
    notice: Notice,
    body: tuple[str, ...] = BODY,
    title: str = "云溪镇办起豆腐节",
    warnings: tuple[str, ...] = (),
    images: tuple[Image, ...] = (),
) -> Reading:
    everything = [Row(title, Region.HEAD), *(Row(text, Region.BODY) for text in body), *rows]
    shown = [row for row in everything if row.visibility.sight is not Sight.HIDDEN]
    kept = [row for row in everything if row.visibility.sight is Sight.HIDDEN]
    numbers = {id(row): number for group in (shown, kept) for number, row in enumerate(group)}
    article = Article(
        url=url,
        canonical_url=None,
        site=None,
        title=title,
        published="2026-05-01T08:00:00+08:00",
        language="zh",
        paragraphs=body,
        images=images,
        notice=notice,
        warnings=tuple(Warning(code, code, code) for code in warnings),
        decode=Decode("utf-8"),
        sha256=hashlib.sha256(repr(everything).encode()).hexdigest(),
    )
    return Reading(
        article=article,
        lines=tuple(_line(number, row) for number, row in enumerate(shown)),
        hidden=tuple(_line(1000 + number, row) for number, row in enumerate(kept)),
        links=tuple(_link(numbers[id(row)], row) for row in everything if row.href is not None),
    )


def _line(number: int, row: Row) -> Line:
    xpath, css = f"/html/body/p[{number + 1}]", f"p:nth-of-type({number + 1})"
    runs = row.runs or ((0, len(row.text), row.visibility),)
    return Line(row.text, xpath, css, row.region, tuple(Run(a, b, xpath, css, seen) for a, b, seen in runs))


def _link(number: int, row: Row) -> Link:
    text = row.anchor if row.anchor is not None else row.text
    start = max(row.text.find(text), 0)
    return Link(
        href=row.href or "",
        url=row.url or row.href,
        text=text,
        via=row.via,
        xpath=f"/html/body/p[{number + 1}]/a",
        css=f"p:nth-of-type({number + 1}) > a",
        line=number if row.via in ("a", "area", "script") else None,
        start=start,
        end=start + len(text),
        region=row.region,
        visibility=row.visibility,
    )


def without(rows: list[Row], words: str) -> list[Row]:
    return [row for row in rows if words not in row.text]


def changed(rows: list[Row], old: str, new: str) -> list[Row]:
    return [replace(row, text=row.text.replace(old, new)) if row.href is None else row for row in rows]
