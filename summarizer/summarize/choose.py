"""Abstracts out of an article's own sentences, which a model chooses and shortens.

The model writes as it always does, but only what stands there: at each step it may go on with the next token of a
sentence of the article, close that sentence where a clause ends, or begin a later one. So each sentence of the abstract
is one of the article's, whole or up to the end of a clause, and nothing can be joined that the article does not join
(constrained decoding; which sentence comes next is what the model finds likeliest, token by token). Where there is no
choice the model is not asked, so that writing costs little more than reading as much.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import torch

from summarizer.summarize.decode import Rows, narrowed, opened
from summarizer.summarize.extractive import LEANS, REPEATED, Extract, Sentence, dangles, sentences_of, similarity
from summarizer.summarize.lengths import Window, measure
from summarizer.text.sentences import clauses

_STOP = "。"
_SHORTEST = 12  # characters of what is left of a shortened sentence
_PAUSES = "，；,;"
_CONTENT = 0.55  # of the window: from here on the first end of a sentence is the end of the abstract
# A sentence is not closed before what turns it round, nor between words and the one whose words they are.
_TURNS = re.compile(r"但|却|不过|然而|可是|只是|而是|而非|而不|反而|除非|否则|前提|直到|尽管|虽然")
_SPEAKS = re.compile(r"说|道|称|表示|介绍|指出|认为|强调|透露|坦言|回应|回忆|解释|告诉|感慨")
_SPOKEN = re.compile(r"(?:说|称|表示|介绍|指出|认为|强调|透露|坦言|回应|回忆|解释|感慨)$")


class Line(NamedTuple):
    """One sentence: its tokens, and where it may be closed: tokens that are kept, and the characters these are."""

    sentence: Sentence
    tokens: tuple[int, ...]
    cuts: dict[int, int]

    @property
    def fewest(self) -> int:
        """Characters of the shortest form."""
        return min([measure(self.sentence.text), *(measure(self.shortened(cut)) for cut in self.cuts)])

    def shortened(self, cut: int) -> str:
        return self.sentence.text[: self.cuts[cut]] + _STOP


@dataclass(frozen=True)
class Choice:
    """What may be chosen from, in which room."""

    lines: Sequence[Line]
    window: Window

    @classmethod
    def of(cls, paragraphs: Sequence[str], window: Window, tokenizer: Any) -> Choice:
        return cls([_line(sentence, tokenizer) for sentence in sentences_of(paragraphs)], window)


def choose(model: Any, tokenizer: Any, asked: tuple[Sequence[int], Sequence[int]], article: Choice) -> Extract:
    """The abstract that ``model`` puts together out of ``article`` when it is asked so (trunk, question)."""
    with torch.inference_mode():
        return _Choosing(model, tokenizer, asked, article).run()


def _line(sentence: Sentence, tokenizer: Any) -> Line:
    tokens: list[int] = []
    cuts: dict[int, int] = {}
    begin = 0
    for end in [*_places(sentence.text), len(sentence.text)]:
        tokens += tokenizer(sentence.text[begin:end], add_special_tokens=False)["input_ids"]
        cuts[len(tokens)] = begin = end
    del cuts[len(tokens)]
    return Line(sentence, tuple(tokens), cuts)


def _places(sentence: str) -> Iterator[int]:
    """Where ``sentence`` may be closed: characters that are kept."""
    pieces = clauses(sentence)
    if not pieces or _SPEAKS.search(pieces[-1].text[-8:]):
        return  # whose words they are comes last
    for n in range(1, len(pieces)):
        taken, rest = [piece.text for piece in pieces[:n]], pieces[n].text
        kept = sentence[: pieces[n - 1].end].rstrip(_PAUSES)
        if taken[-1][-1] in _PAUSES and len(kept) > _SHORTEST and not (dangles(taken) or _leads_on(kept, rest)):
            yield len(kept)


def _leads_on(kept: str, rest: str) -> bool:
    """Whether ``kept`` may not be told without ``rest``, which follows it."""
    quoted = kept.endswith(("”", "’")) and _SPEAKS.search(rest[:20])
    return bool(_TURNS.match(rest) or quoted or (_SPOKEN.search(kept) and "”" not in kept))


class _Choosing:
    """The state of one abstract: lines that may still be meant, how many of their tokens are written."""

    def __init__(self, model: Any, tokenizer: Any, asked: tuple[Sequence[int], Sequence[int]], article: Choice) -> None:
        self.article = article
        self.stop: int = tokenizer(_STOP, add_special_tokens=False)["input_ids"][-1]
        self.end: int = tokenizer.eos_token_id
        wanted = sorted({self.stop, self.end, *(token for line in article.lines for token in line.tokens)})
        self.place = {token: n for n, token in enumerate(wanted)}
        self.head = narrowed(model.get_output_embeddings(), torch.tensor(wanted, device=model.device))
        self.rows: Rows
        self.rows, self.last = opened(model, asked[0], [asked[1]])
        self.unread: list[int] = []
        self.taken: list[Line] = []
        self.text = ""
        self.shortened = False

    def run(self) -> Extract:
        window = self.article.window
        enough = window.least + _CONTENT * (window.most - window.least)
        while measure(self.text) < enough:
            lines = [line for line in self.article.lines if self._may_begin(line)]
            ends = [self.end] if measure(self.text) >= window.least else []
            token = self._best([*(line.tokens[0] for line in lines), *ends]) if lines else self.end
            if token == self.end:
                break
            self._go_on([line for line in lines if line.tokens[0] == token])
        return Extract(self.text, self.shortened)

    def _may_begin(self, line: Line) -> bool:
        last = self.taken[-1].sentence.place if self.taken else -1
        leans = line.sentence.text.startswith(LEANS) and line.sentence.place > 0
        return (
            line.sentence.place > last
            and not (leans and line.sentence.place != last + 1)
            and line.fewest <= self._room()
            and all(similarity(line.sentence, other.sentence) <= REPEATED for other in self.taken)
        )

    def _room(self) -> int:
        return self.article.window.most - measure(self.text)

    def _go_on(self, lines: list[Line]) -> None:
        """Write one sentence: ``lines`` begin with the same token, which is chosen."""
        written = 1
        self.unread.append(lines[0].tokens[0])
        while True:
            whole = next((line for line in lines if len(line.tokens) == written), None)
            if whole:
                return self._take(whole, whole.sentence.text)
            closing = [line for line in lines if written in line.cuts]
            going = [line for line in lines if self._fits_beyond(line, written)]
            options = [line.tokens[written] for line in going] + [self.stop] * bool(closing)
            token = self._best(options)
            self.unread.append(token)
            if closing and token == self.stop:
                return self._take(closing[0], closing[0].shortened(written))
            lines = [line for line in going if line.tokens[written] == token]
            written += 1

    def _fits_beyond(self, line: Line, written: int) -> bool:
        """Whether a way of ending ``line`` later than here has room."""
        later = [line.shortened(cut) for cut in line.cuts if cut > written]
        return any(measure(text) <= self._room() for text in (line.sentence.text, *later))

    def _take(self, line: Line, text: str) -> None:
        self.taken.append(line)
        self.shortened |= text != line.sentence.text
        self.text += text

    def _best(self, options: Sequence[int]) -> int:
        """The likeliest of ``options``; what is written so far is read only where there is a choice."""
        different = list(dict.fromkeys(options))
        if len(different) == 1:
            return different[0]
        if self.unread:
            self.last = self.rows.read([self.unread])
            self.unread = []
        scores = self.head(self.last)[0].float()
        return max(different, key=lambda token: float(scores[self.place[token]]))
