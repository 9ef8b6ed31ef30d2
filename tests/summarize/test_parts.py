"""An article longer than a model reads at once is read whole, in parts."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.summarize import decode
from summarizer.summarize.base import Request
from summarizer.summarize.lengths import Window, window
from summarizer.summarize.loader import load_summarizer
from summarizer.summarize.parts import parts
from tests.summarize import tiny

PARAGRAPHS = tuple(f"第{n}条渠道今天清淤完工。沿线村民{n}人都很高兴，不再挑水。" for n in range(60))


@given(st.lists(st.text("水渠。", min_size=1, max_size=60).filter(str.strip), max_size=12), st.integers(4, 40))
def test_every_word_stands_in_one_part_in_its_order(paragraphs: list[str], room: int) -> None:
    made = list(parts(paragraphs, len, room))
    assert "".join("".join(part) for part in made) == "".join(paragraphs)
    for part in made:
        assert len("\n".join(part)) < room or len(part) == 1, "only a sentence that is itself too long"


@pytest.fixture(scope="module")
def writer(tmp_path_factory: pytest.TempPathFactory) -> Any:
    place = tmp_path_factory.mktemp("writer")
    tiny.write_causal(
        place,
        "".join(PARAGRAPHS) + "\n新闻摘要：请用到个字核对只写不评论添加原文没有的内容概括上面这篇",
        seed=11,
        reads=768,
    )
    return load_summarizer(str(place))


@pytest.mark.parametrize("to_choose", [False, True])
def test_all_of_a_long_article_is_read_and_the_abstract_is_of_what_its_parts_say(
    writer: Any, to_choose: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def noting(_: object, asked: list[Any], *, most: int) -> list[list[list[int]]]:
        read.extend(writer.tokenizer.decode(one.trunk) for one in asked)
        return [[writer._tokens(f"第{len(read)}条渠道今天清淤完工。")] for _ in asked]

    monkeypatch.setattr(decode, "greedy", noting)
    drafts = writer.drafts([Request(PARAGRAPHS, window("standard"))], to_choose=to_choose)[0]
    *first, last = read
    assert all(any(text in part for part in first) for text in PARAGRAPHS)
    assert drafts
    told = last.split("：", 1)[1].split("\n\n")[0].split("\n")
    assert 2 <= len(told) < len(PARAGRAPHS) / 2
    assert all(sentence in "".join(PARAGRAPHS) for text in told for sentence in text.split("。"))


def test_an_article_of_many_parts_is_condensed_first(writer: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []

    def noting(_: object, asked: list[Any], *, most: int) -> list[list[list[int]]]:
        read.extend(len(one.trunk) for one in asked)
        return [[writer._tokens("渠道清淤完工。")] for _ in asked]

    monkeypatch.setattr(decode, "greedy", noting)
    assert writer.drafts([Request(PARAGRAPHS * 40, Window(15, 40))])[0]
    assert len(read) == 1
    assert read[0] < 768
