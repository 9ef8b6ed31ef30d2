"""Before a model of ours writes: whether it can read the article at all, and what is said while it is being built."""

from __future__ import annotations

from pathlib import Path

import pytest

import summarizer
from summarizer import pipeline
from summarizer.config import Settings
from summarizer.summarize import build as building
from summarizer.summarize import catalogue
from summarizer.summarize.fitness import unfit
from tests.summarize import tiny

ARTICLE = "青禾市水务局宣布，云溪水库清淤工程完工。" + "工程总投资1860万元，村民都很高兴，今年冬天不再停水。" * 8
ENGLISH = "The water bureau of Qinghe said on Monday that the dredging of the Yunxi reservoir was finished. " * 6
JAPANESE = "青禾市水道局は、雲渓ダムの浚渫工事が完了したと発表した。住民は「これで安心です」と話している。" * 6
LONG = "\n".join(f"第{n}座泵站今年动工，投资{n}万元，由市水务集团承建。" for n in range(120))
TABLE = "\n".join(f"第{n}村 面积{n * 13}亩 户数{n * 7} 产量{n * 91}公斤" for n in range(1, 30))


@pytest.mark.parametrize(
    ("article", "reason"),
    [
        (ENGLISH, "article-not-chinese"),
        (JAPANESE, "article-not-chinese"),
        (TABLE, "article-no-prose"),
        (LONG, "article-long"),
    ],
)
def test_what_our_models_were_not_trained_to_read_is_not_given_to_them(
    article: str, reason: str, tmp_path: Path
) -> None:
    made = summarizer.summarize(article, model="careful", length="short", settings=Settings(cache_dir=tmp_path))
    assert made.fallback_reason == reason
    assert made.model is None
    assert made.abstract


@pytest.mark.parametrize(
    "article", [ARTICLE, "小林唱了《さくら》。" + ARTICLE, "Qinghe Water 公司发布新品WX-100。" + ARTICLE]
)
def test_a_few_foreign_words_do_not_keep_a_model_from_an_article(article: str) -> None:
    assert unfit(article.split("\n")) is None


def test_a_long_article_is_condensed_for_a_model_that_is_to_use_its_own_words() -> None:
    assert unfit(LONG.split("\n"), to_choose=False) is None


def test_who_waits_for_a_build_is_told_before_it_starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = tiny.small_model(tmp_path, monkeypatch, b"weights")
    monkeypatch.setattr(building, "_convert", lambda _, base, target: tiny.copied(base, target))
    monkeypatch.setattr(catalogue, "find", lambda name: model if name == "careful" else None)
    settings, told = Settings(cache_dir=tmp_path / "cache"), []
    pipeline.prepare(told.append, model="careful", settings=settings)
    assert [said in message.zh for said, message in zip(("拼接", "只需一次"), told, strict=True)] == [True, True]
    pipeline.prepare(told.append, model="careful", settings=settings)
    pipeline.prepare(told.append, settings=settings)
    pipeline.prepare(told.append, model="careful", method="extractive", settings=settings)
    assert len(told) == 2, "once, and only where a model writes"
