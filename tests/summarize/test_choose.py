"""Abstracts out of the article's own sentences, by what a model's drafts say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import summarizer
from summarizer.config import Settings
from summarizer.summarize import build as building
from summarizer.summarize import catalogue
from summarizer.summarize.choose import choose
from summarizer.summarize.closing import closings
from summarizer.summarize.lengths import Window, measure
from summarizer.text.sentences import split
from tests.conftest import Cli
from tests.summarize import tiny

SENTENCES = (
    "青禾市水务局宣布，云溪水库清淤工程全部完工，库容恢复到410万立方米。",
    "工程总投资1860万元，历时两年完成，由市水务集团承建，沿线十二个村受益。",
    "局长说，明年还将修建三座泵站，并更换旧管道。",
    "下游的白沙镇去年夏天停水十四次，村民要到三公里外挑水。",
    "该镇今年没有再停过一次水。",
    "市民卢平认为水价偏高，但供水稳定了许多，愿意接受新的价格。",
    "第二阶段工程计划投资920万元，今年十月开工，预计后年建成。",
)


def _stands_in(sentence: str, article: str) -> bool:
    """Whole, or up to the end of a clause."""
    begun = sentence.rstrip("。")
    return any(one == sentence or one.startswith((begun + "，", begun + "；")) for one in split(article))


@settings(deadline=None)
@given(
    order=st.permutations(SENTENCES),
    drafts=st.lists(st.text(alphabet=sorted(set("".join(SENTENCES)) | {"龙"}), max_size=120), max_size=3),
    least=st.integers(15, 70),
    more=st.integers(20, 60),
)
def test_whatever_a_draft_says_each_sentence_is_the_articles_own(
    order: list[str], drafts: list[str], least: int, more: int
) -> None:
    made = choose(order, drafts, Window(least, least + more)).text
    assert made == choose(order, drafts, Window(least, least + more)).text
    assert all(_stands_in(sentence, "\n".join(order)) for sentence in split(made))
    assert measure(made) <= least + more
    places = [next(n for n, one in enumerate(order) if one.startswith(text.rstrip("。"))) for text in split(made)]
    assert places == sorted(set(places)), "in their order, none twice"
    leaning = order.index("该镇今年没有再停过一次水。")
    assert leaning not in places or leaning == 0 or leaning - 1 in places, "that town: which one?"


def test_the_sentences_that_say_what_the_draft_says_are_taken() -> None:
    draft = "白沙镇去年停水十四次，村民挑水；第二阶段投资920万元，后年建成。"
    made = choose(SENTENCES, [draft], Window(40, 70))
    assert split(made.text) == [SENTENCES[3], SENTENCES[6]]
    assert not made.shortened
    false = draft.replace("920", "1860").replace("停水", "供水")
    assert choose(SENTENCES, [false], Window(40, 70)).text == made.text, "what the draft joins falsely is not said"


def test_a_long_sentence_is_closed_where_it_has_said_what_is_wanted() -> None:
    made = choose(SENTENCES, ["青禾市云溪水库清淤工程完工，投资1860万元，历时两年。"], Window(30, 44))
    assert made.text == "青禾市水务局宣布，云溪水库清淤工程全部完工。工程总投资1860万元，历时两年完成。"
    assert made.shortened


def test_a_sentence_is_closed_only_where_the_model_would_have_let_it_end() -> None:
    draft, room = "青禾市云溪水库清淤工程完工，投资1860万元，历时两年。", Window(30, 56)
    whole = choose(SENTENCES, [draft], room, stops=())
    assert not whole.shortened
    assert set(split(whole.text)) <= set(SENTENCES)
    before = "新闻：" + SENTENCES[0] + "\n"
    stops = (before[:-18], before + "工程总投资1860万元，历时两年完成")
    made = choose(SENTENCES, [draft], room, stops=stops)
    assert "历时两年完成。" in made.text
    assert "全部完工。" not in made.text


def test_a_speaker_without_words_is_not_taken() -> None:
    article = ["“供水比去年稳定了许多。”", "市水务局局长许立在白沙镇的会上高兴地说道。", *SENTENCES]
    made = choose(article, ["市水务局局长许立在白沙镇的会上说，供水稳定。"], Window(20, 60))
    assert article[1] not in made.text


SPEAKERS = (
    "局长许立表示，清淤工程今年十月完工，库容将增加一成。",
    "沿线十二个村都将用上新水，水价保持不变。",
    "村民代表卢平说，去年夏天停水十四次，大家要到外面挑水。",
    "每户每月为此多花六十元，老人尤其不便。",
    "他希望，新的泵站能建在白沙镇。",
)


@pytest.mark.parametrize("wanted", [(0, 3), (0, 1, 3), (2, 1), (0, 2, 3), (0, 1, 2, 3)])
def test_nobody_is_given_the_words_of_another(wanted: tuple[int, ...]) -> None:
    made = choose(["".join(SPEAKERS)], ["".join(SPEAKERS[n] for n in wanted)], Window(20, 120)).text
    places = [next(n for n, one in enumerate(SPEAKERS) if one.startswith(text[:-1])) for text in split(made)]
    assert set(places) & set(wanted)
    before = dict(zip(places[1:], places, strict=False))
    assert before.get(3, 2) == 2, "what it costs is what Lu Ping says"
    assert before.get(1, 0) == 0, "what the water will cost is what the director says"


def test_no_partys_words_are_told_as_the_papers() -> None:
    article = ["市议员卢平批评道，停水的责任在水务局。", "就像去年说好的泵站至今没有动工。", SENTENCES[0]]
    assert choose(["".join(article)], [article[1]], Window(10, 40)).text == "".join(article[:2])
    assert choose(["".join(article)], [article[1]], Window(10, 18)).text == ""


def test_what_was_so_is_not_told_as_what_is_so() -> None:
    article = (
        "过去，青禾市只有一座水厂，设备老旧。",
        "全市九成以上的饮用水要从邻市购买。",
        "今年三月，第二座水厂建成投产。",
        "水厂由市水务集团运营，每天供水八万吨。",
    )
    draft = "全市九成以上饮用水从邻市购买，水厂每天供水八万吨。"
    assert choose(["".join(article)], [draft], Window(18, 40)).text == article[0] + article[1]
    assert choose(article, [draft], Window(18, 40)).text == article[1] + article[3], (
        "where each is a paragraph of its own, nothing is said of its time"
    )


def test_what_was_on_another_day_is_not_told_of_this_one() -> None:
    article = ("8月7日，青禾市水务局打开云溪水库的闸门。", "8月6日，白沙镇的水渠被洪水冲毁。", "三百名村民连夜抢修。")
    draft = article[0] + article[2]
    assert choose([article[0], article[1] + article[2]], [draft], Window(20, 33)).text != draft
    assert choose([article[0], article[1] + article[2]], [draft], Window(20, 70)).text == "".join(article)
    assert choose(article, [draft], Window(20, 33)).text == draft, "in a paragraph of its own it has no other day"


def test_who_speaks_is_said_where_it_is_first_named() -> None:
    article = ["市水务局局长许立昨天到白沙镇调研。", "镇上今年没有停过水。", "许立说，三座泵站明年春天开工。"]
    assert choose(article, [article[2]], Window(10, 20)).text != article[2], "who is Xu Li?"
    assert choose(article, [article[2]], Window(10, 36)).text == article[0] + article[2]
    assert choose(article[1:], [article[2]], Window(10, 20)).text == article[2], "nobody says who it is"


def test_what_leans_on_a_sentence_stands_after_the_whole_of_it() -> None:
    article = [SENTENCES[0][:-1] + "，下游的白沙镇去年夏天停水十四次，村民要到三公里外挑水。", SENTENCES[4]]
    draft = "云溪水库清淤工程全部完工。该镇今年没有再停过一次水。"
    assert SENTENCES[4] not in choose(article, [draft], Window(20, 50)).text, "that town: which?"
    assert choose(article, [draft], Window(20, 90)).text == "".join(article)


def test_no_draft_and_no_room_give_nothing() -> None:
    assert choose(SENTENCES, ["", "。"], Window(40, 70)).text == ""
    assert choose(SENTENCES, ["清淤工程完工"], Window(3, 8)).text == ""
    assert choose([], ["清淤工程完工"], Window(40, 70)).text == ""
    long = "".join(filter(str.isalnum, "".join(SENTENCES[:3]))) + "。"
    assert choose([long, SENTENCES[4]], ["停水"], Window(10, 40)).text == "", "that town: which?"


@pytest.mark.parametrize(
    ("sentence", "kept"),
    [
        ("工程投资1860万元由市里承担，历时两年完成。", ["工程投资1860万元由市里承担"]),
        ("市民卢平认为现在的水价有些偏高，但愿意接受。", []),
        ("水价明年起每吨上调两角，供水更稳定，局长说。", []),
        ("“明年一月起每吨水上调两角。”局长许立说，居民用水不受影响。", ["“明年一月起每吨水上调两角。”局长许立说"]),
        (
            "市水务局局长许立和副局长同时表示，泵站明年动工，后年建成。",
            ["市水务局局长许立和副局长同时表示，泵站明年动工"],
        ),
        ("区委书记许立，区长卢平，水务局局长方南，一同察看了新建的泵站。", []),
        ("开馆后不久，两位馆员因工作调动，离开了青禾市。", []),
        ("如果明年春天仍不下雨的话，全市将限时供水，并启用备用水井。", ["如果明年春天仍不下雨的话，全市将限时供水"]),
        ("为避免今后再次发生停水，防止水质变差，市里新建三座泵站。", []),
        (
            "市水务局局长许立来到云溪水库大坝，循着老水渠的走向，察看了新建的泵站。",
            ["市水务局局长许立来到云溪水库大坝"],
        ),
        ("清淤工程保险公司受理报案1202笔，截至7月31日16时30分，结案74笔。", ["清淤工程保险公司受理报案1202笔"]),
        ("水厂停产六年之后今天重新开张，老厂长许立带着九名职工，修好了水泵。", ["水厂停产六年之后今天重新开张"]),
        ("全市九月的供水总量同比增加三个百分点，创三年来的新高。", ["全市九月的供水总量同比增加三个百分点"]),
        ("中方愿同邻市一道努力建好水库，以节约用水的规划为指导，加强协作。", ["中方愿同邻市一道努力建好水库"]),
        ("云溪水库边的水务站为确保村民在冬天有水可用，专门加装了水泵。", []),
        ("早在二月修好旧水渠时，水务站为确保冬天供水，更好服务下游村镇，加装了水泵。", []),
        ("白沙镇水务站在水库边上的新办公楼里，接待了来访的村民。", []),
        ("下游的白沙镇以每吨两角的优势，超过了另外两个镇。", []),
        ("市水务集团还与白沙镇以及下游的三个乡镇，签署了供水协议。", []),
        ("市水务局昨天在社交媒体上向市民确认，水价明年不变。", []),
        ("修好的泵站不仅保住了白沙镇的农田，还供应了三个村。", []),
        ("青禾市水务局今年除了清理云溪水库的淤泥，还修建了泵站。", []),
        ("云溪水库今年能不能如期蓄水到四百万方，就一直受到关注。", []),
        ("近期，为打造云溪河两岸的景观照明，提升青禾市的形象，三千盏灯已装好。", []),
        ("会议通过三项决定（含预算，共五章）并公布全文，明年施行。", ["会议通过三项决定（含预算，共五章）并公布全文"]),
    ],
)
def test_a_sentence_is_closed_only_where_what_is_left_says_the_same(sentence: str, kept: list[str]) -> None:
    assert [sentence[:end] for end in closings(sentence)] == kept


@pytest.mark.parametrize(
    ("sentence", "leaning"),
    [
        ("该镇今年没有再停过一次水。", True),
        ("许立还到下游的三个乡镇察看。", True),
        ("市民卢平则认为水价偏高。", True),
        ("居民认为该水厂的做法不合理。", True),
        ("他深入当地的村庄，与村民交流。", True),
        ("会上，三个乡镇签署了供水协议。", True),
        ("首先，三座泵站明年动工。", True),
        ("发言人表示，水价明年不变。", True),
        ("青禾市政府发言人表示，水价明年不变。", False),
        ("市民认为应该再建一座水厂。", False),
        ("水务集团去年已归还全部贷款。", False),
        ("新的供水规则明年一月施行。", False),
        ("当地时间3月4日，水厂建成投产。", False),
        ("青禾市水务局宣布，清淤工程完工，还将修建三座泵站。", False),
    ],
)
def test_what_points_back_is_told_after_what_it_points_to(sentence: str, leaning: bool) -> None:
    article = [SENTENCES[1], sentence]
    alone = choose(article, [sentence], Window(5, len(sentence) + 2)).text
    assert (alone == "") is leaning
    assert choose(article, [SENTENCES[1] + sentence], Window(5, 90)).text == "".join(article)


def test_our_models_choose_unless_their_own_words_are_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cli: Cli
) -> None:
    from transformers import AutoModelForCausalLM, AutoTokenizer

    from summarizer.summarize.built import write_built

    article, causal = "\n".join(SENTENCES), tmp_path / "causal"
    causal.mkdir()
    tiny.write_causal(causal, article + "新闻摘要：请用到个字", seed=7)
    model = catalogue.find("careful")
    assert model is not None
    monkeypatch.setattr(catalogue, "judge_path", lambda _: None)  # that of the real model fits no other
    place = building.built_path(model, tmp_path)
    write_built(AutoModelForCausalLM.from_pretrained(causal), AutoTokenizer.from_pretrained(causal), place)
    building.seal(place)
    where = Settings(cache_dir=tmp_path)
    made = summarizer.summarize(article, settings=where, model="careful", length=60)
    assert made.model is not None
    assert (made.model.name, made.fallback_reason) == (model.folder, None)
    assert made.method in ("extractive", "compressive")
    assert all(_stands_in(one.sentence, article) and not one.unsupported for one in made.support)
    free = summarizer.summarize(article, settings=where, model="careful", length=60, method="abstractive")
    assert str(free.fallback_reason).startswith("model-"), "it was asked, and wrote nothing that may be published"
    assert summarizer.summarize(article, settings=where).fallback_reason == "extractive-first"

    page = tmp_path / "page.html"
    body = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    page.write_text(
        f"<!doctype html><meta charset=utf-8><title>清淤完工</title><article><h1>清淤完工</h1>{body}</article>"
    )
    monkeypatch.setenv("SUMMARIZER_CACHE_DIR", str(tmp_path))
    alone = json.loads(cli("summarize", page, "--length", "60", "--format", "json").out)
    assert alone["fallback_reason"] == "extractive-first", "no model that is not named, even where one is built"
    named = cli("summarize", page, "--length", "60", "--model", "careful", "--format", "json")
    assert json.loads(named.out)["model"]["name"] == model.folder
