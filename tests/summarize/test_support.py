"""The guard: what the article bears out passes, what it does not is named."""

from __future__ import annotations

import pytest

from summarizer import support

ARTICLE = """\
青禾市水务局10月12日宣布，云溪水库清淤工程完工，总投资1860万元，库容增长近三成，工程没有影响城区供水。
副局长林知远表示，明年将种植水土保持林800亩，由绿野合作社负责。
村民周小满说，往年一到冬天就停水。她读的是《云溪志》。
"""

FAITHFUL = [
    "青禾市云溪水库清淤工程完工，总投资1860万元。",
    "10月12日，青禾市水务局宣布云溪水库清淤完工，库容增长近三成。",
    "林知远表示，明年将种植水土保持林八百亩。",
    "工程投资0.186亿元，没有影响城区供水。",
    "村民周小满说，往年冬天停水。",
]
UNFAITHFUL = [
    ("青禾市云溪水库清淤工程完工，总投资1680万元。", "1680万元"),
    ("青禾市云溪水库清淤工程11月12日完工。", "11月12日"),
    ("总投资1860万元，库容下降近三成，工程完工。", "下降"),
    ("清淤工程完工，影响城区供水。", "影响"),
    ("周大满说，往年一到冬天就停水。", "周大满"),
    ("她读的是《青禾志》，往年一到冬天就停水。", "青禾志"),
    ("云溪水库清淤工程由NASA负责。", "NASA"),
    ("本市地铁二号线开通。", "地铁"),
]


@pytest.mark.parametrize("abstract", FAITHFUL)
def test_what_the_article_says_is_borne_out(abstract: str) -> None:
    judged = support(ARTICLE, abstract)
    assert judged.ok, judged
    assert judged.score == 1.0
    assert all(sentence.paragraphs for sentence in judged.sentences)


@pytest.mark.parametrize(("abstract", "named"), UNFAITHFUL)
def test_what_it_does_not_say_is_named(abstract: str, named: str) -> None:
    judged = support(ARTICLE, abstract)
    assert not judged.ok
    assert any(named in missing for sentence in judged.sentences for missing in sentence.unsupported), judged


def test_one_bad_sentence_does_not_hide_behind_a_good_one() -> None:
    judged = support(ARTICLE, FAITHFUL[0] + UNFAITHFUL[0][0])
    assert (judged.ok, judged.score) == (False, 0.5)


def test_an_empty_abstract_states_nothing_and_is_not_borne_out() -> None:
    assert not support(ARTICLE, " ").ok


def test_paragraphs_are_counted_from_nought_and_name_where_the_words_stand() -> None:
    judged = support(ARTICLE, FAITHFUL[2] + FAITHFUL[4])
    assert [sentence.paragraphs for sentence in judged.sentences] == [(1,), (2,)]
