"""The desk in a real Chromium: forms, files, tabs, errors, and pages that attack."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser import violations
from tests.desk.conftest import ORIGINAL, REPOST


@pytest.fixture
def page(browser: Any, desk: str) -> Iterator[Any]:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.goto(desk)
    yield page
    context.close()


def _check(page: Any, repost: Path, original: Path) -> None:
    page.set_input_files("#repost_file", str(repost))
    page.set_input_files("#original_file", str(original))
    page.get_by_role("button", name="核对").click()
    page.wait_for_selector("iframe")


def test_an_editor_checks_two_saved_pages(page: Any) -> None:
    _check(page, REPOST, ORIGINAL)
    assert "不合格" in page.locator("nav").inner_text()
    report = page.frame_locator("iframe")
    assert "L201" in report.locator(".rail").inner_text()
    report.locator(".go").first.click()
    assert report.locator(".repost .unseen mark.on").is_visible(), "the hidden link, where it stands"
    assert report.locator(".sentence").count() > 1, "the abstract with its support"
    page.get_by_role("tab", name="核对结果").press("ArrowRight")
    assert page.get_by_role("tabpanel", name="摘要").is_visible()
    assert not page.locator("iframe").is_visible()
    page.get_by_role("button", name="复制").click()
    page.get_by_role("button", name="已复制").wait_for()
    assert "云泽区" in page.evaluate("navigator.clipboard.readText()")
    page.get_by_role("link", name="新的核对").click()
    assert page.locator(".runs li").first.inner_text().startswith("✗ 不合格")


def test_the_form_works_from_the_keyboard_and_says_what_is_wrong(page: Any) -> None:
    page.keyboard.type("/etc/passwd")  # the first field has the focus
    page.keyboard.press("Enter")
    assert "http" in page.get_by_role("alert").inner_text()
    assert page.locator("#repost").input_value() == "/etc/passwd"


def test_what_to_paste_is_copied_from_the_report_in_its_frame(page: Any) -> None:
    _check(page, REPOST, ORIGINAL)
    page.frame_locator("iframe").get_by_role("button", name="复制").first.click()
    page.wait_for_function("navigator.clipboard.readText().then(text => text.includes('rednet.cn'))")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1200, 400])
def test_axe_finds_nothing_wrong_with_any_page_of_the_desk(page: Any, scheme: str, width: int) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    page.locator("button[type=submit]").click()
    assert page.get_by_role("alert").is_visible()
    assert violations(page) == []
    _check(page, REPOST, ORIGINAL)
    assert violations(page) == []
    page.get_by_role("tab", name="摘要").click()
    assert violations(page) == []
    page.get_by_role("link", name="新的核对").click()
    assert violations(page) == []


def test_every_field_has_a_label(page: Any) -> None:
    for field in page.locator("input, select").all():
        assert field.evaluate("node => node.labels.length > 0 || !!node.ariaLabel"), field.get_attribute("id")


def test_a_page_that_attacks_executes_nothing(page: Any, tmp_path: Path) -> None:
    attack = '"><script>window.hit=1</script><img src=x onerror="window.hit=1"><svg onload="window.hit=1">'
    text = REPOST.read_text(encoding="utf-8").replace("青石桥镇", f"青石桥镇{attack.replace('<', '&lt;')}", 3)
    hostile = tmp_path / "a'><svg onload=alert(1)>.html"
    hostile.write_text(text.replace("<title>", f"<title>{attack.replace('</', '&lt;/')}"), encoding="utf-8")
    asked: list[str] = []
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    _check(page, hostile, ORIGINAL)
    frame = page.frames[-1]
    assert page.evaluate("window.hit") is None
    assert frame.evaluate("window.hit") is None
    page.get_by_role("link", name="新的核对").click()
    assert page.evaluate("window.hit") is None
    assert not asked
