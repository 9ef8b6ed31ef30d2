"""Mutated pages through decoding, parsing, reading and judging, until the time is up: nothing may crash or hang.

    python benchmarks/fuzz.py [--minutes 10] [--seed 1] [--data FOLDER]

Pages are those of ``fixtures/`` and, with ``--data``, every ``.html`` below that folder. A mutation cuts, repeats,
swaps or overwrites stretches of bytes, or puts odd markup among them. Prints the seed of every failure.
"""

from __future__ import annotations

import argparse
import random
import time
import traceback
from pathlib import Path

from summarizer import check, parse, pipeline
from summarizer.errors import SummarizerError

FIXTURES = Path(__file__).parent.parent / "fixtures"
SLOW = 2.0  # seconds of processor time
ODD = [
    b"<", b">", b"<!--", b"-->", b"<template>", b"<table><td>", b"<style>*{", b"}", b"<script>", b"</body>", b"\x00",
    b"\xff\xfe", b"&#xD800;", b"&#0;", b"<p style='display:none", b"<a href='https://[::", b"<svg><foreignObject>",
    b"<select><option>", b"@media(", b"<div>" * 500, b"<b><i>" * 200, b"\xe2\x80\x8b" * 50, b"<meta charset=big5>",
]  # fmt: skip


def mutated(page: bytes, rng: random.Random) -> bytes:
    for _ in range(rng.randrange(1, 8)):
        start = rng.randrange(len(page) + 1)
        end = min(len(page), start + rng.choice((1, 3, 20, 200, 3000)))
        stretch = page[start:end]
        piece = rng.choice((b"", stretch * 3, rng.choice(ODD), rng.randbytes(rng.randrange(1, 30)), stretch[::-1]))
        page = page[:start] + piece + page[end:]
        if not page:
            return b"<p>"
    return page


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data", type=Path)
    options = parser.parse_args()
    paths = sorted(FIXTURES.glob("*/*.html")) + (sorted(options.data.rglob("*.html")) if options.data else [])
    pages = [path.read_bytes() for path in paths]
    until, seed, failed, slow = time.monotonic() + 60 * options.minutes, options.seed, 0, 0
    while time.monotonic() < until:
        rng = random.Random(seed)
        one, other = mutated(rng.choice(pages), rng), mutated(rng.choice(pages), rng)
        started = time.process_time()
        try:
            parse(one)
            pipeline.read(other)
            if seed % 4 == 0:
                check(one, other)
        except SummarizerError:
            pass
        except Exception:
            failed += 1
            print(f"seed {seed}", traceback.format_exc(), flush=True)
        if time.process_time() - started > SLOW:
            slow += 1
            print(f"seed {seed}: {time.process_time() - started:.1f} s", flush=True)
        seed += 1
    print(f"{seed - options.seed} pages, {failed} failures, {slow} over {SLOW:g} s")


if __name__ == "__main__":
    main()
