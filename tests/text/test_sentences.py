"""Sentences and clauses: nothing lost, nothing cut inside a quotation or a number."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.sentences import clauses, split, split_spans

CHINESE = st.text(alphabet="水库清淤，。！？；：“”（）《》…3.5% ab\n", max_size=200)


def test_a_quotation_stays_whole_and_with_its_speaker() -> None:
    told = "“书要有人读。房子要有人用！”村民周小满说，她每天都来。"
    assert split(f"开馆了。{told}记者点头。") == ["开馆了。", told, "记者点头。"]
    named = "“明年还要再修三座泵站。”青禾市水务局党组书记、局长许立3日在云溪水库如是表示。"
    assert split(f"{named}工程明年开工。") == [named, "工程明年开工。"]
    assert split("他说：“今天很好。明天更好！”记者点头。") == ["他说：“今天很好。明天更好！”", "记者点头。"]


def test_numbers_and_addresses_stay_whole() -> None:
    assert split("产值3.5亿元。详见www.example.cn/a.html。") == ["产值3.5亿元。", "详见www.example.cn/a.html。"]


def test_lines_end_sentences_even_without_a_full_stop() -> None:
    assert split("小标题\n正文一句。") == ["小标题", "正文一句。"]


def test_a_comma_in_brackets_does_not_end_a_clause() -> None:
    assert [piece.text for piece in clauses("昨日，三地（甲县，乙县）开工，村民到场。")] == [
        "昨日，",
        "三地（甲县，乙县）开工，",
        "村民到场。",
    ]


@given(CHINESE)
def test_no_letter_is_lost_and_places_are_true(text: str) -> None:
    pieces = split_spans(text)
    assert all(text[piece.start : piece.end] == piece.text for piece in pieces)
    assert "".join("".join(piece.text.split()) for piece in pieces) == "".join(text.split())
    for piece in pieces:
        assert "".join("".join(c.text.split()) for c in clauses(piece.text)) == "".join(piece.text.split())


def test_a_hundred_thousand_commas_in_an_open_quote_take_no_time() -> None:
    assert split("“" + "水，" * 50_000)
    assert clauses("“" + "水，" * 50_000)


def test_times_scores_and_thousands_are_not_parted_into_clauses() -> None:
    assert [piece.text for piece in clauses("19:30开赛,以93：96负于对手，观众2,300人。")] == [
        "19:30开赛,",
        "以93：96负于对手，",
        "观众2,300人。",
    ]
