"""Links: which addresses lead to the original, and what is said of those that do not."""

from __future__ import annotations

import pytest

from summarizer.check.judge import check
from summarizer.check.profile import Profile, load_profile
from summarizer.data import Check, Duty, DutyKind, Image, Notice, Reading, Region, Sight, Verdict, Visibility
from tests.check.handmade import HIDDEN, PALE, STATEMENT, URL, Row, notice_rows, original, repost, without

UNREAD = Visibility(Sight.UNKNOWN, "F007", None, "x.css")
REST = without(notice_rows(), "本文链接")


def judged(*rows: Row, profile: Profile | None = None, page: Reading | None = None, **options: object) -> Check:
    return check(page or original(), repost([*REST, *rows], **options), profile=profile)


def against(result: Check) -> set[str]:
    return {one.rule for one in result.findings if one.verdict not in (Verdict.PASS, Verdict.WAIVED)}


def noted(result: Check) -> set[str]:
    return {one.rule for one in result.findings}


def link(href: str, text: str = "原文链接") -> Row:
    return Row(text, href=href, anchor=text)


def test_a_plain_link_passes() -> None:
    assert judged(link(URL)).verdict is Verdict.PASS


@pytest.mark.parametrize(
    "href",
    [
        URL.replace("https", "http"),
        URL.replace("cz.rednet.cn", "CZ.RedNet.cn.:443"),
        f"{URL}?from=timeline&isappinstalled=0",
        f"{URL}?utm_source=a&spm=1",
        f"{URL}#wechat_redirect",
        URL.replace("content", "%63ontent"),
        URL.replace("/content", "/x/../content"),
        URL.replace("/", "\\"),
        f"  {URL} ",
        URL.replace("cz.", "ｃｚ."),
    ],
)
def test_harmless_differences_pass_and_are_named(href: str) -> None:
    result = judged(link(href))
    assert result.verdict is Verdict.PASS
    assert "L209" in noted(result) or href.strip() == URL


@pytest.mark.parametrize(
    "href",
    [
        f"https://link.zhihu.com/?target={URL}",
        f"https://link.juejin.cn/?target={URL.replace(':', '%3A').replace('/', '%2F')}",
        f"https://link.csdn.net/?target={URL}",
        f"https://weibo.cn/sinaurl?u={URL}",
        f"https://c.pc.qq.com/middlem.html?pfurl={URL}",
        f"https://link.jianshu.com/?t={URL}",
        f"https://gitee.com/link?target={URL}",
        f"https://www.oschina.net/action/GoToLink?url={URL}",
        f"https://link.zhihu.com/?target=https%3A%2F%2Flink.juejin.cn%2F%3Ftarget%3D{URL}",
    ],
)
def test_known_jump_pages_are_unwrapped(href: str) -> None:
    result = judged(link(href))
    assert result.verdict is Verdict.PASS
    assert "L207" in noted(result)


def test_a_jump_page_to_elsewhere_is_no_link_to_the_original() -> None:
    assert against(judged(link("https://link.zhihu.com/?target=https://ad.example.org/", "广告"))) == {"L201"}


@pytest.mark.parametrize(
    "href", ["https://t.cn/A6abcd", "https://weixin110.qq.com/x", f"https://go.example.net/?url={URL}"]
)
def test_short_links_cannot_be_told(href: str) -> None:
    result = judged(link(href))
    assert result.verdict is Verdict.UNKNOWN
    assert against(result) == {"L208"}


def test_a_short_link_that_was_followed_passes_with_a_warning() -> None:
    short = "https://t.cn/A6abcd"
    rows = [*REST, link(short)]
    assert check(original(), repost(rows), resolved={short: URL}).verdict is Verdict.WARN
    assert check(original(), repost(rows), resolved={short: "https://cz.rednet.cn/"}).verdict is Verdict.FAIL


def test_a_jump_page_of_the_originals_own_site_is_open_until_it_is_followed() -> None:
    jump = "https://cz.rednet.cn/go?id=5"
    rows = [*REST, link(jump, "阅读原文")]
    assert check(original(), repost(rows)).verdict is Verdict.UNKNOWN
    assert check(original(), repost(rows), resolved={jump: URL}).verdict is Verdict.WARN
    assert check(original(), repost(rows), resolved={jump: "https://cz.rednet.cn/"}).verdict is Verdict.FAIL


@pytest.mark.parametrize(
    ("href", "rule"),
    [
        ("https://cz.rednet.cn/", "L204"),
        ("https://cz.rednet.cn/channel/7603.html", "L204"),
        ("https://www.rednet.cn/index.html", "L204"),
        (URL.replace("10000001", "10000002"), "L205"),
        ("https://news.example.com/content/646001/98/10000001.html", "L205"),
        ("https://www.sohu.com/a/830000001_1", "L205"),
        (URL.replace("rednet.cn", "rednet.cn.evil.com"), "L206"),
        (URL.replace("https://cz.rednet.cn", "https://cz.rednet.cn@evil.com"), "L206"),
        (URL.replace("rednet", "reclnet"), "L206"),
        (URL.replace("rednet", "re\u0501net"), "L206"),
        (URL.replace("rednet", "redmet"), "L206"),
        (URL.replace("rednet.cn", "rednet.com"), "L206"),
        (URL.replace("10000001.html", "10000001.htm l"), "L210"),
        (URL.replace(".", "[.]"), "L210"),
        (URL.replace("https://", "https：//"), "L210"),
    ],
)
def test_links_that_lead_elsewhere_fail_under_their_rule(href: str, rule: str) -> None:
    result = judged(link(href))
    assert result.verdict is Verdict.FAIL
    assert against(result) == {rule}


@pytest.mark.parametrize("href", [URL.replace("/content", "//content"), URL + "/", URL.replace(".html", ".htm")])
def test_what_depends_on_the_server_cannot_be_told(href: str) -> None:
    result = judged(link(href))
    assert (result.verdict, against(result)) == (Verdict.UNKNOWN, {"L209"})


@pytest.mark.parametrize(
    "href",
    [
        "https://cz-wap.rednet.cn/app/index.html?contentId=10000001",
        "https://moment.rednet.cn/pc/content/646001/98/10000001.html",
        URL.replace("cz.", "cs."),
    ],
)
def test_declared_sister_hosts_warn(href: str) -> None:
    result = judged(link(href))
    assert (result.verdict, against(result)) == (Verdict.WARN, {"L209"})


def test_an_undeclared_host_with_the_same_number_is_another_page() -> None:
    assert against(judged(link("https://bbs.rednet.cn:8080/x?contentId=10000001"))) <= {"L204", "L205", "L209"}


def test_shown_address_and_target_must_agree() -> None:
    result = judged(Row(f"本文链接：{URL}", href="https://ad.example.org/", anchor=URL))
    assert (result.verdict, against(result)) == (Verdict.FAIL, {"L203"})


def test_a_shortened_address_with_the_right_target_passes() -> None:
    result = judged(link(URL, "cz.rednet.cn/content/646001…"))
    assert result.verdict is Verdict.PASS
    assert "L209" in noted(result)


@pytest.mark.parametrize("text", [f"本文链接：{URL}", f"见{URL}。编辑：丁一", f"（{URL}）", f"原文{URL}转载"])
def test_a_written_address_warns(text: str) -> None:
    assert against(judged(Row(text))) == {"L202"}


def test_a_written_address_fails_where_a_hyperlink_is_asked_for() -> None:
    duties = (Duty(DutyKind.LINK, "附链接", None), Duty(DutyKind.HYPERLINK, "以超链接形式", None))
    page = original(notice=Notice(source="红网", link=URL, duties=duties))
    assert judged(Row(f"本文链接：{URL}"), page=page).verdict is Verdict.FAIL


@pytest.mark.parametrize(
    "text",
    [
        URL.replace(".", "．"),
        URL.replace("://", "：／／"),
        URL.replace("/98/", "/98/ "),
        URL.replace("rednet", "red\u200bnet"),
        URL.replace(".", "[.]"),
        URL.replace("https", "hxxps"),
        " ".join(URL),
    ],
)
def test_a_spoilt_address_fails(text: str) -> None:
    result = judged(Row(f"本文链接：{text}"))
    assert (result.verdict, against(result)) == (Verdict.FAIL, {"L210"})


def test_a_hidden_link_is_named_with_its_cause() -> None:
    result = judged(Row("本文链接", visibility=HIDDEN, href=URL))
    finding = next(one for one in result.findings if one.rule == "L201")
    assert finding.causes == ("V601",)
    assert finding.evidence[0].cause == "V601"
    assert "display:none" in finding.message.zh


def test_a_hidden_address_in_a_visible_line_is_not_seen() -> None:
    text = f"本文链接：{URL}"
    row = Row(text, runs=((0, 5, Visibility()), (5, len(text), HIDDEN)))
    assert against(judged(row)) == {"L201"}


def test_a_hidden_copy_beside_a_visible_link_harms_nobody() -> None:
    result = judged(link(URL), Row("本文链接", visibility=HIDDEN, href=URL))
    assert result.verdict is Verdict.PASS
    assert "V601" in noted(result)


def test_pale_print_warns_and_fails_where_prominence_is_asked_for() -> None:
    pale = Row("原文链接", href=URL, visibility=PALE)
    assert against(judged(pale)) == {"L216"}
    duties = (Duty(DutyKind.LINK, "附链接", None), Duty(DutyKind.PROMINENT, "明显位置", None))
    page = original(notice=Notice(source="红网", link=URL, duties=duties))
    assert judged(pale, page=page).verdict is Verdict.FAIL


@pytest.mark.parametrize("rule", ["V605", "V606", "V607", "V608"])
def test_what_takes_an_effort_warns_under_its_own_rule(rule: str) -> None:
    row = Row("原文链接", href=URL, visibility=Visibility(Sight.EFFORT, rule, "x", "y"))
    assert against(judged(row)) == {rule}


def test_an_unread_style_sheet_leaves_it_open_unless_assumed() -> None:
    row = Row("原文链接", href=URL, visibility=UNREAD)
    result = judged(row)
    assert (result.verdict, against(result)) == (Verdict.UNKNOWN, {"L201", "F007"})
    assume = load_profile().model_copy(
        update={"options": load_profile().options.model_copy(update={"assume_visible": True})}
    )
    assert judged(row, profile=assume).verdict is Verdict.PASS


def test_a_plain_link_beside_an_uncertain_one_decides() -> None:
    assert judged(Row("原文链接", href=URL, visibility=UNREAD), link(URL)).verdict is Verdict.PASS


def test_a_link_outside_the_article_does_not_attribute() -> None:
    between = [Row(f"推荐阅读之{n}", Region.OUTSIDE) for n in range(9)]
    result = judged(*between, Row("原文", Region.OUTSIDE, href=URL))
    assert (result.verdict, against(result)) == (Verdict.FAIL, {"L216"})


@pytest.mark.parametrize("via", ["canonical", "meta", "json-ld", "header"])
def test_metadata_alone_fails(via: str) -> None:
    row = Row("", Region.OUTSIDE, visibility=HIDDEN, href=URL, anchor="", via=via)
    assert against(judged(row)) == {"L214"}


def test_a_script_link_warns_and_an_opaque_one_cannot_be_told() -> None:
    assert against(judged(Row("原文", href=URL, via="script"))) == {"L215"}
    opaque = judged(Row("查看原文", href="javascript:go(1)", url=None, via="script"))
    assert (opaque.verdict, against(opaque)) == (Verdict.UNKNOWN, {"L215"})


def test_a_qr_code_cannot_be_told() -> None:
    image = Image("https://news.example.com/i/qrcode.png", None, "扫码阅读原文")
    result = judged(images=(image,))
    assert (result.verdict, against(result)) == (Verdict.UNKNOWN, {"L213"})


def test_an_anchor_of_mere_marks_is_hardly_met() -> None:
    assert against(judged(link(URL, "→"))) == {"L216"}
    assert against(judged(link(URL, "。"))) == {"L201"}
    assert against(judged(link(URL, "\u200b "))) == {"L201"}


def test_the_original_that_gives_no_address_leaves_links_open() -> None:
    notice = Notice(source="红网", statement=STATEMENT, duties=(Duty(DutyKind.LINK, "附链接", None),))
    result = judged(link(URL), page=original(url=None, notice=notice))
    assert result.verdict is Verdict.UNKNOWN


def test_any_of_several_originals_will_do() -> None:
    notice = Notice(link="https://b.example.cn/p/1", duties=(Duty(DutyKind.LINK, "附链接", None),))
    page = original(url="https://a.example.cn/p/1", notice=notice)
    assert judged(link("https://b.example.cn/p/1"), page=page).verdict is not Verdict.FAIL
    assert judged(link("https://a.example.cn/p/1"), page=page).verdict is not Verdict.FAIL


def test_nothing_is_asked_where_no_duty_asks_for_a_link() -> None:
    page = original(notice=Notice(source="红网", link=URL))
    assert "L201" not in noted(judged(page=page))
