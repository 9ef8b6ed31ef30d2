"""From articles with abstracts, and twins of them with one error, to trees."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from summarizer.summarize.judge import SENTENCE, TOKEN, WHOLE, ends_sentence
from summarizer.summarize.lengths import measure, window
from summarizer.summarize.prompts import Prompt
from summarizer.summarize.trees import Branch, Tree

_LONGEST = 1100  # tokens of an article; what is longer is read by its beginning in training
_NAMED = {"short": "short", "abstract": "standard", "long": "long"}  # what ``--length`` calls them


def read(paths: list[Path], articles: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Lines of ``paths``; a line without an article has an ``id`` by which it is in ``articles``."""
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if "skip" in row:
                continue
            row.setdefault("article", articles.get(row["id"]))
            if row["article"]:
                yield row


def to_write(row: dict[str, Any], prompt: Prompt, rng: random.Random) -> Tree:
    """The article with every abstract of it that the row has, asked for by a length as an editor would give it."""
    branches = []
    for name, size in _NAMED.items():
        text = row.get(name)
        if not text:
            continue
        text = text.rstrip("。") + "。" if name == "short" else text
        length = measure(text)
        named, asked = window(size), window(length)
        if named.least <= length <= named.most and rng.random() < 0.5:
            asked = named
        question = prompt.demand(asked.least, asked.most)
        answer = prompt.tokenizer(text, add_special_tokens=False)["input_ids"]
        branches.append(Branch((*question, *answer, prompt.tokenizer.eos_token_id), len(question)))
    return Tree(_trunk(row, prompt), tuple(branches))


def to_judge(row: dict[str, Any], prompt: Prompt) -> Tree:
    """The article with its true abstracts and each twin."""
    true = [row[name] for name in _NAMED if row.get(name)]
    branches = [judged(prompt, text, None) for text in true]
    for twin in row.get("twins", ()):
        place = row["abstract"].index(twin["old"])
        text = row["abstract"].replace(twin["old"], twin["new"], 1)
        begin, end = _differing(twin["old"], twin["new"])
        branches.append(judged(prompt, text, (place + begin, place + max(end, begin + 1))))
    return Tree(_trunk(row, prompt), tuple(branches))


def judged(prompt: Prompt, text: str, error: tuple[int, int] | None) -> Branch:
    """``text`` with its marks; ``error``: characters from, to. What follows an error in its sentence is not judged."""
    tokens, ends = prompt.proof(text)
    marks, begin, wrong = [], 0, False
    for place, end in ends:
        bad = error is not None and begin < error[1] and end > error[0]
        wrong = wrong or bad
        if bad or not wrong:
            marks.append((place, TOKEN, float(bad)))
        if ends_sentence(text, end):
            marks.append((place, SENTENCE, float(wrong)))
            wrong = False
        begin = end
    marks.append((len(tokens) - 1, WHOLE, float(error is not None)))
    return Branch(tuple(tokens), None, tuple(marks))


def _differing(old: str, new: str) -> tuple[int, int]:
    """Characters of ``new`` from, to, that are not as in ``old``."""
    begin = _alike(old, new)
    return begin, len(new) - _alike(old[begin:][::-1], new[begin:][::-1])


def _alike(one: str, other: str) -> int:
    """Characters that both begin with."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _trunk(row: dict[str, Any], prompt: Prompt) -> tuple[int, ...]:
    return tuple(prompt.trunk(row["article"])[:_LONGEST])
