"""Writing several tokens at a time from guesses: whatever is guessed, the same is written; and attention without copies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import cycle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.summarize import decode
from summarizer.summarize.constraints import Rules
from summarizer.summarize.decode import Asked, Begun, greedy
from summarizer.summarize.lengths import Window
from summarizer.summarize.lookup import Lookup
from tests.summarize import tiny

ARTICLE = "青禾市水务局宣布，云溪水库清淤工程完工，库容恢复。沿线十二个村的村民今年不再挑水，都很高兴！" * 2
MOST = 40
SMALL: dict[str, Any] = {
    "hidden_size": 32,
    "intermediate_size": 64,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "head_dim": 8,
    "max_position_embeddings": 512,
}


def _model(kind: str, words: int) -> Any:
    import torch
    from transformers import AutoModelForCausalLM, Gemma3TextConfig, Qwen2Config

    from summarizer.summarize.attention import share_keys

    torch.manual_seed(3)
    if kind == "looks back 24 tokens":
        layers = ["sliding_attention", "full_attention"]
        config: Any = Gemma3TextConfig(**SMALL, vocab_size=words, sliding_window=24, layer_types=layers)
    else:
        config = Qwen2Config(**SMALL, vocab_size=words)
    model = AutoModelForCausalLM.from_config(config).eval()
    with torch.no_grad():
        for weight in model.parameters():
            weight.mul_(4)  # so that what was read matters
    if kind == "shares keys":
        share_keys(model)
    return model


@pytest.mark.parametrize("echo", [0.0, 2.0])
@pytest.mark.parametrize("kind", ["looks back 24 tokens", "looks back at all", "shares keys"])
def test_whatever_is_guessed_the_same_is_written(kind: str, echo: float, monkeypatch: pytest.MonkeyPatch) -> None:
    tokenizer = tiny.tokenizer(ARTICLE + "请写一二三")
    model = _model(kind, len(tokenizer))
    words = [n for n in range(len(tokenizer)) if n > 2]

    def asked(article: str, most: int) -> Asked:
        rules = Rules.of(article, Window(10, most), tokenizer=tokenizer, plain=words, ends=[1])
        questions = [tokenizer(text)["input_ids"] for text in ("请写一", "请写二二", "三")]
        return Asked(tokenizer(article)["input_ids"], questions, rules, [Begun(), Begun([5, 6]), Begun((), 1)], echo)

    articles = [asked(ARTICLE, 60), asked(ARTICLE[:40], 30)]
    monkeypatch.setattr(decode, "together", lambda: 1)
    plain = greedy(model, articles, most=MOST)
    assert all(len(tokens) > 4 for one in plain for tokens in one.written)
    reads, reading, lengths = [], decode._Rows.read, cycle((7, 0, 3, 12, 1, 5, 2))

    def noting(rows: Any, tokens: Sequence[Sequence[int]], **options: Any) -> Any:
        reads.append(len(tokens))
        return reading(rows, tokens, **options)

    def half_right(_: object, written: Sequence[int], __: Iterable[Sequence[int]], most: int) -> list[int]:
        """What will be written, up to some place; then something else."""
        known = [row for one in plain for row in one.written if row[: len(written)] == list(written)]
        right = known[0][len(written) :][: next(lengths)] if known else []
        return [*right, words[next(lengths)]][:most]

    monkeypatch.setattr(decode._Rows, "read", noting)
    monkeypatch.setattr(decode, "together", lambda: 48)
    assert greedy(model, articles, most=MOST) == plain, "guesses of the article"
    monkeypatch.setattr(Lookup, "guess", half_right)
    reads.clear()
    assert greedy(model, articles, most=MOST) == plain
    longest = max(len(tokens) for one in plain for tokens in one.written)
    assert len(reads) < 0.8 * longest, "what was guessed right is not read again"


@pytest.mark.parametrize("kind", ["looks back 24 tokens", "looks back at all"])
def test_how_likely_something_else_was_at_a_pause_is_what_the_article_before_it_says(kind: str) -> None:
    import torch

    tokenizer = tiny.tokenizer(ARTICLE + "请写一二三")
    model, words = _model(kind, len(tokenizer)), [n for n in range(len(tokenizer)) if n > 2]
    comma, stop = tokenizer("，。")["input_ids"]

    def asked(article: str) -> Asked:
        trunk = tokenizer(article)["input_ids"]
        rules = Rules.of(article, Window(10, 30), tokenizer=tokenizer, plain=[*words[::2], stop], ends=[1])
        instead = {place: stop for place, token in enumerate(trunk) if token == comma}
        return Asked(trunk, [tokenizer("请写")["input_ids"]], rules, instead=instead)

    articles = [asked(ARTICLE), asked(ARTICLE[5:30])]
    found = greedy(model, articles, most=5)
    for one, answered in zip(articles, found, strict=True):
        scores = model(torch.tensor([one.trunk])).logits[0][[place - 1 for place in one.instead]]
        wanted = scores[:, one.rules.tokens].log_softmax(-1)[:, one.rules.tokens.tolist().index(stop)]
        assert len(one.instead) > 0
        assert answered.instead == pytest.approx(wanted.tolist(), abs=1e-4)


def test_an_echo_goes_on_as_the_article_does() -> None:
    tokenizer = tiny.tokenizer(ARTICLE + "请写一二三")
    model, words = _model("looks back at all", len(tokenizer)), [n for n in range(len(tokenizer)) if n > 2]
    tokens = tokenizer(ARTICLE)["input_ids"]
    rules = Rules.of(ARTICLE, Window(10, 60), tokenizer=tokenizer, plain=words, ends=[1])
    begun = tokens[8:10]
    for echo, follows in ((0.0, False), (1e6, True)):
        asked = Asked(tokens, [tokenizer("请写")["input_ids"]], rules, [Begun(begun)], echo)
        written = greedy(model, [asked], most=20)[0].written[0]
        assert (written == tokens[8 : 8 + len(written)]) is follows


TOKENS = st.lists(st.integers(0, 4), max_size=30)


@given(article=TOKENS, written=TOKENS, others=st.lists(TOKENS, max_size=2), most=st.integers(1, 9))
def test_a_guess_is_what_followed_the_same_tokens(
    article: list[int], written: list[int], others: list[list[int]], most: int
) -> None:
    guess = Lookup(article).guess(written, others, most)
    assert len(guess) <= most
    pool = [article, *others]
    last = written[-1:]
    follows = any(one[n : n + 1 + len(guess)] == [*last, *guess] for one in pool for n in range(len(one)))
    assert follows if guess else not last or not any(last[0] in one[:-1] for one in pool)


@given(article=TOKENS, written=TOKENS)
def test_the_article_goes_on_where_the_last_two_tokens_stand_in_it(article: list[int], written: list[int]) -> None:
    after = Lookup(article).after(written)
    follows = [article[n + 2] for n in range(len(article) - 2) if article[n : n + 2] == written[-2:]]
    assert after in follows if follows else after is None


@pytest.mark.parametrize("kind", ["looks back 24 tokens", "looks back at all"])
def test_attention_without_copies_is_that_of_the_library(kind: str) -> None:
    import torch

    from summarizer.summarize.attention import share_keys

    model = _model(kind, 50)
    torch.manual_seed(5)
    tokens = torch.randint(0, 50, (3, 60))
    looked = torch.ones_like(tokens)
    looked[0, :7] = 0
    with torch.inference_mode():
        before = [model(tokens).logits, model(tokens, attention_mask=looked).logits[looked > 0]]
        share_keys(model)
        after = [model(tokens).logits, model(tokens, attention_mask=looked).logits[looked > 0]]
    for one, other in zip(before, after, strict=True):
        torch.testing.assert_close(one, other, atol=1e-5, rtol=1e-4)
