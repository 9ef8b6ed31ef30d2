"""Abstracts that a model puts together out of the article's own sentences: by a tiny real model, made here."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import summarizer
from summarizer.config import Settings
from summarizer.summarize import build as building
from summarizer.summarize import catalogue
from summarizer.summarize.base import Request
from summarizer.summarize.choose import Choice
from summarizer.summarize.lengths import Window, measure
from summarizer.summarize.loader import load_summarizer
from summarizer.text.sentences import split
from tests.summarize import tiny

SENTENCES = (
    "青禾市水务局宣布，云溪水库清淤工程全部完工，库容恢复到410万立方米。",
    "工程总投资1860万元，历时两年，由市水务集团承建，沿线十二个村受益。",
    "局长说，明年还将修建三座泵站，并更换旧管道。",
    "下游的白沙镇去年夏天停水十四次，村民要到三公里外挑水。",
    "市民卢平认为水价偏高，但供水稳定了许多，愿意接受新的价格。",
    "第二阶段工程计划投资920万元，今年十月开工，预计后年建成。",
)
ARTICLE = "\n".join(SENTENCES)


@pytest.fixture(scope="module")
def causal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("causal")
    tiny.write_causal(place, ARTICLE + "新闻摘要：请用到个字", seed=7)
    return place


def _chosen(place: Path, article: str, window: Window) -> str:
    return load_summarizer(str(place)).chosen(Request(tuple(article.split("\n")), window)).text


def _stands_in(sentence: str, article: str) -> bool:
    """Whole, or up to the end of a clause."""
    begun = sentence.rstrip("。")
    return any(one == sentence or one.startswith((begun + "，", begun + "；")) for one in split(article))


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(SENTENCES), least=st.integers(20, 70), more=st.integers(30, 60))
def test_every_sentence_is_one_of_the_article_whole_or_to_the_end_of_a_clause(
    causal: Path, order: list[str], least: int, more: int
) -> None:
    article, window = "\n".join(order), Window(least, least + more)
    made = _chosen(causal, article, window)
    assert made == _chosen(causal, article, window), "the same again"
    assert all(_stands_in(sentence, article) for sentence in split(made))
    assert measure(made) <= window.most
    places = [next(n for n, one in enumerate(order) if one.startswith(text.rstrip("。"))) for text in split(made)]
    assert places == sorted(set(places)), "in their order, none twice"


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
        ("如果明年春天仍不下雨的话，全市将限时供水，并启用备用水井。", ["如果明年春天仍不下雨的话，全市将限时供水"]),
        ("为避免今后再次发生停水，防止水质变差，市里新建三座泵站。", []),
        ("会议通过三项决定（含预算，共五章）并公布全文，明年施行。", ["会议通过三项决定（含预算，共五章）并公布全文"]),
    ],
)
def test_a_sentence_is_closed_only_where_what_is_left_says_the_same(
    sentence: str, kept: list[str], causal: Path
) -> None:
    using = load_summarizer(str(causal))
    (line,) = Choice.of([sentence], Window(10, 90), using.tokenizer).lines  # type: ignore[attr-defined]
    assert [line.shortened(cut) for cut in line.cuts] == [text + "。" for text in kept]


def test_a_sentence_that_leans_on_the_one_before_comes_only_after_it(causal: Path) -> None:
    article = (
        "青禾市水务局宣布清淤工程完工。\n下游的白沙镇去年停水十四次。\n该镇今年没有再停过一次水。\n村民都说放心了。"
    )
    for least in range(10, 50, 4):
        made = split(_chosen(causal, article, Window(least, least + 25)))
        if "该镇今年没有再停过一次水。" in made:
            assert "下游的白沙镇去年停水十四次。" in made


def test_our_models_choose_unless_their_own_words_are_asked_for(
    causal: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from transformers import AutoModelForCausalLM, AutoTokenizer

    from summarizer.summarize.built import write_built

    model = catalogue.find("careful")
    assert model is not None
    monkeypatch.setattr(catalogue, "judge_path", lambda _: None)  # that of the real model fits no other
    place = building.built_path(model, tmp_path)
    write_built(AutoModelForCausalLM.from_pretrained(causal), AutoTokenizer.from_pretrained(causal), place)
    building.seal(place)
    where = Settings(cache_dir=tmp_path)
    made = summarizer.summarize(ARTICLE, settings=where, model="careful", length=60)
    assert made.model is not None
    assert (made.model.name, made.fallback_reason) == (model.folder, None)
    assert made.method in ("extractive", "compressive")
    assert all(_stands_in(one.sentence, ARTICLE) and not one.unsupported for one in made.support)
    free = summarizer.summarize(ARTICLE, settings=where, model="careful", length=60, method="abstractive")
    assert str(free.fallback_reason).startswith("model-"), "it was asked, and wrote nothing that may be published"
    assert summarizer.summarize(ARTICLE, settings=where).fallback_reason == "extractive-first"
