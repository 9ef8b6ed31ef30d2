"""A judge is a model that reads an abstract against its article: tiny ones, made here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from summarizer.summarize import decode
from summarizer.summarize.base import Request
from summarizer.summarize.lengths import window
from summarizer.summarize.loader import load_summarizer
from summarizer.summarize.support import doubted, support
from tests.conftest import Cli
from tests.summarize import tiny

ARTICLE = "青禾市水务局宣布，云溪水库清淤工程完工。" + "工程总投资1860万元，库容恢复到410万立方米。" * 8
OTHER = "云溪水库的村民都很高兴。" * 20
ABSTRACTS = ("云溪水库清淤工程完工。", "工程总投资410万元，库容恢复。水务局宣布完工。")


@pytest.fixture(scope="module")
def writer(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A causal model that knows the characters of the articles."""
    place = tmp_path_factory.mktemp("writer")
    tiny.write_causal(place, ARTICLE + OTHER + "新闻摘要：请用到个字核对；\n", seed=11, reads=1024)
    return load_summarizer(str(place))


def test_drafts_do_not_depend_on_the_articles_beside_them(writer: Any) -> None:
    requests = [Request((text,), window(size)) for text, size in ((ARTICLE, 60), (OTHER, 40), (ARTICLE, 90))]
    together = writer.drafts(requests)
    assert together == [writer.drafts([request])[0] for request in requests]


def test_however_many_are_asked_for_eight_are_written_together(writer: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    together = []

    def noting(_: object, asked: list[Any], *, most: int) -> list[decode.Answered]:
        together.append(len(asked))
        return [decode.Answered([[4 + most % 3]], []) for _ in asked]

    monkeypatch.setattr(decode, "greedy", noting)
    found = writer.drafts([Request((ARTICLE[: 60 + n],), window(60)) for n in range(32)])
    assert [len(drafts) for drafts in found] == [1] * 32
    assert together == [8] * 4


def test_a_draft_that_is_to_choose_says_where_sentences_may_end(writer: Any) -> None:
    drafts, plain = (
        writer.drafts([Request((ARTICLE,), window(60))], to_choose=to_choose)[0] for to_choose in (True, False)
    )
    assert all(draft.stops is None for draft in plain)
    asked = writer._guiding(Request((ARTICLE,), window(60)))
    pauses = [writer._text(asked.trunk[:place]) for place in asked.instead]
    assert len(pauses) == ARTICLE.count("，")
    told = decode.Answered([], [-0.1 if n % 2 else -9.0 for n in range(len(pauses))])
    assert [stop[-9:] for stop in writer._stops(asked, told)] == [text[-9:] for text in pauses[1::2]]
    assert all(stop[-4:] in ARTICLE for draft in drafts for stop in draft.stops)


def test_writing_on_from_what_was_read_is_the_same_as_reading_it_all_again(writer: Any) -> None:
    import torch

    from summarizer.summarize.decode import greedy

    asked = writer._asked(Request((ARTICLE,), window(60)))
    written = greedy(writer.model, [asked], most=12)[0].written
    rules = asked.rules
    for question, tokens in zip(asked.questions, written, strict=True):
        made: list[int] = []
        while len(made) < 12:
            read = torch.tensor([[*asked.trunk, *question, *made]], device=writer.model.device)
            logits = writer.model(read).logits[0, -1].cpu()
            best = int(logits[rules.tokens].masked_fill(~rules.permitted(made), float("-inf")).argmax())
            if best in rules.ends:
                break
            made.append(int(rules.tokens[best]))
        assert tokens == made


def test_a_second_try_keeps_what_was_sound_and_goes_another_way(writer: Any) -> None:
    from summarizer.summarize.base import Refused

    request = Request((ARTICLE,), window(60))
    first = "云溪水库清淤工程完工，工程总投资1860万元，库容恢复到410万立方米。"
    refused = [
        Refused(first, "model-not-supported", (first.index("库容"), len(first))),
        Refused("", "model-wrote-nothing"),
    ]
    assert [one.sound for one in refused] == ["云溪水库清淤工程完工，工程总投资1860万元", ""]
    question = writer._asked(request).questions[0]
    from summarizer.summarize.decode import Asked, Begun, greedy

    begun = writer._tokens(refused[0].sound)
    asked = Asked(
        writer._asked(request).trunk, [question] * 3, writer._asked(request).rules, [Begun(begun, n) for n in range(3)]
    )
    written = greedy(writer.model, [asked], most=len(begun) + 9)[0].written
    assert all(tokens[: len(begun)] == begun for tokens in written)
    assert len({tokens[len(begun)] for tokens in written}) == 3, "each goes on with another word"
    assert first not in {draft.text for draft in writer.redrafts(request, refused)}


def test_a_draft_that_stops_in_the_middle_of_a_sentence_is_not_published() -> None:
    from summarizer.summarize.base import Draft
    from summarizer.summarize.engine import _refused

    request, begun = Request((ARTICLE,), window("short")), "云溪水库清淤工程完工。工程总投资1860万元"
    assert _refused(request, Draft(begun + "，", "abstractive"))
    assert _refused(request, Draft(begun + "。", "abstractive")) is None


def test_a_judge_reads_each_abstract_as_if_alone_and_leaves_the_writer_as_it_was(writer: Any, tmp_path: Path) -> None:
    from dataclasses import replace

    from summarizer.summarize.judge import Judge
    from summarizer.summarize.prompts import Wording

    prompt = replace(writer.prompt, wording=Wording("新闻：{article}", "摘要：", "摘要：{abstract}核对："))
    before = writer.drafts([Request((ARTICLE,), window(60))])
    judge = Judge.of(
        writer.model, prompt, tiny.write_adapter(writer.model, tmp_path / "judge.safetensors", outputs=3), 0.5
    )
    together = judge.read(ARTICLE, ABSTRACTS)
    alone = [judge.read(ARTICLE, [abstract])[0] for abstract in ABSTRACTS]
    for one, other in zip(together, alone, strict=True):
        assert one.doubt == pytest.approx(other.doubt, abs=1e-4)
        assert one.worst == other.worst
    assert 0 <= together[0].worst[0] < together[0].worst[1] <= len(ABSTRACTS[0])
    assert together[0].doubt != pytest.approx(judge.read(OTHER, ABSTRACTS)[0].doubt, abs=1e-4)
    assert writer.drafts([Request((ARTICLE,), window(60))]) == before


def test_what_a_judge_doubts_is_named_in_the_sentence_that_says_it() -> None:
    abstract = "云溪水库清淤工程完工。工程总投资1860万元，库容恢复到410万立方米。"
    proved = support([ARTICLE], abstract)
    assert proved.ok
    judged = doubted(proved, (abstract.index("库容"), abstract.index("库容") + 2))
    assert not judged.ok
    assert [one.unsupported for one in judged.sentences] == [(), ("库容恢复到410万立方米",)]


def test_a_model_that_is_to_judge_is_asked_and_one_that_cannot_says_so(
    cli: Cli, writer: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    page = tmp_path / "page.html"
    page.write_text(f"<html><body><h1>云溪水库清淤工程完工</h1><p>{ARTICLE}</p></body></html>", encoding="utf-8")
    asked = ("support", page, "--abstract", ABSTRACTS[0])
    assert cli(*asked).code == 0
    for model in (tmp_path / "nothing", writer.info.name):
        told = cli(*asked, "--model", model)
        assert (told.code, told.out, told.err.count("\n")) == (2, "", 1)
        assert str(model) in told.err
