"""Style sheets as text: which rules a browser reads in them, and which declarations it takes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.parse.sight.css import Sheet, declarations, parse_sheet, split_list
from summarizer.parse.sight.media import condition
from summarizer.parse.sight.selectors import is_valid, read_selector


def rules(text: str) -> list[tuple[str, str]]:
    return [(rule.selector, rule.body.strip()) for rule in parse_sheet(Sheet("style#1", text)).rules]


def pairs(body: str) -> dict[str, str]:
    return {one.name: one.value for one in declarations(body)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (".a{display:none}", [(".a", "display:none")]),
        ("/* .x{ */ .a{display:none}", [(".a", "display:none")]),
        (".a{color:rgb(0,0,0} .b{display:none}", [(".a", "color:rgb(0,0,0} .b{display:none}")]),
        (".q{content:'}'} .a{display:none}", [(".q", "content:'}'"), (".a", "display:none")]),
        (".x{background:url(a/*b)} .a{display:none}/**/", [(".x", "background:url(a/*b)"), (".a", "display:none")]),
        ("<!-- .a{display:none} -->", [(".a", "display:none")]),
        ("@media print{.a{display:none}}@font-face{src:url(a)}", [(".a", "display:none")]),
        ("@media (min-width:1px) and (max-width:0){.a{display:none}}", []),
        (".a{border:0}", []),
    ],
)
def test_rules(text: str, found: list[tuple[str, str]]):
    assert rules(text) == found


def test_a_rule_names_its_sheet_and_line():
    (rule,) = parse_sheet(Sheet("style#2", "\n\n/* x */\n.a{display:none}")).rules
    assert rule.origin == "style#2 line 4"


def test_nested_rules_are_joined_to_their_parents():
    selectors = [selector for selector, _ in rules("#art{color:#333; & .h{display:none} .i{opacity:0}}")]
    assert ":is(#art) .h" in selectors
    assert ":is(#art) .i" in selectors


def test_imports_are_listed():
    assert parse_sheet(Sheet("style#1", "@import url('a.css') screen; @import \"b.css\";")).imports == [
        "a.css",
        "b.css",
    ]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("display:none", {"display": "none"}),
        ("DISPLAY : None ;", {"display": "none"}),
        ("d\\69splay:n\\6fne", {"display": "none"}),
        ("display:nonsense", {}),
        ("display:none none", {}),
        ("font-size:0x", {}),
        ("font-size:-1px", {}),
        ("font:1px/1 serif", {"font-size": "1px", "line-height": "1"}),
        ("font:0/0 a", {"font-size": "0", "line-height": "0"}),
        ("flex:0 0 0", {"flex-grow": "0", "flex-basis": "0px"}),
        ("flex:1", {"flex-grow": "1", "flex-basis": "0px"}),
        ("grid:0/1fr", {"grid-template-rows": "0", "grid-template-columns": "1fr"}),
        ("inset:1px 2px", {"top": "1px", "right": "2px", "bottom": "1px", "left": "2px"}),
        ("overflow:hidden", {"overflow-x": "hidden", "overflow-y": "hidden"}),
        ("left:-9999", {}),
        ("left:-9999px;left:a", {"left": "-9999px"}),
        ("*display:none;_height:0", {}),
    ],
)
def test_declarations(body: str, found: dict[str, str]):
    assert pairs(body) == found


def test_background_is_taken_apart():
    found = pairs("background:url(a.png) no-repeat 0 0 / cover #FFF")
    assert found["background-color"].lower() == "#fff"
    assert found["background-image"].startswith("url(")


def test_important():
    assert [one.important for one in declarations("display:none ! IMPORTANT;opacity:0")] == [True, False]


@pytest.mark.parametrize(
    ("selector", "specificity"),
    [
        ("p", (0, 0, 1)), (".a.b", (0, 2, 0)), ("#a p > b", (1, 0, 2)), ("a:link", (0, 1, 1)), ("p[x='1']", (0, 1, 1)),
        (":not(#a, .b) p", (1, 0, 1)), (":where(#a) p", (0, 0, 1)), ("*", (0, 0, 0)), ("li:nth-child(2)", (0, 1, 1)),
    ],
)  # fmt: skip
def test_specificity(selector: str, specificity: tuple[int, int, int]):
    found = read_selector(selector)
    assert found is not None
    assert found.specificity == specificity


@pytest.mark.parametrize(
    ("selector", "valid"),
    [
        ("p.a > b", True), ("p:::x", False), ("p,", False), ("p::-webkit-scrollbar", True), ("::-moz-selection", False),
        ("p:nth-child(2n+1)", True), ("p!", False), (".1a", False), ("a:hover", True), ("p:nonsense", False),
    ],
)  # fmt: skip
def test_a_list_with_an_unknown_selector_is_invalid(selector: str, valid: bool):
    assert all(is_valid(one) for one in split_list(selector)) is valid


@pytest.mark.parametrize(
    ("query", "desktop"),
    [
        ("", True), ("screen", True), ("print", False), ("not print", True), ("not screen", False), ("only screen", True),
        ("(max-width:600px)", False), ("(min-width:600px)", True), ("(600px <= width <= 2000px)", True),
        ("print, (min-width:1px)", True), ("(prefers-color-scheme:dark)", False), ("(hover:hover)", True),
        ("screen and (orientation:portrait)", False), ("(nonsense:1)", False), ("(max-width:40em)", False),
        ("(aspect-ratio:1.2.3)", False), ("(min-resolution:1..2dppx)", False), ("(min-aspect-ratio:1/.5)", False),
    ],
)  # fmt: skip
def test_media(query: str, desktop: bool):
    assert condition(query).desktop is desktop


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="{}()[];:'\"\\/*@&,.#ab -!<>0url\n", max_size=120))
def test_any_text_is_read_and_ends(text: str):
    parse_sheet(Sheet("style#1", text))
    declarations(text)
    all(is_valid(one) for one in split_list(text))
