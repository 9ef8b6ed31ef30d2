"""How often does our reading of what is displayed agree with a real headless Chromium?

    python -m benchmarks.visibility_agreement [--data FOLDER] [--limit N] [--show] [--json FILE]

Planted cases come from ``tests/parse/sight/visibility_cases.py``, pages from the fixtures or, with ``--data``, every
``.html`` below FOLDER. Scripts are off and the network is closed on both sides. Text that we call ``unknown``, and text
that Chromium's side calls ``unclear`` (a picture lies behind it, an animation runs), is counted apart, never as
agreement.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from benchmarks import ledger
from summarizer.data import Page, Sight, Visibility
from summarizer.parse.sight.reading import text_visibility
from summarizer.parse.sight.render import chromium, render
from summarizer.parse.tree import plant
from summarizer.text.decode import decode
from tests.parse.sight.visibility_cases import cases

BATCH = 12
_AS_IF_HIDDEN = {"V605", "V607"}  # one click away, or on other media: not on the screen now


def ours(markup: str) -> list[tuple[str, Visibility]]:
    """Every text node that could be displayed, in document order, with our verdict."""
    return [(text.strip()[:40], seen) for text, seen in text_visibility(plant(markup), Page(markup))]


def shown(seen: Visibility) -> str:
    if seen.sight is Sight.UNKNOWN:
        return "unclear"
    return "hidden" if seen.sight is Sight.HIDDEN or seen.rule in _AS_IF_HIDDEN else "seen"


def compare(documents: Sequence[tuple[str, str]], show: bool) -> Counter[str]:
    """Counts of ``agree``, ``disagree``, ``unclear`` (either side) and ``unmatched`` texts."""
    total: Counter[str] = Counter()
    for start in range(0, len(documents), BATCH):
        batch = documents[start : start + BATCH]
        rendered = render([markup for _, markup in batch], seconds=240)
        if rendered is None:
            total["failed"] += len(batch)
            continue
        for (name, markup), theirs in zip(batch, rendered, strict=True):
            total += _one(name, ours(markup), list(theirs.texts), show)
    return total


def _one(name: str, mine: list[tuple[str, Visibility]], theirs: list[tuple[str, str]], show: bool) -> Counter[str]:
    total: Counter[str] = Counter()
    matcher = SequenceMatcher(None, [text for text, _ in mine], [text for text, _ in theirs], autojunk=False)
    matched = 0
    for block in matcher.get_matching_blocks():
        matched += block.size
        for offset in range(block.size):
            text, seen = mine[block.a + offset]
            verdict = theirs[block.b + offset][1]
            if "unclear" in (verdict, shown(seen)):
                total["unclear"] += 1
            elif verdict == shown(seen):
                total["agree"] += 1
            else:
                total["disagree"] += 1
                if show:
                    print(
                        f"{name}: Chromium {verdict}, ours {seen.sight} {seen.rule} {seen.declaration} "
                        f"{seen.origin}: {text}"
                    )
    total["unmatched"] += max(len(mine), len(theirs)) - matched
    return total


def pages(folder: Path, limit: int) -> Iterator[tuple[str, str]]:
    found = sorted(path for path in folder.rglob("*") if path.suffix in (".html", ".htm"))
    for path in found[:: max(1, len(found) // limit)][:limit] if limit else found:
        yield path.name, decode(path.read_bytes()).text


def main() -> None:
    parser = ledger.flags(__doc__, data="a folder of pages")
    parser.add_argument("--limit", type=int, default=0, help="so many cases and pages, evenly spread; 0: all")
    parser.add_argument("--show", action="store_true", help="print every disagreement")
    chosen = parser.parse_args()
    if chromium() is None:
        sys.exit("no Chromium on PATH")
    began, figures = ledger.machine(), {}
    planted = [(case.name, case.html) for case in cases()][: chosen.limit or None]
    documents = list(pages(chosen.data or ledger.ROOT / "fixtures", chosen.limit))
    for title, some in (("planted", planted), ("pages", documents)):
        total = compare(some, chosen.show)
        judged = total["agree"] + total["disagree"]
        figures[title] = {"%": 100 * total["agree"] / judged if judged else 0.0} | dict(total)
    ledger.show("Texts whose visibility agrees", figures, "documents")
    ledger.keep(chosen.json, began, figures)


if __name__ == "__main__":
    main()
