"""Results to report, made by hand: some with what a hostile page would put into them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from summarizer import data
from summarizer.data import (
    Abstract,
    Article,
    Check,
    Credit,
    Decode,
    Duty,
    DutyKind,
    Evidence,
    Finding,
    Fix,
    Image,
    Message,
    ModelInfo,
    Notice,
    SentenceSupport,
    Severity,
    Span,
    Verdict,
)


@pytest.fixture
def duty() -> Duty:
    return Duty(DutyKind.LINK, "转载请附上原文出处链接", Span("/html/body/p[9]", "p:nth-of-type(9)", 10, 21))


@pytest.fixture
def article(duty: Duty) -> Article:
    notice = Notice(
        source="红网云岭站",
        authors=("林晓禾", "周一帆"),
        editors=("秦望",),
        statement="本文为云岭站原创文章，转载请附上原文出处链接和本声明。",
        link="https://yl.news.example/content/1.html",
        duties=(duty,),
    )
    return Article(
        url="https://yl.news.example/content/1.html",
        canonical_url=None,
        site="红网",
        title="云岭区新修三座步行桥",
        published="2024-11-19T08:30:00+08:00",
        language="zh-CN",
        paragraphs=("云岭区昨天开通三座步行桥。", "桥长共四百二十米。"),
        images=(Image("1.jpg", "新桥"),),
        notice=notice,
        warnings=(data.Warning("charset-suspect", "编码可疑。", "The charset is suspect."),),
        decode=Decode("utf-8"),
        sha256="0" * 64,
    )


@pytest.fixture
def hostile(article: Article) -> Article:
    return replace(
        article,
        title="[bold red]假[/] \x1b[31m红\x1b[0m\x1b]0;title\x07 \u202egnp.exe \ud800",
        paragraphs=("[link=http://evil.example]点这里[/link] :smile: \x9b31m\x00",),
    )


@pytest.fixture
def check(article: Article, duty: Duty) -> Check:
    evidence = Evidence("repost", "/html/body/p[3]", "p:nth-of-type(3)", 0, 4, "原文\u200b链接", cause="V601")
    asked = Evidence("original", "/html/body/p[9]", "p:nth-of-type(9)", 10, 21, duty.text)
    findings = (
        Finding(
            "A405",
            "editor-missing",
            Verdict.WARN,
            Severity.WARNING,
            Message("没有编辑姓名。", "No editor."),
            fingerprint="aa",
        ),
        Finding(
            "L201",
            "link-missing",
            Verdict.FAIL,
            Severity.ERROR,
            Message("没有读者看得见的原文链接。", "No visible link to the original."),
            duty=0,
            causes=("V601",),
            evidence=(evidence, evidence, asked),
            near_misses=("https://yl.news.example/",),
            fingerprint="bb",
        ),
        Finding("F006", "cut-off", Verdict.UNKNOWN, Severity.ERROR, Message("页面不完整。", "Cut off.")),
        Finding("S101", "notice-found", Verdict.PASS, Severity.INFO, Message("读到 1 项要求。", "1 duty.")),
        Finding("T301", "statement-missing", Verdict.WAIVED, Severity.ERROR, Message("合同豁免。", "Waived.")),
    )
    fix = Fix("<p>来源：<b>红网</b></p>", "来源：红网", markdown="来源：**红网**")
    return Check(Verdict.FAIL, article, replace(article, url=None), (duty,), findings, fix)


@pytest.fixture
def abstract() -> Abstract:
    return Abstract(
        url=None,
        title="云岭区新修三座步行桥",
        abstract="云岭区开通三座步行桥，共长五百米。",
        length=17,
        method="extractive",
        fallback_reason="没有模型",
        model=ModelInfo("fast", "r1", "0" * 64),
        support=(SentenceSupport("云岭区开通三座步行桥，共长五百米。", (0, 1), ("五百米",)),),
        label="本摘要由人工智能生成",
        credit=Credit("红网云岭站", "https://yl.news.example/content/1.html"),
        seconds=0.034,
    )
