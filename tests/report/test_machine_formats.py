"""JSON, SARIF and JUnit: what programs read."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from typing import Any
from xml.etree import ElementTree

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from summarizer.check.registry import explained
from summarizer.data import Abstract, Article, Check, Noun, SentenceSupport, Support
from summarizer.report.console import Style
from summarizer.report.formats import Names, render

ZH = Style("zh")


def _validator(name: str) -> Draft202012Validator:
    loaded = [
        json.loads(path.read_text(encoding="utf-8"))
        for path in files("summarizer.schemas").iterdir()
        if path.name.endswith(".json")
    ]
    registry: Registry[Any] = Registry().with_resources((one["$id"], Resource.from_contents(one)) for one in loaded)
    return Draft202012Validator(next(one for one in loaded if one["$id"].endswith(f":{name}")), registry=registry)


@pytest.mark.parametrize("name", ["article", "hostile", "check", "abstract"])
def test_json_follows_its_schema(name: str, request: pytest.FixtureRequest) -> None:
    noun: Noun = request.getfixturevalue(name)
    plain = json.loads(render(noun, "json", ZH))  # type: ignore[arg-type]
    _validator("article" if name == "hostile" else name).validate(plain)


def test_support_follows_its_schema() -> None:
    support = Support(False, 0.5, (SentenceSupport("一句。", (0,), ("五百",)),))
    _validator("support").validate(json.loads(render(support, "json", ZH)))


def test_json_keeps_chinese_and_can_always_be_encoded(hostile: Article) -> None:
    text = render(hostile, "json", ZH)
    assert "云岭" in text
    text.encode("utf-8")


def test_several_results_are_an_array(abstract: Abstract) -> None:
    assert len(json.loads(render([abstract, abstract], "json", ZH))) == 2
    assert json.loads(render([], "json", ZH)) == []


def test_sarif_kinds_levels_and_places(check: Check) -> None:
    log = json.loads(render(check, "sarif", ZH))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    results = {result["ruleId"]: result for result in run["results"]}
    assert {rule: result["kind"] for rule, result in results.items()} == {
        "A405": "fail",
        "L201": "fail",
        "F006": "open",
        "S101": "informational",
        "T301": "fail",
    }
    assert {rule: result["level"] for rule, result in results.items()} == {
        "A405": "warning",
        "L201": "error",
        "F006": "none",
        "S101": "none",
        "T301": "error",
    }
    assert results["T301"]["suppressions"]
    assert results["L201"]["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == "/html/body/p[3]"
    assert results["L201"]["relatedLocations"][0]["message"]["text"] == "转载请附上原文出处链接"
    assert results["L201"]["partialFingerprints"] == {"summarizer/v1": "bb"}
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])


def test_sarif_says_what_each_rule_is_about(check: Check) -> None:
    (run,) = json.loads(render(check, "sarif", Style("en"), None, explained))["runs"]
    told = {one["id"]: one for one in run["tool"]["driver"]["rules"]}
    assert "link" in told["L201"]["shortDescription"]["text"]
    assert all(one["shortDescription"]["text"] and one["fullDescription"]["text"] for one in told.values())


def test_sarif_speaks_the_language_asked_for(check: Check) -> None:
    (run,) = json.loads(render(check, "sarif", Style("en")))["runs"]
    assert run["language"] == "en"
    assert run["results"][0]["message"]["text"] == "No editor."


def test_junit_counts_what_it_holds(check: Check) -> None:
    root = ElementTree.fromstring(render(check, "junit", ZH))  # noqa: S314 - our own
    suite = root.find("testsuite")
    assert suite is not None
    assert {name: suite.get(name) for name in ("tests", "failures", "errors", "skipped")} == {
        "tests": "5",
        "failures": "1",
        "errors": "1",
        "skipped": "1",
    }
    failure = suite.find("testcase/failure")
    assert failure is not None
    assert failure.get("message") == "没有读者看得见的原文链接。"
    assert "p:nth-of-type(3)" in (failure.text or "")


def test_junit_of_a_clean_check_is_one_case_that_passes(check: Check) -> None:
    root = ElementTree.fromstring(render(replace(check, findings=()), "junit", ZH))  # noqa: S314 - our own
    assert root.get("tests") == "1"
    assert root.get("failures") == "0"


def test_junit_is_xml_whatever_a_page_holds(check: Check, hostile: Article) -> None:
    root = ElementTree.fromstring(render(replace(check, repost=replace(hostile, url=None)), "junit", ZH))  # noqa: S314
    assert root.tag == "testsuites"


def test_names_stand_where_a_page_has_no_address(check: Check) -> None:
    names = Names.of(check, repost="页面/转载.html", original="原文.html")
    assert names.original == "https://yl.news.example/content/1.html"
    log = json.loads(render(check, "sarif", ZH, names))
    uris = [artifact["location"]["uri"] for artifact in log["runs"][0]["artifacts"]]
    assert uris == ["%E9%A1%B5%E9%9D%A2/%E8%BD%AC%E8%BD%BD.html", "https://yl.news.example/content/1.html"]
    assert "页面/转载.html" in render(check, "text", ZH, names)
    assert "页面/转载.html" in render(check, "junit", ZH, names)
