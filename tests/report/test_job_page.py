"""The page of a job, in a real browser: what an operator filters, sorts and opens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from summarizer import pairs
from summarizer.data import Check, Spread
from summarizer.report.job.page import Paper, write_html
from summarizer.report.job.trend import Changed, Moment
from summarizer.report.pair.articles import spread_of
from tests.browser import ATTACK, violations
from tests.report.jobs import FAILURE, Job, checked, record

HISTORY = [Moment(f"2026-11-{day}T03:00:00+08:00", {"fail": 40 - day, "pass": day}) for day in (10, 11, 12)]


def opened(_: str, check: Check) -> Spread:
    return pairs.compared(spread_of(check))


CHANGES = [
    Changed("removed", "row-00003", "https://m.qingshi.example.cn/2026/00003.html", (), ("C501",)),
    Changed("gone", "row-00004", ATTACK, ("L201",), ()),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("job")
    write_html(Job(120), path, Paper("nightly", "zh", "1", HISTORY, changes=CHANGES), opened)
    return path


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1300, "height": 900}, reduced_motion="reduce")
    context.set_offline(True)
    started = context.new_page()
    problems: list[str] = []
    started.on("pageerror", lambda error: problems.append(str(error)))
    started.on("console", lambda message: problems.append(message.text))
    yield started
    assert problems == []
    context.close()


def titles(page: Any) -> list[str]:
    return [text.strip() for text in page.locator("#table .c-title a").all_inner_texts()]


def test_the_numbers_are_those_of_the_records(page: Any, folder: Path) -> None:
    page.goto((folder / "index.html").as_uri())
    fails = sum(bool(one["check"]) and one["check"]["verdict"] == "fail" for one in Job(120))
    assert page.locator(".tile.fail b").inner_text() == str(fails)
    assert page.locator(".tile.error b").inner_text() == "7"
    assert page.locator("#count").inner_text() == "120 / 120 条"
    assert page.locator("[data-filter=rule]").count() == 7
    assert "T305 statement-slot-changed" in page.locator("[data-filter=rule]").first.inner_text()


def test_filters_narrow_the_table_and_say_so(page: Any, folder: Path) -> None:
    page.goto((folder / "index.html").as_uri())
    page.locator(".tile.error").click()
    assert page.locator("#count").inner_text() == "7 / 120 条"
    assert page.locator(".tile.error").get_attribute("aria-pressed") == "true"
    assert set(page.locator("#table .chip").all_inner_texts()) == {"出错"}
    page.locator(".tile.error").click()
    page.locator("#find").fill("书香 00004")
    assert titles(page) == ["云泽：老粮仓里飘书香（4）"]
    page.locator("#clear").click()
    page.locator("[data-filter=rule][data-value=L201]").click()
    assert page.locator("#rule").input_value() == "L201"
    assert set(page.locator("#table tbody .c-rules").all_inner_texts()) == {"L201"}
    page.locator("[data-filter=site]").first.click()
    assert len(set(page.locator("#table tbody .c-site").all_inner_texts())) == 1
    page.locator("#find").fill("没有这样的标题")
    assert page.locator("#count").inner_text() == "0 / 120 条"


def test_columns_sort_up_down_and_back(page: Any, folder: Path) -> None:
    page.goto((folder / "index.html").as_uri())
    button, head = page.locator("[data-sort=result]"), page.locator("th.c-result")
    button.click()
    assert head.get_attribute("aria-sort") == "ascending"
    assert page.locator("#table .chip").first.inner_text() == "不合格"
    button.click()
    assert head.get_attribute("aria-sort") == "descending"
    assert page.locator("#table .chip").first.inner_text() == "合格"
    button.click()
    assert head.get_attribute("aria-sort") == "none"
    assert page.locator("#table tbody .c-id").first.inner_text() == "row-00000"
    page.locator("[data-sort=id]").click()
    page.locator("[data-sort=id]").click()
    assert page.locator("#table tbody .c-id").first.inner_text() == "row-00119"


def test_every_row_leads_to_its_page_and_back_to_the_same_view(page: Any, folder: Path) -> None:
    page.goto((folder / "index.html").as_uri())
    page.locator("[data-filter=rule][data-value=C501]").click()
    title = titles(page)[1]
    page.locator("#table .c-title a").nth(1).click()
    page.wait_for_selector(".pair")
    assert page.locator(".headline").inner_text() == title
    page.locator(".go").first.click()
    assert page.locator(".repost mark.on").first.is_visible()
    page.go_back()
    page.wait_for_selector("#table tbody tr")
    assert page.locator("#rule").input_value() == "C501"
    assert page.url.endswith("#rule=C501")
    page.reload()
    assert page.locator("#rule").input_value() == "C501"
    assert set(page.locator("#table tbody .c-rules").all_inner_texts()) == {"C501"}
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")}
    assert len(files) == 1 + 120 - 7, "an error has no page, every check has one"


def test_records_of_one_id_have_a_page_each(page: Any, tmp_path: Path) -> None:
    rows = [record(number) | {"id": id_} for number, id_ in enumerate(("x", "x", "y\x1b", "y"))]
    write_html(rows, tmp_path, Paper("nightly", "zh", "1"), opened)
    page.goto((tmp_path / "index.html").as_uri())
    for place, link in enumerate(page.locator("#table .c-title a").all()):
        file = tmp_path / str(link.get_attribute("href"))
        assert rows[place]["check"]["repost"]["title"] in file.read_text(encoding="utf-8")


def test_a_check_that_is_none_has_a_page_that_says_so(page: Any, tmp_path: Path) -> None:
    one = record(3)
    one["check"] = one["check"] | {"duties": [{"kind": ATTACK}]}
    write_html([one], tmp_path, Paper("nightly", "zh", "1"), opened)
    page.goto((tmp_path / "pairs/0000/000000.html").as_uri())
    assert page.locator("main").inner_text().startswith("记录 row-00003 读不出来")
    assert page.evaluate("window.hacked") is None


def test_ten_thousand_rows_keep_few_in_the_page(page: Any, tmp_path: Path) -> None:
    light = (
        one | {"check": one["check"] and one["check"] | {"repost": {**one["check"]["repost"], "notice": {}}}}
        for one in Job(10_000)
    )
    rows = [one | {"check": None, "status": "ok", "article": (one["check"] or {}).get("repost")} for one in light]
    write_html(rows, tmp_path, Paper("大任务", "zh", "1"), opened)
    page.goto((tmp_path / "index.html").as_uri())
    assert page.locator("#count").inner_text() == "10,000 / 10,000 条"
    assert page.locator("#table tbody tr").count() < 60
    page.evaluate("document.querySelector('.scroll').scrollTop = 1e9")
    page.wait_for_function("document.querySelector('#table tbody').textContent.includes('row-09999')")
    assert page.locator("#table tbody tr").count() < 60
    page.locator("#find").fill("row-07777")
    assert page.locator("#table tbody .c-id").all_inner_texts() == ["row-07777"]
    taken = page.evaluate(
        """() => { const before = performance.now();
        document.querySelector('[data-sort=title]').click(); return performance.now() - before; }"""
    )
    assert taken < 5000, "sorting ten thousand titles must not freeze the page"


def test_the_trend_is_drawn_and_told(page: Any, folder: Path) -> None:
    page.goto((folder / "index.html").as_uri())
    assert page.locator(".trend > svg polyline").count() == 2
    page.locator(".trend summary").click()
    assert page.locator(".trend tbody tr").first.locator("td").all_inner_texts() == ["30", "10"]


def test_a_change_leads_to_its_record(page: Any, folder: Path) -> None:
    page.goto((folder / "index.html").as_uri())
    assert page.locator("#changes-name .soft").inner_text() == "署名被去掉 1 · 页面没有了 1"
    page.locator("[data-look]").first.click()
    assert page.locator("#table tbody .c-id").all_inner_texts() == ["row-00003"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_labels_contrast_and_roles(page: Any, folder: Path, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto((folder / "index.html").as_uri())
    page.locator(".tile.fail").click()
    page.locator(".trend summary").click()
    assert "\n".join(violations(page)) == ""


def test_a_narrow_screen_has_no_sideways_scroll(page: Any, folder: Path) -> None:
    page.set_viewport_size({"width": 380, "height": 800})
    page.goto((folder / "index.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 380
    assert "\n".join(violations(page)) == ""


def test_records_that_attack_in_every_field_do_nothing(page: Any, tmp_path: Path) -> None:
    check = checked("repost-number-changed")
    repost = check["repost"] | {"title": ATTACK, "url": "javascript:window.hacked=10", "paragraphs": [ATTACK]}
    finding = check["findings"][0] | {"name": ATTACK, "rule": ATTACK, "message": {"zh": ATTACK, "en": ATTACK}}
    bad = record(0) | {"id": ATTACK, "repost": ATTACK, "original": ATTACK}
    bad["check"] = check | {
        "repost": repost,
        "verdict": "fail",
        "findings": [finding | {"verdict": "fail", "severity": "error"}],
    }
    wrong = record(1) | {
        "id": "</script>",
        "check": None,
        "error": FAILURE | {"code": ATTACK, "message": {"zh": ATTACK}},
    }
    write_html([bad, wrong], tmp_path, Paper(ATTACK, "zh", "1"), opened)
    page.goto((tmp_path / "index.html").as_uri())
    assert page.locator("#count").inner_text() == "2 / 2 条"
    for button in page.locator("[data-filter]").all():
        button.click()
    page.locator("#clear").click()
    assert page.locator("script:not([type])").count() == 1
    assert page.locator("img, iframe, base, object, embed, link, form, [onerror], [onload]").count() == 0
    page.locator("#table .c-title a").click()
    page.wait_for_selector(".pair")
    assert page.evaluate("window.hacked") is None
    assert page.locator("img, iframe, base, object, embed, link, form, [onerror], [onload]").count() == 0
