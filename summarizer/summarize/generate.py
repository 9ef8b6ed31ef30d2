"""Abstracts by language models through transformers: causal ones that continue a prompt, and encoder-decoder ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

from summarizer.data import ModelInfo
from summarizer.summarize.base import AT_ONCE, Draft, Place, Refused, Request
from summarizer.summarize.closing import without_words
from summarizer.summarize.extractive import extract
from summarizer.summarize.lengths import Window, measure
from summarizer.summarize.prompts import Prompt
from summarizer.text.fold import simplify
from summarizer.text.sentences import clauses, split

if TYPE_CHECKING:
    from summarizer.summarize.decode import Answered, Asked
    from summarizer.summarize.judge import Judge

_READ = 2048  # tokens of an article that are read, for writing and for judging alike
_LEAST = 100  # characters of an article that are read, whatever the tokenizer makes of them
_PROMPT = 256  # tokens around the article, at most
_TOKENS_A_CHARACTER = 1.5  # at most, in Chinese; what is generated is cut to length afterwards
_REPEAT = 6  # a run of so many tokens is not written twice
_NARROWER = 0.3  # of the window: how much is taken off it, below and above, to ask for other drafts
_DRAFTS = 3  # of each article, where the best of them is to be published
_ECHO = 3.0  # for the article's own words, where a draft is to choose its sentences and not to be read
_STOPS = -3.0  # log probability from which a full stop would do where the article pauses
_CONTEXT = 200  # characters before a pause by which it is known again
_JUDGED = 1500  # tokens of abstracts that an article is read beside
_CLAUSE = "，；、："
_PAUSES = ("，", "；")


@dataclass(frozen=True)
class Causal:
    """A causal model that is asked about the article. With a chat template it is asked in a user's message.

    ``plain`` are the tokens that any abstract may use (``constraints.plain_tokens``); ``worth``: as in
    ``catalogue.Asking`` where its drafts are rather to choose among the article's sentences, else ``None``.
    """

    model: Any
    prompt: Prompt
    info: ModelInfo
    plain: Sequence[int]
    judge: Judge | None = None
    worth: float | None = None

    @property
    def tokenizer(self) -> Any:
        return self.prompt.tokenizer

    @property
    def judges(self) -> bool:
        return self.judge is not None

    def drafts(self, requests: Sequence[Request], *, to_choose: bool = False) -> list[list[Draft]]:
        from summarizer.summarize.decode import greedy

        found: list[list[Draft]] = [[] for _ in requests]
        order = sorted(range(len(requests)), key=lambda n: sum(map(len, requests[n].paragraphs)))
        for start in range(0, len(order), AT_ONCE):
            places = order[start : start + AT_ONCE]
            group = [requests[place] for place in places]
            longest = max(_new_tokens(request.window) for request in group)
            asked = [self._guiding(request) if to_choose else self._asked(request) for request in group]
            for place, one, answered in zip(places, asked, greedy(self.model, asked, most=longest), strict=True):
                texts = (_cut(self._text(tokens), requests[place].window) for tokens in answered.written)
                stops = self._stops(one, answered) if to_choose else None
                found[place] = [Draft(text, "abstractive", self.info, stops) for text in dict.fromkeys(texts)]
        return found

    def redrafts(self, request: Request, refused: Sequence[Refused]) -> list[Draft]:
        from summarizer.summarize.decode import Begun, greedy

        kept = [one.sound for one in refused]
        begun = [Begun(self._tokens(text), 1 + kept[:n].count(text)) for n, text in enumerate(kept)]
        asked = self._asked(request, 1)
        asked = replace(asked, questions=[asked.questions[0]] * len(begun), begun=begun)
        written = greedy(self.model, [asked], most=_new_tokens(request.window))[0].written
        texts = dict.fromkeys(_cut(self._text(tokens), request.window) for tokens in written)
        return [Draft(text, "abstractive", self.info) for text in texts if text not in {one.text for one in refused}]

    def doubts(
        self, paragraphs: Sequence[str], abstracts: Sequence[str], title: str | None = None
    ) -> list[Place | None]:
        if self.judge is None:
            return [None] * len(abstracts)
        article = _fitted(self, paragraphs, title, _JUDGED)
        return [self.judge.doubted(reading) for reading in self.judge.read(article, abstracts)]

    def _guiding(self, request: Request) -> Asked:
        """For one draft that is to choose, and where sentences may be closed early."""
        asked = self._asked(request, 1)
        stops = {
            place: stop for place, token in enumerate(asked.trunk) if place and (stop := self._full_stops.get(token))
        }
        return replace(asked, echo=_ECHO, instead=stops)

    def _stops(self, asked: Asked, answered: Answered) -> tuple[str, ...]:
        """What stands before each pause of the article at which a full stop would do as well."""
        stops = zip(asked.instead.items(), answered.instead, strict=True)
        before = (
            [*asked.trunk[max(0, end - _CONTEXT) : end], stop] for (end, stop), likely in stops if likely >= _STOPS
        )
        return tuple(self._text(tokens).removesuffix("。")[-_CONTEXT:] for tokens in before)

    @cached_property
    def _full_stops(self) -> dict[int, int]:
        """Tokens that end with a pause (， or ”，), each with the one that has a full stop in its place."""
        texts = zip(self.plain, self.tokenizer.batch_decode([[token] for token in self.plain]), strict=True)
        pauses = {token: self._tokens(text[:-1] + "。") for token, text in texts if text[-1:] in _PAUSES}
        return {token: stop[0] for token, stop in pauses.items() if len(stop) == 1 and stop[0] in self.plain}

    def _asked(self, request: Request, most: int = _DRAFTS) -> Asked:
        from summarizer.summarize.constraints import Rules
        from summarizer.summarize.decode import Asked

        article = _fitted(self, request.paragraphs, request.title, _new_tokens(request.window))
        rules = Rules.of(article, request.window, tokenizer=self.tokenizer, plain=self.plain, ends=self._ends)
        questions = [self.prompt.demand(one.least, one.most) for one in islice(_windows(request.window), most)]
        return Asked(self.prompt.trunk(article), questions, rules)

    def _tokens(self, text: str) -> list[int]:
        found: list[int] = self.tokenizer(text, add_special_tokens=False)["input_ids"]
        return found

    def _text(self, tokens: list[int]) -> str:
        return str(self.tokenizer.decode(tokens, skip_special_tokens=True))

    @cached_property
    def _ends(self) -> list[int]:
        known = self.model.generation_config.eos_token_id
        ends = known if isinstance(known, list) else [known]
        return sorted({number for number in (self.tokenizer.eos_token_id, *ends) if number is not None})


@dataclass(frozen=True)
class Seq2Seq:
    """An encoder-decoder model that was trained to summarize: it is given the article and nothing else."""

    model: Any
    tokenizer: Any
    info: ModelInfo

    @property
    def judges(self) -> bool:
        return False

    @property
    def worth(self) -> None:
        return None

    def drafts(self, requests: Sequence[Request], *, to_choose: bool = False) -> list[list[Draft]]:
        del to_choose  # it does not choose
        return [[self._draft(request)] for request in requests]

    def redrafts(self, _: Request, __: Sequence[Refused]) -> list[Draft]:
        return []

    def doubts(self, _: Sequence[str], abstracts: Sequence[str], __: str | None = None) -> list[Place | None]:
        return [None] * len(abstracts)

    def _draft(self, request: Request) -> Draft:
        import torch

        window = request.window
        article = _fitted(self, request.paragraphs, request.title, _new_tokens(window))
        encoded = self.tokenizer(article, return_tensors="pt")
        encoded.pop("token_type_ids", None)
        with torch.inference_mode():
            written = self.model.generate(
                **encoded.to(self.model.device),
                max_new_tokens=_new_tokens(window),
                do_sample=False,
                num_beams=1,
                no_repeat_ngram_size=_REPEAT,
                pad_token_id=self.tokenizer.pad_token_id or self.tokenizer.eos_token_id,
            )
        text = self.tokenizer.decode(written[0], skip_special_tokens=True)
        return Draft(_cut(text, window), "abstractive", self.info)


def _windows(window: Window) -> Iterator[Window]:
    """What a model is asked for: the window, its shorter and its longer part. It answers each a little differently."""
    less = int((window.most - window.least) * _NARROWER)
    yield window
    yield Window(window.least, window.most - less)
    yield Window(window.least + less, window.most)


def _fitted(using: Causal | Seq2Seq, paragraphs: Sequence[str], title: str | None, beside: int) -> str:
    """The article or, where it is longer than can be read beside so many tokens, the sentences that say most of it."""
    limit = getattr(using.model.config, "max_position_embeddings", None) or _READ + beside + _PROMPT
    room = max(64, min(_READ, limit - beside - _PROMPT))
    whole = "\n".join(paragraphs)
    while len(using.tokenizer(whole)["input_ids"]) > room and measure(whole) > _LEAST:
        whole = extract(paragraphs, Window(0, int(measure(whole) * 0.8)), title=title).text
    return whole


def _new_tokens(window: Window) -> int:
    return int(window.most * _TOKENS_A_CHARACTER) + 8


def _cut(written: str, window: Window) -> str:
    """The first paragraph that was written, cut at a sentence's end to fit; where that is too short, at a clause's.

    One that cannot be cut is left as it is: not to be published, it still says what matters.
    """
    kept, first = "", written.strip().split("\n")[0]
    for sentence in split(first):
        if measure(kept + sentence) > window.most:
            fits = kept if measure(kept) >= window.least else kept + _clauses(sentence, window.most - measure(kept))
            return fits or first
        kept += sentence
    return _finished(kept, window)


def _finished(text: str, window: Window) -> str:
    """``text`` without a last clause that only says who speaks, whose words found no room any more."""
    *before, last = split(text) or [""]
    pieces = clauses(last)
    if not pieces or not without_words(simplify(pieces[-1].text)):
        return text
    begun = last[: pieces[-2].end].rstrip(_CLAUSE) + "。" if len(pieces) > 1 else ""
    shorter = "".join(before) + begun
    return shorter if measure(shorter) >= window.least else text


def _clauses(sentence: str, room: int) -> str:
    """As many whole clauses of ``sentence`` as fit in ``room`` characters, closed by a full stop."""
    ends = [n for n, char in enumerate(sentence) if char in _CLAUSE and measure(sentence[:n]) < room]
    return sentence[: ends[-1]] + "。" if ends else ""
