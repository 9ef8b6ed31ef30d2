"""Every page under ``fixtures/`` reads, and is judged, as its ``expected.json`` says.

``article`` and ``original_article`` hold facts of the two pages, ``joined`` those of all pages of an article together,
``check`` the verdict of the pair: ``fails``, ``warns`` and ``notes`` are rules that must be found (with that verdict,
or any), ``causes`` codes that must explain a finding, ``absent`` rules that must not count against the page.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from summarizer.data import Article, Check, Page, Verdict
from summarizer.pipeline import check, parse

FIXTURES = Path(__file__).parent.parent / "fixtures"
CASES = sorted(path.parent.name for path in FIXTURES.glob("*/expected.json"))
COUNTS_AGAINST = {Verdict.FAIL, Verdict.WARN, Verdict.UNKNOWN}

# Facts that are equal to what the article holds …
EQUAL: dict[str, Callable[[Article], Any]] = {
    "title": lambda article: article.title,
    "published": lambda article: article.published and datetime.fromisoformat(article.published).isoformat(),
    "language": lambda article: (article.language or "")[:2],
    "encoding": lambda article: article.decode.encoding,
    "replaced": lambda article: article.decode.replaced,
    "source": lambda article: article.notice.source,
    "authors": lambda article: list(article.notice.authors),
    "correspondents": lambda article: list(article.notice.correspondents),
    "photographers": lambda article: list(article.notice.photographers),
    "editors": lambda article: list(article.notice.editors),
    "statement": lambda article: article.notice.statement,
    "link": lambda article: article.notice.link,
    "licence": lambda article: article.notice.licence,
    "original_title": lambda article: article.notice.original_title,
    "duties": lambda article: sorted({duty.kind.value for duty in article.notice.duties}),
    "paragraphs": lambda article: len(article.paragraphs),
    "images": lambda article: [image.src for image in article.images],
    "any_warning": lambda article: bool(article.warnings),
}
# … and those that say what stands in it, or does not.
HOLDS: dict[str, tuple[Callable[[Article], Any], Callable[[Any, Any], bool]]] = {
    "first": (lambda article: article.paragraphs[0] if article.paragraphs else "", str.startswith),
    "last": (lambda article: article.paragraphs[-1] if article.paragraphs else "", str.endswith),
    "captions": (lambda article: [i.caption for i in article.images], lambda got, value: _all_in(value, str(got))),
    "reviewers_contain": (lambda article: article.notice.reviewers, lambda got, value: set(value) <= set(got)),
    "must_contain": (lambda article: article.text, lambda got, value: _all_in(value, got)),
    "must_not_contain": (lambda article: article.text, lambda got, value: not any(one in got for one in value)),
    "warnings": (lambda article: {one.code for one in article.warnings}, lambda got, value: set(value) <= got),
    "no_warnings": (lambda article: {one.code for one in article.warnings}, lambda got, value: not set(value) & got),
}


def _all_in(values: list[str], text: str) -> bool:
    return all(one in text for one in values)


def _plain(value: Any) -> Any:
    """Without white space, and with commas and colons of one width: how a statement is set is not its wording."""
    return "".join(value.split()).translate(str.maketrans("，：", ",:")) if isinstance(value, str) else value


def _differences(article: Article, expected: dict[str, Any]) -> list[str]:
    wrong = []
    for name, value in expected.items():
        if name in EQUAL:
            got = EQUAL[name](article)
            right = _plain(got) == _plain(value) if name == "statement" else got == value
        else:
            got = HOLDS[name][0](article)
            right = HOLDS[name][1](got, value)
        wrong += [] if right else [f"{name}: expected {value!r}, got {got!r}"]
    return wrong


@cache
def _expected(case: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((FIXTURES / case / "expected.json").read_text(encoding="utf-8"))
    return loaded


def _page(case: str, name: str, url: str | None, following: tuple[str, ...] = ()) -> Page:
    folder = FIXTURES / case
    more = tuple(Page((folder / one).read_bytes()) for one in following)
    return Page((folder / name).read_bytes(), url=url, following=more)


def _parts(part: str) -> Iterator[str]:
    return (case for case in CASES if part in _expected(case))


@pytest.mark.parametrize("case", _parts("article"))
def test_page_reads_as_expected(case: str) -> None:
    expected = _expected(case)
    article = parse(_page(case, "page.html", expected["page_url"]))
    assert _differences(article, expected["article"]) == []


@pytest.mark.parametrize("case", sorted(path.parent.name for path in FIXTURES.glob("*/body.txt")))
def test_body_is_the_whole_body_and_nothing_else(case: str) -> None:
    article = parse(_page(case, "page.html", _expected(case)["page_url"]))
    assert list(article.paragraphs) == (FIXTURES / case / "body.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("case", _parts("original_article"))
def test_original_reads_as_expected(case: str) -> None:
    expected = _expected(case)
    article = parse(_page(case, "original.html", expected["original_url"]))
    assert _differences(article, expected["original_article"]) == []


@pytest.mark.parametrize("case", _parts("joined"))
def test_pages_of_one_article_are_joined(case: str) -> None:
    expected = _expected(case)
    article = parse(_page(case, "page.html", expected["page_url"], tuple(expected["following"])))
    assert _differences(article, expected["joined"]) == []


def _judge(case: str) -> Check:
    expected = _expected(case)
    return check(_page(case, "page.html", expected["page_url"]), _page(case, "original.html", expected["original_url"]))


@pytest.mark.parametrize("case", _parts("check"))
def test_pair_is_judged_as_expected(case: str) -> None:
    expected, got = _expected(case)["check"], _judge(case)
    found = {(finding.rule, finding.verdict) for finding in got.findings}
    rules = {rule for rule, _ in found}
    causes = rules | {cause for finding in got.findings for cause in finding.causes}
    assert got.verdict.value == expected["verdict"], found
    assert {(rule, Verdict.FAIL) for rule in expected.get("fails", ())} <= found
    assert {(rule, Verdict.WARN) for rule in expected.get("warns", ())} <= found
    assert set(expected.get("notes", ())) <= rules, found
    assert set(expected.get("causes", ())) <= causes, found
    against = {rule for rule, verdict in found if verdict in COUNTS_AGAINST}
    assert not against & set(expected.get("absent", ()))
    assert not (expected.get("no_fail") and (Verdict.FAIL in {verdict for _, verdict in found}))


@cache
def _schemas() -> Registry[Any]:
    paths = [path for path in files("summarizer.schemas").iterdir() if path.name.endswith(".schema.json")]
    return Registry().with_resources(
        (one["$id"], Resource.from_contents(one)) for one in (json.loads(path.read_text("utf-8")) for path in paths)
    )


def _schema(name: str) -> Draft202012Validator:
    return Draft202012Validator(_schemas().contents(f"urn:summarizer:schema:{name}"), registry=_schemas())


@pytest.mark.parametrize("case", CASES)
def test_json_is_as_documented(case: str) -> None:
    expected = _expected(case)
    article = parse(_page(case, "page.html", expected["page_url"]))
    _schema("article").validate(article.to_dict())
    if "check" in expected:
        _schema("check").validate(_judge(case).to_dict())


def test_every_case_states_what_it_is_for() -> None:
    assert len(CASES) >= 12
    assert all(_expected(case)["about"] for case in CASES)
