"""Ways of writing an abstract, in one shape: set up once, then articles and lengths in, abstracts out.

The others are installed for the comparison only (``pip install -r benchmarks/requirements.txt``); one that is not there
is left out, and that is said. Each is used as its own documentation says. Where a way only ranks sentences, they are
taken best first for as long as they fit the length, and put in the order of the article: that does best by it.
"""

from __future__ import annotations

import contextlib
import io
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import summarizer
from summarizer import pipeline
from summarizer.summarize.lengths import measure, window
from summarizer.summarize.scores import tokens
from summarizer.text.sentences import split

MOST = 200  # sentences that TextRank ranks: its time grows with their square


@dataclass(frozen=True, slots=True)
class Case:
    """An article and, for the figures of quality, its reference; ``asked``: characters that the abstract is to have."""

    article: str
    asked: int
    reference: str = ""


Write = Callable[[Sequence[Case]], list[str]]


def each(way: Callable[[str, int], str]) -> Write:
    """A way that writes about one article at a time."""
    return lambda cases: [way(case.article, case.asked) for case in cases]


def fitted(ranked: Iterable[str], article: str, asked: int) -> str:
    """Sentences, the best first, as many as fit; in the order of the article."""
    taken: list[str] = []
    for sentence in ranked:
        if measure("".join([*taken, sentence])) <= window(asked).most:
            taken.append(sentence)
    return "".join(sorted(taken, key=article.find))


def lead() -> Write:
    return each(lambda article, asked: article[:asked])


def textrank() -> Write:
    """TextRank as published (Mihalcea and Tarau, 2004): sentences by shared characters; no place, no title."""

    def write(article: str, asked: int) -> str:
        sentences = split(article)[:MOST]
        rank = _ranks(sentences)
        return fitted((sentences[i] for i in sorted(range(len(sentences)), key=lambda i: -rank[i])), article, asked)

    return each(write)


def _ranks(sentences: Sequence[str]) -> list[float]:
    letters = [set(tokens(sentence)) for sentence in sentences]
    scale = [math.log(1 + len(one)) for one in letters]
    places = range(len(sentences))
    weights = [
        [len(letters[i] & letters[j]) / ((scale[i] + scale[j]) or 1) if i != j else 0.0 for j in places] for i in places
    ]
    totals = [sum(row) or 1.0 for row in weights]
    rank = [1.0] * len(sentences)
    for _ in range(30):
        rank = [0.15 + 0.85 * sum(rank[j] * weights[j][i] / totals[j] for j in places) for i in places]
    return rank


def snownlp() -> Write:
    from snownlp import SnowNLP

    return each(lambda article, asked: fitted(SnowNLP(article).summary(MOST), article, asked))


def sumy() -> Write:
    from sumy.nlp.tokenizers import Tokenizer
    from sumy.parsers.plaintext import PlaintextParser
    from sumy.summarizers.text_rank import TextRankSummarizer

    cutter, ranker = Tokenizer("chinese"), TextRankSummarizer()

    def write(article: str, asked: int) -> str:
        document = PlaintextParser.from_string(article, cutter).document
        rated = ranker.rate_sentences(document)
        return fitted((str(one) for one in sorted(rated, key=lambda one: -rated[one])), article, asked)

    return each(write)


def textrank4zh() -> Write:
    import networkx

    if not hasattr(networkx, "from_numpy_matrix"):  # networkx 3 gave another name to what this package calls
        networkx.from_numpy_matrix = networkx.from_numpy_array
    from textrank4zh import TextRank4Sentence

    def write(article: str, asked: int) -> str:
        ranker = TextRank4Sentence()
        ranker.analyze(article, lower=True, source="all_filters")
        ranked = (item["sentence"] for item in ranker.get_key_sentences(MOST, sentence_min_len=6))
        return fitted((_stopped(sentence, article) for sentence in ranked), article, asked)

    return each(write)


def _stopped(sentence: str, article: str) -> str:
    """The sentence with the stop that follows it in the article, where a package has cut it off."""
    start = article.find(sentence)
    is_cut = start >= 0 and not sentence.endswith(("。", "！", "？", "”"))
    return article[start : start + len(sentence) + 1] if is_cut else sentence


def jionlp() -> Write:
    with contextlib.redirect_stdout(io.StringIO()):  # it greets
        import jionlp as package

    return each(lambda article, asked: package.summary.extract_summary(article, summary_length=asked))


def extractive() -> Write:
    def write(article: str, asked: int) -> str:
        return summarizer.summarize(article, length=asked, method="extractive").abstract

    return each(write)


def ours(model: str, method: str = "auto") -> Write:
    """The whole way of a model of the catalogue: a draft that chooses among the article's sentences or, with
    ``abstractive``, three that are each proved by rules and judge, the best one kept.
    """

    def write(cases: Sequence[Case]) -> list[str]:
        made: dict[int, Any] = {}
        for asked in dict.fromkeys(case.asked for case in cases):
            places = [n for n, case in enumerate(cases) if case.asked == asked]
            articles = [cases[n].article for n in places]
            written = pipeline.summarize_all(articles, length=asked, model=model, method=method)
            made |= {n: abstract.abstract for n, abstract in zip(places, written, strict=True)}
        return [made[n] for n in range(len(cases))]

    return write


# name -> (package, or None for what needs no other; how to set it up)
WRITERS: dict[str, tuple[str | None, Callable[[], Write]]] = {
    "lead": (None, lead),
    "TextRank, as published": (None, textrank),
    "snownlp": ("snownlp", snownlp),
    "sumy TextRank": ("sumy", sumy),
    "textrank4zh": ("textrank4zh", textrank4zh),
    "jionlp": ("jionlp", jionlp),
    "extractive": (None, extractive),
}
