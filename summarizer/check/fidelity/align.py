"""Two bodies aligned: which stretches are the same, which were edited in place, left out, put in, or moved.

Equal clauses are matched first (longest common subsequence), then those that moved; only what is left between them is
aligned character by character (Levenshtein, rapidfuzz). Small accidental matches inside an edit are not matches.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from rapidfuzz.distance import LCSseq, Levenshtein

from summarizer.check.fidelity.text import Body

MAX_EDIT = 24  # flat characters: a longer stretch is an omission or an insertion, not an edit
_MOVED = 8  # a shorter clause may stand anywhere by chance
_BRIDGE = 4  # changes with fewer equal characters between them are one edit
_NUMBER = 16  # a longer run of digits is no quantity
_DIGITS = frozenset("0123456789.零〇一二三四五六七八九十百千万亿两")
_LARGEST = 60_000_000  # cells of one character alignment; larger gaps are cut at unique runs first
_RUN = 8  # characters of such a run


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """Flat characters ``[a0, a1)`` of the original stand as ``[b0, b1)`` on the repost; either may be empty."""

    a0: int
    a1: int
    b0: int
    b1: int

    @property
    def size(self) -> int:
        return max(self.a1 - self.a0, self.b1 - self.b0)


@dataclass(slots=True)
class Alignment:
    """``equal`` and ``changes`` run through both bodies in order; ``moved`` are equal stretches out of order."""

    a: Body
    b: Body
    equal: list[tuple[int, int, int]] = field(default_factory=list)  # original, repost, length
    changes: list[Change] = field(default_factory=list)
    moved: list[tuple[int, int, int]] = field(default_factory=list)
    altered: list[Change] = field(default_factory=list)  # changes inside what has moved; also among ``changes``

    @property
    def edits(self) -> list[Change]:
        """Changes small enough to be edits of the text around them."""
        return [one for one in self.changes if one.size <= MAX_EDIT]

    @property
    def kept(self) -> int:
        """Characters of the original that the repost has, in whatever order."""
        return sum(size for *_, size in self.equal) + sum(size for *_, size in self.moved)


def align(a: Body, b: Body) -> Alignment:
    """Align an original and a repost. Linear for copies; bounded for texts that have nothing in common."""
    result = Alignment(a, b)
    if a.flat == b.flat:
        result.equal = [(0, 0, len(a.flat))] if a.flat else []
        return result
    one, other = [a.flat[i:j] for i, j in a.clauses], [b.flat[i:j] for i, j in b.clauses]
    blocks: list[tuple[int, int, int]] = []
    gaps: list[tuple[range, range]] = []
    for op in LCSseq.opcodes(one, other):
        if op.tag == "equal":
            blocks += [
                (a.clauses[i][0], b.clauses[j][0], len(one[i]))
                for i, j in zip(range(op.src_start, op.src_end), range(op.dest_start, op.dest_end), strict=True)
            ]
        else:
            gaps.append((range(op.src_start, op.src_end), range(op.dest_start, op.dest_end)))
    moved_a, moved_b = _find_moved(result, one, other, gaps)
    for src, dest in _joined(gaps):
        left = [i for i in src if i not in moved_a]
        right = [j for j in dest if j not in moved_b]
        blocks += _inside(a, b, left, right)
    result.equal = _merged(sorted(blocks))
    changes = _between(result, _covered(a, moved_a), _covered(b, moved_b))
    result.changes = sorted([*_without_moves(result, changes), *result.altered])
    return result


def _without_moves(result: Alignment, changes: list[Change]) -> list[Change]:
    """A stretch left out here and put in there, word for word, has moved."""
    put_in: dict[str, list[Change]] = {}
    for one in changes:
        if one.a0 == one.a1 and one.size >= _MOVED // 2:
            put_in.setdefault(result.b.flat[one.b0 : one.b1], []).append(one)
    gone: set[Change] = set()
    for one in changes:
        same = put_in.get(result.a.flat[one.a0 : one.a1]) if one.b0 == one.b1 and one.size else None
        if same:
            other = same.pop()
            gone |= {one, other}
            result.moved.append((one.a0, other.b0, one.size))
    return [one for one in changes if one not in gone]


def _joined(gaps: list[tuple[range, range]]) -> list[tuple[range, range]]:
    """Neighbouring opcodes (a deletion, then an insertion) are one gap."""
    joined: list[tuple[range, range]] = []
    for src, dest in gaps:
        if joined and joined[-1][0].stop == src.start and joined[-1][1].stop == dest.start:
            before = joined.pop()
            joined.append((range(before[0].start, src.stop), range(before[1].start, dest.stop)))
        else:
            joined.append((src, dest))
    return joined


def _find_moved(
    result: Alignment, one: list[str], other: list[str], gaps: list[tuple[range, range]]
) -> tuple[set[int], set[int]]:
    """Clauses left out in one place that stand, word for word, in another."""
    places: dict[str, list[int]] = {}
    for _, dest in gaps:
        for j in dest:
            if len(other[j]) >= _MOVED:
                places.setdefault(other[j], []).append(j)
    moved_a: set[int] = set()
    moved_b: set[int] = set()
    for src, dest in gaps:
        for i in src:
            found = places.get(one[i], [])
            free = next((j for j in found if j not in dest and j not in moved_b), None)
            if free is not None:
                moved_a.add(i)
                moved_b.add(free)
                result.moved.append((result.a.clauses[i][0], result.b.clauses[free][0], len(one[i])))
    loose_a = {i for src, _ in gaps for i in src} - moved_a
    loose_b = {j for _, dest in gaps for j in dest} - moved_b
    _move_along(result, (loose_a, loose_b), (moved_a, moved_b))
    return moved_a, moved_b


def _move_along(result: Alignment, loose: tuple[set[int], set[int]], moved: tuple[set[int], set[int]]) -> None:
    """Short clauses that stand next to a moved one on both pages have moved with it."""
    place_a = {start: i for i, (start, _) in enumerate(result.a.clauses)}
    place_b = {start: j for j, (start, _) in enumerate(result.b.clauses)}
    waiting = [(place_a[a], place_b[b]) for a, b, _ in result.moved]
    while waiting:
        i, j = waiting.pop()
        for x, y in ((i - 1, j - 1), (i + 1, j + 1)):
            if x in loose[0] and y in loose[1] and _moves(result, result.a.clauses[x], result.b.clauses[y]):
                loose[0].discard(x)
                loose[1].discard(y)
                moved[0].add(x)
                moved[1].add(y)
                waiting.append((x, y))


def _moves(result: Alignment, a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Note a clause beside a moved one as moved too, with what was changed in it, if it is mostly the same."""
    one, other = result.a.flat[slice(*a)], result.b.flat[slice(*b)]
    runs = [(0, 0, len(one))] if one == other else _equal_runs(one, other)
    if 2 * sum(size for *_, size in runs) < max(len(one), len(other)):
        return False
    end_a = end_b = 0
    for i, j, size in [*runs, (len(one), len(other), 0)]:
        if i > end_a or j > end_b:
            result.altered.append(Change(a[0] + end_a, a[0] + i, b[0] + end_b, b[0] + j))
        if size:
            result.moved.append((a[0] + i, b[0] + j, size))
        end_a, end_b = i + size, j + size
    return True


def _inside(a: Body, b: Body, left: list[int], right: list[int]) -> list[tuple[int, int, int]]:
    """Equal stretches of the clauses in one gap, aligned character by character."""
    text_a, map_a = _picked(a, left)
    text_b, map_b = _picked(b, right)
    found = []
    for i, j, size in _equal_runs(text_a, text_b):
        at = 0
        while at < size:  # a run may cross clauses that are apart because one between them has moved
            step = min(_contiguous(map_a, i + at, size - at), _contiguous(map_b, j + at, size - at))
            found.append((map_a[i + at], map_b[j + at], step))
            at += step
    return found


def _picked(body: Body, clauses: list[int]) -> tuple[str, list[int]]:
    places = [at for index in clauses for at in range(*body.clauses[index])]
    return "".join(body.flat[slice(*body.clauses[index])] for index in clauses), places


def _contiguous(places: list[int], start: int, size: int) -> int:
    return bisect_left(range(1, size), True, key=lambda step: places[start + step] != places[start] + step) + 1


def _equal_runs(one: str, other: str) -> list[tuple[int, int, int]]:
    if not one or not other:
        return []
    if len(one) * len(other) > _LARGEST:
        return _by_unique_runs(one, other)
    operations = [
        (op.tag, op.src_start, op.src_end, op.dest_start, op.dest_end) for op in Levenshtein.opcodes(one, other)
    ]
    return _real([(i, j, end - i) for tag, i, end, j, _ in operations if tag == "equal"], len(one), len(other))


def _real(runs: list[tuple[int, int, int]], size_a: int, size_b: int) -> list[tuple[int, int, int]]:
    """Runs without the accidental ones: shorter than the changes on both of their sides."""
    kept: list[tuple[int, int, int]] = []
    for index, (i, j, size) in enumerate(runs):
        low_a, low_b = (kept[-1][0] + kept[-1][2], kept[-1][1] + kept[-1][2]) if kept else (0, 0)
        high_a, high_b = runs[index + 1][:2] if index + 1 < len(runs) else (size_a, size_b)
        before = max(i - low_a, j - low_b)
        after = max(high_a - i - size, high_b - j - size)
        if size > 6 or not (size <= before and size <= after):
            kept.append((i, j, size))
    return kept


def _by_unique_runs(one: str, other: str) -> list[tuple[int, int, int]]:
    """Runs that occur once in each text, in order, cut a gap too large to align as a whole."""
    first, second = _once(one), _once(other)
    pairs = sorted((i, second[run]) for run, i in first.items() if run in second)
    anchors = _increasing(pairs)
    found: list[tuple[int, int, int]] = []
    last_a = last_b = 0
    for i, j in [*anchors, (len(one), len(other))]:
        if i < last_a or j < last_b:
            continue
        if (i - last_a) * (j - last_b) <= _LARGEST:
            found += [(x + last_a, y + last_b, n) for x, y, n in _equal_runs(one[last_a:i], other[last_b:j])]
        if i < len(one):
            found.append((i, j, _RUN))
        last_a, last_b = i + _RUN, j + _RUN
    return found


def _once(text: str) -> dict[str, int]:
    """Runs of ``_RUN`` characters that occur exactly once, and where."""
    seen: dict[str, int] = {}
    for at in range(len(text) - _RUN + 1):
        run = text[at : at + _RUN]
        seen[run] = -1 if run in seen else at
    return {run: at for run, at in seen.items() if at >= 0}


def _increasing(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest chain of pairs that rises on both sides (patience sorting)."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (_, j) in enumerate(pairs):
        at = bisect_left(tails, j)
        tails[at:] = [j]
        ends[at:] = [index]
        before.append(ends[at - 1] if at else -1)
    chain = []
    index = ends[-1] if ends else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]


def _merged(blocks: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    merged: list[tuple[int, int, int]] = []
    for i, j, size in blocks:
        if merged and merged[-1][0] + merged[-1][2] == i and merged[-1][1] + merged[-1][2] == j:
            start = merged.pop()
            merged.append((start[0], start[1], start[2] + size))
        else:
            merged.append((i, j, size))
    return merged


def _covered(body: Body, clauses: set[int]) -> list[tuple[int, int]]:
    return sorted(body.clauses[index] for index in clauses)


def _between(result: Alignment, moved_a: list[tuple[int, int]], moved_b: list[tuple[int, int]]) -> list[Change]:
    """What lies between equal runs, less what has moved; changes close together are one."""
    changes: list[Change] = []
    end_a = end_b = 0
    for i, j, size in [*result.equal, (len(result.a.flat), len(result.b.flat), 0)]:
        for change in _uncovered((end_a, i), (end_b, j), moved_a, moved_b):
            if changes and size and _close(result.a.flat, changes[-1], change):
                last = changes.pop()
                change = Change(last.a0, change.a1, last.b0, change.b1)  # noqa: PLW2901
            changes.append(change)
        end_a, end_b = i + size, j + size
    return changes


def _close(flat: str, one: Change, other: Change) -> bool:
    """Few equal characters between two changes, or nothing but the digits of one number."""
    between = other.a0 - one.a1
    if between < _BRIDGE:
        return other.b0 - one.b1 < _BRIDGE
    digits = between <= _NUMBER and other.b0 - one.b1 == between
    return digits and all(char in _DIGITS for char in flat[one.a1 : other.a0])


def _uncovered(
    a: tuple[int, int], b: tuple[int, int], moved_a: list[tuple[int, int]], moved_b: list[tuple[int, int]]
) -> list[Change]:
    left, right = _minus(*a, moved_a), _minus(*b, moved_b)
    if len(left) <= 1 and len(right) <= 1:
        one, other = (left or [(a[0], a[0])])[0], (right or [(b[0], b[0])])[0]
        return [Change(*one, *other)] if left or right else []
    return [Change(i, k, b[0], b[0]) for i, k in left] + [Change(a[1], a[1], j, k) for j, k in right]


def _minus(start: int, end: int, covered: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """``[start, end)`` without the covered ranges."""
    rest = []
    for low, high in covered[bisect_left(covered, (start, start)) :]:
        if low >= end:
            break
        if low > start:
            rest.append((start, low))
        start = max(start, high)
    if start < end:
        rest.append((start, end))
    return rest
