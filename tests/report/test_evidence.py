"""The evidence file holds both pages byte for byte, proves itself by hashes, and is the same every time."""

from __future__ import annotations

import hashlib
import io
import json
from zipfile import ZipFile

from summarizer.data import (
    Article,
    Check,
    Decode,
    Finding,
    Message,
    Notice,
    Page,
    Severity,
    Verdict,
)
from summarizer.report.evidence import draft_notice, write_evidence

ORIGINAL = Page("<p>原文</p>".encode("gb18030"), url="https://cz.rednet.cn/content/1.html", headers=(("date", "x"),))
REPOST = Page(
    "<p>转载</p>", url="https://copy.example.com/a?b=1", stylesheets=(("https://copy.example.com/a.css", "p{}"),)
)


def article(title: str, url: str, notice: Notice | None = None) -> Article:
    return Article(
        url,
        None,
        None,
        title,
        "2026-05-04T10:00+08:00",
        "zh",
        ("文。",),
        (),
        notice or Notice(),
        (),
        Decode("utf-8"),
        "ab" * 32,
    )


def judged() -> Check:
    original = article(
        "新桥通车",
        "https://cz.rednet.cn/content/1.html",
        Notice(source="红网", authors=("林知远", "周小满"), statement="转载请附上链接。"),
    )
    missing = Finding(
        "T301", "statement-missing", Verdict.FAIL, Severity.ERROR, Message("声明缺失", "statement missing")
    )
    note = Finding("S101", "notice-found", Verdict.PASS, Severity.INFO, Message("声明已读", "notice read"))
    return Check(
        Verdict.FAIL, original, article("新桥\n通车\x1b[31m", "https://copy.example.com/a"), (), (missing, note)
    )


def test_both_pages_come_back_byte_for_byte_and_every_hash_holds() -> None:
    archive = ZipFile(io.BytesIO(write_evidence(judged(), ORIGINAL, REPOST, report="结论：不合规", page="<p>结论</p>")))
    assert archive.read("original/page") == ORIGINAL.content
    assert archive.read("repost/page").decode() == REPOST.content
    assert archive.read("repost/stylesheet-1.css") == b"p{}"
    assert json.loads(archive.read("original/source.json"))["headers"] == [["date", "x"]]
    assert json.loads(archive.read("check.json"))["verdict"] == "fail"
    assert archive.read("report.html").decode() == "<p>结论</p>\n"
    sums = dict(reversed(line.split("  ")) for line in archive.read("SHA256SUMS").decode().splitlines())
    assert set(sums) == set(archive.namelist()) - {"SHA256SUMS"}
    assert all(hashlib.sha256(archive.read(name)).hexdigest() == digest for name, digest in sums.items())


def test_the_same_input_gives_the_same_bytes() -> None:
    one, two = (write_evidence(judged(), ORIGINAL, REPOST, report="r", page="p") for _ in range(2))
    assert one == two


def test_the_draft_notice_names_what_article_14_asks_for() -> None:
    text = draft_notice(judged())
    for words in (
        "第十四条",
        "新桥通车",
        "https://copy.example.com/a",
        "林知远 周小满",
        "转载请附上链接。",
        "T301 声明缺失",
    ):
        assert words in text
    assert "S101" not in text, "only what failed is held against the repost"
    assert "致：copy.example.com" in text
    assert "Regulation" in draft_notice(judged(), lang="en")


def test_page_text_cannot_lay_out_the_notice() -> None:
    assert "侵权页面标题：新桥 通车 [31m\n" in draft_notice(judged())


def test_without_an_original_at_hand_the_file_holds_the_repost_alone() -> None:
    check = Check(Verdict.UNKNOWN, None, judged().repost, (), ())
    names = ZipFile(io.BytesIO(write_evidence(check, None, REPOST, report="r", page="p"))).namelist()
    assert not any(name.startswith("original/") for name in names)
    assert "____" in draft_notice(check)
