"""Heads, bylines and endings as real sites make them: what each becomes, and that the body keeps nothing of it.

The cases are data, in ``shapes/``; ``shapes/endings.toml`` says how one is written.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from summarizer.data import Article, Page
from summarizer.parse.notice.duties import compile_duties
from summarizer.parse.page import read_article
from tests.parse.pages import SENTENCES, page

FOLDER = Path(__file__).parent / "shapes"
ENDINGS = sorted(path.name for path in FOLDER.glob("endings*.toml"))
PEOPLE = ("authors", "correspondents", "photographers", "translators", "editors", "reviewers")
SINGLE = ("source", "source_url", "link", "licence", "original_title", "upstream", "statement")


def cases(name: str) -> list[dict[str, Any]]:
    return list(tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))["case"])


def build(case: dict[str, Any]) -> str:
    texts = [case.get("lead", "") + SENTENCES[0], *SENTENCES[1:-1], SENTENCES[-1] + case.get("end", "")]
    body = "".join(f"<p>{text}</p>" for text in texts) + case.get("tail", "")
    return page(body, above=case.get("above", ""), below=case.get("below", ""))


def expected(case: dict[str, Any]) -> dict[str, Any]:
    people = {role: case.get(role, []) for role in PEOPLE}
    single = {name: case.get(name) for name in (*SINGLE, "published")}
    last = SENTENCES[-1] + case.get("kept", "")
    body = [case.get("lead", "") + SENTENCES[0], *SENTENCES[1:-1], last, *case.get("kept_lines", [])]
    body = [" ".join(text.split()) for text in body]
    return {**people, **single, "duties": sorted(case.get("duties", [])), "body": body}


def read(article: Article) -> dict[str, Any]:
    notice = article.notice
    people = {role: list(getattr(notice, role)) for role in PEOPLE}
    single = {name: getattr(notice, name) for name in SINGLE}
    duties = sorted(str(duty.kind) for duty in notice.duties)
    return {**people, **single, "published": article.published, "duties": duties, "body": list(article.paragraphs)}


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for name in ENDINGS for case in cases(name)])
def test_a_head_or_an_ending_becomes_fields(case: dict[str, Any]) -> None:
    assert read(read_article(Page(build(case), "https://news.qsq.example/a/1.html"))) == expected(case)


NOTICES = [
    notice
    for name in sorted(path.name for path in FOLDER.glob("notices*.toml"))
    for notice in tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))["notice"]
]


@pytest.mark.parametrize("notice", [pytest.param(notice, id=notice["text"][:24]) for notice in NOTICES])
def test_a_wording_imposes_these_duties_and_no_others(notice: dict[str, Any]) -> None:
    assert sorted(str(kind) for kind, *_ in compile_duties(notice["text"])) == notice["duties"]
