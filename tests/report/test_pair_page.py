"""The page of one check, in a real browser: what an editor clicks, reads and copies."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from summarizer import pairs, pipeline
from summarizer.data import Check, Evidence, Fix, Line, Message, Reading, Region, SentenceSupport, Spread, Support
from summarizer.report.names import Names
from summarizer.report.pair.articles import reading_of
from summarizer.report.pair.page import render
from tests.browser import ATTACK, violations

ABSTRACT = "青石桥镇把闲置的旧粮仓改建成乡村书屋。书屋由退休教师覃望川牵头管理。书屋每年收费五百元。"


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1440, "height": 700}, reduced_motion="reduce")
    context.set_offline(True)
    opened = context.new_page()
    opened.problems = []
    opened.on("pageerror", lambda error: opened.problems.append(str(error)))
    opened.on("console", lambda message: opened.problems.append(message.text))
    yield opened
    assert opened.problems == []
    context.close()


def show(page: Any, tmp_path: Path, markup: str) -> None:
    file = tmp_path / "check.html"
    file.write_text(markup, encoding="utf-8")
    page.goto(file.as_uri())


def rendered(fixtures: Path, name: str, *, lang: Any = "zh", summary: str | None = None) -> str:
    folder = fixtures / name
    pair = pairs.Pair(pipeline.as_page(folder / "page.html"), pipeline.as_page(folder / "original.html"))
    spread = pairs.compared(pairs.open_pair(pair, summary=summary))
    return render(spread, Names.of(spread.check, repost="转载.html", original="原文.html"), version="1", lang=lang)


def in_view(page: Any, selector: str) -> bool:
    """Whether the element is inside what its side of the page shows."""
    script = """selector => {
      const one = document.querySelector(selector).getBoundingClientRect();
      const box = document.querySelector(selector).closest('.lines').getBoundingClientRect();
      return one.top >= box.top && one.bottom <= box.bottom;
    }"""
    return bool(page.evaluate(script, selector))


def test_the_verdict_is_one_line_and_findings_stand_in_place(page: Any, tmp_path: Path, fixtures: Path) -> None:
    show(page, tmp_path, rendered(fixtures, "repost-number-changed"))
    assert page.locator("h1").inner_text().replace("\n", "") == "✗不合格：1 项不合格"
    assert page.locator(".original mark[data-f='1']").all_inner_texts() == ["借出图书4", "36", "0册"]
    assert page.locator(".repost mark[data-f='1']").all_inner_texts() == ["借出图书4", "63", "0册"]
    assert page.locator(".original mark[data-c]").inner_text() == "36"
    assert page.locator(".finding del").inner_text() == "4360册"
    assert page.locator(".finding ins").inner_text() == "4630册"
    assert "附上原文出处链接" in page.locator(".original .notice").all_inner_texts()[3]


def test_a_click_on_a_finding_scrolls_both_sides_to_it(page: Any, tmp_path: Path, fixtures: Path) -> None:
    page.set_viewport_size({"width": 1440, "height": 420})
    show(page, tmp_path, rendered(fixtures, "repost-station-changed"))
    marks = [".original mark[data-f~='1']", ".repost mark[data-f~='1']"]
    assert not any(in_view(page, mark) for mark in marks)
    page.locator(".finding .go").first.click()
    assert all(in_view(page, mark) for mark in marks)
    assert page.locator(".finding.on").count() == 1
    assert page.locator(".finding .go").first.get_attribute("aria-pressed") == "true"
    assert page.locator(".repost mark.on").inner_text() == "本文为长沙站原创文章，转载请附上原文出处链接和本声明"


def test_what_is_only_on_one_page_shows_where_it_should_stand_on_the_other(
    page: Any, tmp_path: Path, fixtures: Path
) -> None:
    page.set_viewport_size({"width": 1440, "height": 420})
    show(page, tmp_path, rendered(fixtures, "repost-author-dropped"))
    page.locator(".finding .go").first.click()
    assert in_view(page, ".original mark.on")
    assert in_view(page, ".repost .near")


def test_what_was_left_out_shows_where_it_would_stand(page: Any, tmp_path: Path, fixtures: Path) -> None:
    original = fixtures / "repost-number-changed/original.html"
    markup = (fixtures / "repost-number-changed/page.html").read_text(encoding="utf-8")
    gone = re.sub(r"<p>[^<]*退休教师覃望川牵头管理.*?</p>", "", markup)
    assert gone != markup
    spread = pairs.compared(pairs.open_pair(pairs.Pair(pipeline.as_page(gone), pipeline.as_page(original))))
    show(page, tmp_path, render(spread, Names("转载", "原文"), version="1"))
    page.locator(".original .alone mark[data-c]").first.click()
    assert "里读完了" in page.locator(".repost .near").inner_text(), "the paragraph before"


def test_a_hidden_link_is_shown_apart_with_what_hides_it(page: Any, tmp_path: Path, fixtures: Path) -> None:
    show(page, tmp_path, rendered(fixtures, "repost-hidden-link"))
    unseen = page.locator(".repost .block.unseen").inner_text()
    assert "display:none" in unseen
    assert "https://cz.rednet.cn/content/648120/53/14120786.html" in unseen
    page.locator(".finding .go").first.click()
    assert in_view(page, ".repost .unseen mark.on")


def test_a_mark_leads_back_to_its_finding(page: Any, tmp_path: Path, fixtures: Path) -> None:
    show(page, tmp_path, rendered(fixtures, "repost-number-changed"))
    page.locator(".repost mark[data-f='1']").first.click()
    assert page.locator(".finding.on").get_attribute("data-n") == "1"


def test_the_keyboard_is_enough(page: Any, tmp_path: Path, fixtures: Path) -> None:
    show(page, tmp_path, rendered(fixtures, "repost-number-changed", summary=ABSTRACT))
    page.locator(".go").first.focus()
    page.keyboard.press("ArrowDown")
    assert page.locator(".finding.on").get_attribute("data-n") == "2"
    page.keyboard.press("ArrowUp")
    assert page.locator(".finding.on").get_attribute("data-n") == "1"
    page.keyboard.press("Escape")
    assert page.locator(".on").count() == 0
    page.locator("[role=tab]").first.focus()
    page.keyboard.press("ArrowRight")
    assert page.locator("[role=tabpanel]:visible").get_attribute("id") == "form-html"
    assert page.evaluate("document.activeElement.id") == "tab-html"


@pytest.mark.parametrize("form", ["text", "html", "markdown"])
def test_the_form_in_view_is_what_is_copied(page: Any, tmp_path: Path, check: Check, form: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    show(page, tmp_path, render(whole(check), Names("甲", "乙"), version="1"))
    page.locator(f"#tab-{form}").click()
    page.locator(".copy").click()
    page.wait_for_function("document.querySelector('#said').textContent === '已复制'")
    assert check.fix is not None
    assert page.evaluate("navigator.clipboard.readText()") == getattr(check.fix, form)


def test_copying_works_where_the_clipboard_is_refused(page: Any, tmp_path: Path, check: Check) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.add_init_script("document.execCommand = () => { window.copied = document.activeElement.value; return true; }")
    show(page, tmp_path, render(whole(check), Names("甲", "乙"), version="1"))
    page.locator(".copy").click()
    page.wait_for_function("window.copied === '来源：红网'")


def test_a_sentence_of_the_abstract_lights_up_its_paragraphs(page: Any, tmp_path: Path, fixtures: Path) -> None:
    show(page, tmp_path, rendered(fixtures, "repost-number-changed", summary=ABSTRACT))
    second = page.locator(".sentence").nth(1)
    second.hover()
    assert page.locator(".lit").count() >= 1
    assert "覃望川" in page.locator(".original .lit").first.inner_text()
    page.locator("h1").hover()
    assert page.locator(".lit").count() == 0
    page.set_viewport_size({"width": 1440, "height": 420})
    second.focus()
    assert page.locator(".original .lit").count() >= 1
    assert in_view(page, ".original .lit")
    assert page.locator(".sentence.bad em").inner_text() == "五百元"


def test_a_narrow_screen_shows_one_page_at_a_time(page: Any, tmp_path: Path, fixtures: Path) -> None:
    page.set_viewport_size({"width": 380, "height": 800})
    show(page, tmp_path, rendered(fixtures, "repost-number-changed"))
    assert page.evaluate("document.documentElement.scrollWidth") <= 380
    assert page.locator(".original .lines").is_hidden()
    page.locator(".switch button").first.click()
    assert page.locator(".original .lines").is_visible()
    assert page.locator(".repost .lines").is_hidden()
    page.locator(".finding .go").first.click()
    assert page.locator(".repost mark.on").first.is_visible()
    assert "\n".join(violations(page)) == ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("name", "lang"), [("repost-number-changed", "zh"), ("repost-hidden-link", "en")])
def test_labels_contrast_and_roles(
    page: Any, tmp_path: Path, fixtures: Path, scheme: str, name: str, lang: str
) -> None:
    page.emulate_media(color_scheme=scheme)
    show(page, tmp_path, rendered(fixtures, name, lang=lang, summary=ABSTRACT))
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    assert "\n".join(violations(page)) == ""
    page.locator(".finding .go").first.click()
    page.locator(".sentence").first.focus()
    assert "\n".join(violations(page)) == ""


def test_on_paper_both_pages_are_whole(page: Any, tmp_path: Path, fixtures: Path) -> None:
    show(page, tmp_path, rendered(fixtures, "repost-number-changed"))
    page.emulate_media(media="print")
    for side in ("original", "repost"):
        box = page.locator(f".{side} .lines").evaluate("one => [one.scrollHeight, one.clientHeight]")
        assert box[0] <= box[1] + 2, "nothing is scrolled out of sight"
    assert page.locator(".copy").is_hidden()
    assert page.locator(".fix pre").first.is_visible()


def test_a_saved_page_that_attacks_does_nothing(page: Any, tmp_path: Path, fixtures: Path) -> None:
    """From the bytes of a page to the report, with the attack in title, byline, text, link, notice, meta and style."""
    markup = (fixtures / "repost-hidden-link/page.html").read_text(encoding="utf-8")
    attack = html.escape(ATTACK)
    for words in ("青石桥镇", "林书禾", "记者从镇政府获悉", "本文为郴州站原创文章", "本文链接"):
        markup = markup.replace(words, words + attack)
    markup = markup.replace(
        "</head>", f'<meta name="author" content="{attack}"><style>.x{{content:"</p><script>"}}</style></head>'
    )
    saved = tmp_path / "attack.html"
    saved.write_text(markup, encoding="utf-8")
    original = fixtures / "repost-hidden-link/original.html"
    spread = pairs.compared(pairs.open_pair(pairs.Pair(pipeline.as_page(saved), pipeline.as_page(original))))
    show(page, tmp_path, render(spread, Names("转载", "原文"), version="1"))
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    for one in page.locator(".go").all():
        one.click()
    assert page.evaluate("window.hacked") is None
    assert "window.hacked=1" in page.locator(".repost .lines").inner_text(), "shown as the text it is"
    assert page.locator("img, iframe, base, object, embed, link, form, [onerror], [onload], [style]").count() == 0


def test_a_page_that_attacks_in_every_field_does_nothing(page: Any, tmp_path: Path, check: Check) -> None:
    markup = render(hostile(check), Names(ATTACK, "javascript:window.hacked=8"), version="1")
    assert "\u202e" not in markup
    show(page, tmp_path, markup)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    for selector in (".go", ".sentence", ".copy", ".lines mark"):
        for one in page.locator(selector).all():
            one.click()
    page.wait_for_timeout(100)
    assert page.evaluate("window.hacked") is None
    assert page.url.startswith("file:")
    assert page.locator("body").is_visible()
    assert page.locator("script").count() == 1
    assert (
        page.locator(
            "img, iframe, base, object, embed, link, form, [onerror], [onload], [onmouseover], [style]"
        ).count()
        == 0
    )
    assert page.locator("a:not([href^='http'])").count() == 0
    assert "49" not in page.locator(".headline").inner_text()


def whole(check: Check) -> Spread:
    return Spread(check, reading_of(check.original) if check.original else None, reading_of(check.repost))


def hostile(check: Check) -> Spread:
    """Everything that comes from a page says ``ATTACK``, and everything is marked."""
    article = replace(
        check.repost, title=ATTACK, url=None, paragraphs=(ATTACK,), language='zh" onload="window.hacked=9'
    )
    line = Line(ATTACK, ATTACK, ATTACK, Region.BODY)
    reading = Reading(article, (line,), (line,), ())
    evidence = (Evidence("repost", ATTACK, ATTACK, 0, len(ATTACK), ATTACK, cause=ATTACK),)
    findings = tuple(
        replace(
            one, name=ATTACK, message=Message(ATTACK, ATTACK), evidence=evidence, near_misses=(ATTACK, f"[-{ATTACK}-]")
        )
        for one in check.findings
    )
    duties = tuple(replace(duty, text=ATTACK, value=ATTACK) for duty in check.duties)
    bad = replace(
        check,
        repost=article,
        original=article,
        findings=findings,
        duties=duties,
        fix=Fix(ATTACK, ATTACK, markdown=ATTACK),
    )
    return Spread(bad, reading, reading, abstract=Support(False, 0.0, (SentenceSupport(ATTACK, (0,), (ATTACK[:9],)),)))
