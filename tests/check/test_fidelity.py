"""Fidelity: what was changed is found and named; what only looks different is not."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from summarizer.check.fidelity.align import align
from summarizer.check.fidelity.text import Body
from summarizer.check.judge import check
from summarizer.data import Check, Duty, DutyKind, Image, Reading, Region, Verdict
from tests import pace
from tests.check.handmade import BODY, URL, Row, notice_rows, original, repost

STORY = (
    *BODY,
    "全镇现有豆腐作坊36家，从业412人，去年产值同比增长15.2%，没有发现一起食品安全问题。",
    "县农业农村局局长韩立秋表示，明年将投资480万元扩建云溪豆制品产业园，8月26日前完工。",
    "北湖区的游客郑小满说，她不会错过下一届，还想带上在长沙读书的女儿。",
    "据初步统计，三天里接待游客约2.4万人次，但其中一部分是本地居民。",
)
CLAUSES = (
    "磨豆腐的声音响了一整天",
    "孩子们围着石磨",
    "老人坐在门口",
    "河水从桥下流过",
    "摊主招呼着客人",
    "天色渐渐暗了",
    "灯笼亮了起来",
)


def judged(body: tuple[str, ...] | list[str], *rows: Row, page: Reading | None = None, **options: object) -> Check:
    return check(page or original_of(STORY), repost([*notice_rows(), *rows], body=tuple(body), **options))


def original_of(body: tuple[str, ...], *kinds: DutyKind) -> Reading:
    made = repost(notice_rows(), body=body, url=URL)
    notice = original().article.notice
    duties = (*notice.duties, *(Duty(kind, "不得修改", None) for kind in kinds))
    return replace(made, article=replace(made.article, notice=replace(notice, duties=duties)))


def found(result: Check) -> dict[str, Verdict]:
    return {one.rule: one.verdict for one in result.findings if one.rule[0] == "C" and one.verdict is not Verdict.PASS}


def edited(old: str, new: str) -> Check:
    assert any(old in text for text in STORY)
    return judged([text.replace(old, new) for text in STORY])


# ---------------------------------------------------------------- harmless


def wide(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


HARMLESS = {
    "width": wide,
    "half-width marks": lambda text: text.translate(str.maketrans("，。：；！？（）", ",.:;!?()")),
    "quotes": lambda text: text.translate(str.maketrans("“”《》", "「」〈〉")),
    "nbsp": lambda text: text.replace("，", "，\u00a0"),
    "zero width": "\u200b".join,
    "indent": lambda text: "　　" + text,
    "traditional": OpenCC("s2t").convert,
    "Taiwan": OpenCC("s2twp").convert,
    "Hong Kong": OpenCC("s2hk").convert,
    "numerals": lambda text: (
        text.replace("四十二个", "42个").replace("480万元", "4800000元").replace("15.2%", "百分之15.2")
    ),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_harmless_changes_raise_nothing(name: str) -> None:
    assert found(judged([HARMLESS[name](text) for text in STORY])) == {}  # type: ignore[operator]


def test_paragraphs_may_be_joined_split_and_their_marks_changed() -> None:
    assert found(judged(["".join(STORY)])) == {}
    assert found(judged([part for text in STORY for part in text.replace("，", "。\n").split("\n")])) == {}


def test_a_moved_caption_raises_nothing() -> None:
    caption = "游客在老街上品尝刚出锅的豆腐。"
    page = original_of(STORY)
    page = replace(page, article=replace(page.article, images=(Image("1.jpg", caption),)))
    assert found(judged([*STORY[:2], caption, *STORY[2:]], page=page)) == {}


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_mix_of_harmless_changes_raises_nothing(data: st.DataObject) -> None:
    body = list(STORY)
    for index in range(len(body)):
        for name in data.draw(st.lists(st.sampled_from(sorted(HARMLESS)), max_size=3, unique=True)):
            body[index] = HARMLESS[name](body[index])  # type: ignore[operator]
    cut = data.draw(st.integers(1, len(body)))
    assert found(judged(["".join(body[:cut]), *body[cut:]])) == {}


# ---------------------------------------------------------------- C501 to C503

NUMBERS = [
    ("36家", "63家"),
    ("412人", "412万人"),
    ("15.2%", "1.52%"),
    ("15.2%", "15.2‰"),
    ("480万元", "480亿元"),
    ("480万元", "480万美元"),
    ("8月26日", "8月28日"),
    ("第三届", "第二届"),
    ("三千二百万元", "三千五百万元"),
    ("七十岁", "八十岁"),
    ("2.4万人次", "24万人次"),
    ("一成半", "三成半"),
]


@pytest.mark.parametrize(("old", "new"), NUMBERS)
def test_a_changed_number_unit_or_date_fails(old: str, new: str) -> None:
    result = edited(old, new)
    assert found(result) == {"C501": Verdict.FAIL}
    (finding,) = [one for one in result.findings if one.rule == "C501"]
    assert {place.page for place in finding.evidence} == {"original", "repost"}
    assert all(place.xpath and place.text for place in finding.evidence)
    # The editor reads the whole number, with its unit and the words around it, not a digit.
    was, became = finding.evidence
    assert (old in was.text) or (was.text in old)
    assert (new in became.text) or (became.text in new)
    assert len(was.text) > 2
    assert "[-" in finding.near_misses[0] or "{+" in finding.near_misses[0]


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(STORY), st.data())
def test_one_planted_digit_always_fails(paragraph: str, data: st.DataObject) -> None:
    places = [index for index, char in enumerate(paragraph) if char.isdigit() and char.isascii()]
    if not places:
        return
    at = data.draw(st.sampled_from(places))
    digit = data.draw(st.sampled_from([char for char in "123456789" if char != paragraph[at]]))
    changed = paragraph[:at] + digit + paragraph[at + 1 :]
    assert found(judged([changed if text == paragraph else text for text in STORY])).get("C501") is Verdict.FAIL


def test_a_figure_put_into_a_sentence_fails() -> None:
    assert found(edited("从业412人", "从业412人中九成5%以上为本地人"))["C501"] is Verdict.FAIL


def test_the_date_in_place_of_yesterday_is_no_changed_number() -> None:
    page = original_of(("昨日，云溪镇豆腐节开幕，四十二个摊位沿着老街排开。", *BODY))
    result = judged(("5月1日，云溪镇豆腐节开幕，四十二个摊位沿着老街排开。", *BODY), page=page)
    assert Verdict.FAIL not in found(result).values()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("没有发现一起", "发现一起"),
        ("她不会错过", "她会错过"),
        ("门票仍然免费", "门票不再免费"),
        ("同比增长", "同比下降"),
        ("将投资", "将不投资"),
        ("比前年多出", "比前年少了"),
        ("并增加夜间灯会", "并取消夜间灯会"),
    ],
)
def test_a_reversed_sense_fails(old: str, new: str) -> None:
    assert found(edited(old, new)).get("C502") is Verdict.FAIL


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(["将", "可以", "还想", "说"]), st.sampled_from(["不", "未", "没有"]))
def test_a_planted_negation_always_fails(word: str, negation: str) -> None:
    body = [text.replace(word, negation + word, 1) for text in STORY]
    if tuple(body) != STORY:
        assert found(judged(body)).get("C502") is Verdict.FAIL


@pytest.mark.parametrize("pair", [("没有发现", "未发现"), ("仍然免费", "依然免费")])
def test_the_same_sense_in_other_words_does_not_fail(pair: tuple[str, str]) -> None:
    assert Verdict.FAIL not in found(edited(*pair)).values()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("周大川", "周小川"),
        ("周大川", "李明远"),
        ("韩立秋", "韩立春"),
        ("北湖区", "苏仙区"),
        ("长沙", "武汉"),
        ("农业农村局", "教育局"),
        ("云溪镇上周六", "白沙镇上周六"),
        ("郑小满", "苏念安"),
        ("陈阿婆", "王阿婆"),
    ],
)
def test_another_person_place_or_body_fails(old: str, new: str) -> None:
    assert found(edited(old, new)).get("C503") is Verdict.FAIL


PARTICULARS = (
    "束河镇的水闸由退役军人束长庚看管，他每周巡查两次雾岭水库。镇水利站站长阚青禾介绍，水库从三月起蓄水。",
    "“水多了，人就得守得勤。”束长庚说，守闸的人不能睡整觉。新来的讲解员姓柏，今年刚从学校毕业。",
    "县水利局副局长申屠远提醒，不要在警戒线以内停留，存水从二十万方涨到三十万方只用了四天。",
    "冬天水面零下3℃也有人巡查，闸东是村子，巡一趟每人每天25元，一只桶装100克药，一只桶装500克药。",
    "高级农艺师符采薇带着博士生舒眉来取样，经费来自国家自然科学基金。",
    "澧浦湿地保护站也派人来帮忙，工程师骆一帆在枫坪住了半个月。",
)


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("退役军人束长庚", "退役军人阚青禾", "C503"),
        ("姓柏", "姓白", "C503"),
        ("雾岭水库", "雾山水库", "C503"),
        ("在枫坪", "在枫坝", "C503"),
        ("澧浦湿地", "洞浦湿地", "C503"),
        ("骆一帆", "骆一凡", "C503"),
        ("副局长", "局长", "C503"),
        ("站长阚", "书记阚", "C503"),
        ("以内", "以外", "C502"),
        ("二十万方涨到三十万方", "三十万方涨到二十万方", "C501"),
        ("守得勤", "偷点懒", "C506"),
        ("零下3℃", "3℃", "C501"),
        ("每天25元", "每次25元", "C501"),
        ("一只桶装100克药，一只桶装500克药", "一只桶装500克药，一只桶装1000克药", "C501"),
        ("闸东", "闸西", "C502"),
        ("符采薇", "付采薇", "C503"),
        ("博士生", "硕士生", "C503"),
        ("自然科学基金", "社会科学基金", "C503"),
    ],
)
def test_a_changed_particular_fails(old: str, new: str, rule: str) -> None:
    body = [text.replace(old, new) for text in PARTICULARS]
    assert body != list(PARTICULARS)
    assert found(judged(body, page=original_of(PARTICULARS)))[rule] is Verdict.FAIL


@pytest.mark.parametrize(
    ("old", "new"), [("农业农村局", "农业局"), ("全镇", "云溪镇"), ("表示", "指出"), ("带上", "带着")]
)
def test_short_forms_and_single_words_do_not_fail(old: str, new: str) -> None:
    assert Verdict.FAIL not in found(edited(old, new)).values()


# ---------------------------------------------------------------- C504 to C509


def test_a_missing_paragraph_warns_and_more_than_half_fails() -> None:
    assert found(judged(STORY[:-2])) == {"C504": Verdict.WARN}
    assert found(judged([*STORY[:2], *STORY[3:]])) == {"C504": Verdict.WARN}
    assert found(judged(STORY[:2])) == {"C504": Verdict.FAIL}


def test_an_excerpt_that_says_so_and_links_warns() -> None:
    assert found(judged(STORY[:2], Row("阅读全文", href=URL, anchor="阅读全文"))) == {"C504": Verdict.WARN}


@pytest.mark.parametrize("cut", ["约", "据初步统计，", "，但其中一部分是本地居民"])
def test_cutting_a_condition_fails(cut: str) -> None:
    assert found(edited(cut, "")).get("C504") is Verdict.FAIL


def test_a_paragraph_that_stands_elsewhere_on_the_page_is_not_missing() -> None:
    assert found(judged(STORY[:-1], Row(STORY[-1], Region.OUTSIDE))) == {}


def test_an_advertisement_warns() -> None:
    assert found(judged([*STORY[:2], "关注公众号领取豆腐优惠券，满三十减五元。", *STORY[2:]])) == {"C505": Verdict.WARN}
    assert found(judged([STORY[0] + "4Np某某新闻网", *STORY[1:]])) == {"C505": Verdict.WARN}
    linked = "空调低价热卖，点击抢购 https://shop.example/1，前一百名送水壶。"
    assert found(judged([*STORY, linked])) == {"C505": Verdict.WARN}


def test_credits_and_links_in_the_body_are_no_insertion() -> None:
    assert found(judged([*STORY, "责任编辑：沈听澜", "原文链接：https://cz.rednet.cn/x", "【打印】 【关闭】"])) == {}


def test_shuffling_fails_and_one_moved_paragraph_warns() -> None:
    order = (5, 2, 7, 0, 3, 6, 1, 4)
    assert found(judged([STORY[index] for index in order])).get("C506") is Verdict.FAIL
    assert found(judged([*STORY[1:], STORY[0]])) == {"C506": Verdict.WARN}


def test_spinning_fails_and_one_altered_word_warns() -> None:
    swaps = {
        "举办": "开办",
        "游客": "旅客",
        "去年": "上年",
        "主办方": "举办者",
        "场地": "会场",
        "表示": "讲",
        "夜间": "夜晚",
        "现有": "目前有",
        "完工": "竣工",
        "门票": "入场券",
    }
    body = list(STORY)
    for old, new in swaps.items():
        body = [text.replace(old, new) for text in body]
    assert found(judged(body)).get("C506") is Verdict.FAIL
    assert found(edited("完工", "竣工")) == {"C506": Verdict.WARN}


def test_pinyin_after_characters_fails() -> None:
    body = [text.replace("豆腐", "豆腐(fǔ)").replace("游客", "遊(yóu)客") for text in STORY]
    assert found(judged(body)) == {"C506": Verdict.FAIL}


@pytest.mark.parametrize("change", ["number", "cut", "advertisement", "excerpt"])
def test_nothing_may_change_where_changes_are_forbidden(change: str) -> None:
    page = original_of(STORY, DutyKind.NO_MODIFICATION)
    body = {
        "number": [text.replace("36家", "63家") for text in STORY],
        "cut": list(STORY[:-2]),
        "advertisement": [*STORY, "关注公众号领取豆腐优惠券，满三十减五元。"],
        "excerpt": list(STORY[:3]),
    }[change]
    rows = [Row("阅读全文", href=URL, anchor="阅读全文")] if change == "excerpt" else []
    assert found(judged(body, *rows, page=page)).get("C509") is Verdict.FAIL
    assert found(judged(STORY, page=page)) == {}


# ---------------------------------------------------------------- the alignment itself


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(CLAUSES), max_size=25), st.lists(st.sampled_from(CLAUSES), max_size=25))
def test_an_alignment_accounts_for_every_character_once(one: list[str], other: list[str]) -> None:
    a, b = Body(["，".join(one)]), Body(["，".join(other)])
    result = align(a, b)
    assert all(a.flat[i : i + n] == b.flat[j : j + n] for i, j, n in (*result.equal, *result.moved))
    for side, size in ((0, len(a.flat)), (1, len(b.flat))):
        covered = [(run[side], run[side] + run[2]) for run in (*result.equal, *result.moved)]
        covered += [(c.a0, c.a1) if side == 0 else (c.b0, c.b1) for c in result.changes]
        assert sum(end - start for start, end in covered) == size
        ends = sorted(covered)
        assert all(first[1] <= second[0] for first, second in pairwise(ends))


@given(st.text(max_size=200))
def test_flat_text_leads_back_to_the_page(text: str) -> None:
    body = Body([text])
    assert len(body.offsets) == len(body.flat) + 1
    assert all(a <= b for a, b in pairwise(body.offsets))
    assert sum(end - start for start, end in body.clauses) == len(body.flat)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("中，" * 50_000, "国，" * 50_000),
        ("中国" * 50_000, "国中" * 50_000),
        ("豆腐，" * 33_000, "豆腐" * 50_000),
        ("一" * 100_000, "1" * 100_000),
        ("".join(STORY) * 230, "".join(reversed(STORY)) * 230),
    ],
)
def test_hundred_thousand_characters_take_bounded_time(one: str, other: str) -> None:
    page = original_of((one,))
    started = time.process_time()
    judged((other,), page=page)
    assert time.process_time() - started < pace.seconds(10)


def test_a_number_changed_inside_a_rewritten_sentence_fails() -> None:
    old = "据初步统计，三天里接待游客约2.4万人次，但其中一部分是本地居民。"
    new = "初步统计显示，游客三天内累计到访约3.8万人次，不过其中有一部分是本地的居民。"
    assert found(judged([*STORY[:-1], new], page=original_of((*STORY[:-1], old)))).get("C501") is Verdict.FAIL


def test_a_sentence_moved_and_altered_fails() -> None:
    moved = STORY[4].replace("412人", "142人")
    assert found(judged([moved, *STORY[:4], *STORY[5:]])).get("C501") is Verdict.FAIL
    turned = STORY[3].replace("仍然免费", "不再免费")
    assert Verdict.FAIL in found(judged([turned, *STORY[:3], *STORY[4:]])).values()


def test_a_character_lost_in_decoding_is_no_changed_number() -> None:
    assert Verdict.FAIL not in found(edited("412人", "4\ufffd2人")).values()


def test_one_reading_in_brackets_warns() -> None:
    assert found(edited("阿婆", "阿婆(pó)")) == {"C505": Verdict.WARN}
