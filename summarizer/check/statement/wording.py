"""The words of statements: what counts as the same, what a statement asks for, and whether it asks or refuses.

All knowledge is in ``statement.toml``. Everything here works on canonical text: folded, without addresses, labels'
punctuation and white space, each group of equal forms written one way.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from summarizer.text.fold import Folded, fold, fold_deep, simplify
from summarizer.text.urls import find_urls

_SLOT = re.compile(r"\{(?:own|this|name)\}")
Forms = tuple[tuple[str, ...], ...]


@cache
def knowledge() -> dict[str, Any]:
    """``statement.toml``."""
    return tomllib.loads(files(__package__).joinpath("statement.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=64)
def canonical(text: str, *, deep: bool = False, script: bool = False, forms: Forms = ()) -> Folded:
    """The canonical form of ``text`` with offsets into it. ``forms`` are a site's own groups of equal words."""
    bare = _without_urls(text)
    light = _latin(fold_deep(bare)) if deep else fold(bare)
    letters = simplify(light.text) if script else light.text
    pattern, standing = _rewriting(forms)
    pieces: list[str] = []
    offsets: list[int] = []
    at = 0
    for match in pattern.finditer(letters):
        pieces.append(letters[at : match.start()])
        offsets.extend(light.offsets[at : match.start()])
        word = standing.get(match[0], "")
        pieces.append(word)
        offsets.extend([light.offsets[match.start()]] * len(word))
        at = match.end()
    pieces.append(letters[at:])
    offsets.extend(light.offsets[at:])
    return Folded("".join(pieces), tuple(offsets))


def without_label(statement: str) -> str:
    """A canonical statement without the label (版权声明, 特别声明 …) it may begin with."""
    labels = sorted(knowledge()["labels"], key=len, reverse=True)
    label = next((one for one in labels if statement.startswith(one)), "")
    return statement[len(label) :] if len(statement) > len(label) + 6 else statement


def groups_in(text: str) -> frozenset[str]:
    """What a canonical statement asks for: names of the groups of ``[duties]`` it has a word of."""
    return frozenset(name for name, words in knowledge()["duties"].items() if any(word in text for word in words))


def acts_in(text: str) -> bool:
    """Does it say to do something (注明, 附上, 保留 …)?"""
    return any(word in text for word in knowledge()["acts"]["asked"])


@lru_cache(maxsize=4096)
def signs(text: str) -> tuple[str, ...]:
    """For every act in order: ``+`` asked for, ``-`` refused, ``?`` made a matter of taste."""
    plain = _double().sub(lambda match: "须" * len(match[0]), text)
    marks = []
    after = 0  # a word of refusal acts on the next act alone
    for act in _acts().finditer(plain):
        before = plain[max(after, act.start() - knowledge()["polarity"]["reach"]) : act.start()]
        if _undoing().fullmatch(act[0]) or _words("negators").search(before):
            marks.append("-")
        else:
            marks.append("?" if _words("weakeners").search(before[-4:]) else "+")
        after = act.end()
    return tuple(marks)


def refuses(text: str) -> bool:
    """Does ``text`` hold a word that refuses, weakens or undoes?"""
    text = _double().sub("", text)
    return bool(_words("negators").search(text) or _words("weakeners").search(text) or _undoing().search(text))


def burdens(text: str) -> bool:
    """Does ``text`` speak of what a statement asks for as such (要求, 义务 …)?"""
    return any(word in text for word in knowledge()["polarity"]["burdens"])


def postpones(text: str) -> bool:
    """Does ``text`` make the acts wait for a condition (必要时, 条件允许), or bind them to a time or an exception?"""
    return any(word in text for word in knowledge()["polarity"]["conditions"]) or bool(_limits().search(text))


def narrows(inserted: str, after: str) -> bool:
    """Does what was put in right before ``after`` let some reposts off: 商业 before 转载请 …?"""
    reposting = after.startswith(tuple(knowledge()["acts"]["done"]))
    return reposting and inserted.removesuffix("的").endswith(tuple(knowledge()["polarity"]["kinds_of_repost"]))


def shortens(after: str) -> bool:
    """Is what follows "this statement" one word with it, and names a part of it (本声明|摘要)?"""
    return after.startswith(tuple(knowledge()["polarity"]["instead"]))


def answers(after: str) -> bool:
    """Is the statement made a question that is answered with no (…和本声明|?不用)?"""
    return bool(re.search(knowledge()["polarity"]["answers"], after))


def leaves_choice(was: str, became: str) -> bool:
    """Was "A and B" made "A or B"?"""
    return became in knowledge()["polarity"]["choices"] and was in knowledge()["polarity"]["joins"]


def holds_rights(text: str) -> bool:
    """Is ``text`` a word for whoever made the article (博主, 作者)?"""
    return text in knowledge()["kinds"]["makers"]


@lru_cache(maxsize=512)
def slot_mask(statement: str) -> tuple[bool, ...]:
    """For every character of a canonical statement: is it part of a slot (a name, a licence, a number)?"""
    mask = [True] * len(statement)
    for word in _vocabulary().finditer(statement):
        mask[word.start() : word.end()] = [False] * (word.end() - word.start())
    return tuple(mask)


def kind_words(text: str) -> tuple[str, ...]:
    """原创, 转载, 编译 …: the kinds of text that ``text`` names before it speaks of reposting."""
    return tuple(word for word in knowledge()["kinds"]["words"] if word in text)


def derived(text: str) -> bool:
    """Does ``text`` make the article something made after it (原创文章|改编作品)?"""
    return any(word in text for word in knowledge()["kinds"]["derived"])


@lru_cache(maxsize=256)
def contrary_patterns(table: str, names: tuple[str, ...] = ()) -> tuple[re.Pattern[str], ...]:
    """The patterns of ``[contrary]`` or ``[own_claim]``; ``names`` are what the reposter calls itself.

    Those with ``{name}`` need such a name: 本报记者 may as well have been taken over with the article.
    """
    words = knowledge()["contrary"]
    slots = {
        "{own}": _any_of([*words["own"], *names]).pattern,
        "{this}": _any_of(words["this"]).pattern,
        "{name}": _any_of(names).pattern,
    }
    filled = []
    for pattern in knowledge()[table]["patterns"]:
        if names or "{name}" not in pattern:
            filled.append(re.compile(_SLOT.sub(lambda slot: slots[slot[0]], pattern)))
    return tuple(filled)


@cache
def instructing_patterns() -> tuple[re.Pattern[str], ...]:
    """The patterns of ``[instructing]``: orders to programs."""
    return tuple(map(re.compile, knowledge()["instructing"]["patterns"]))


def _latin(folded: Folded) -> Folded:
    """Letters of other alphabets as the Latin ones that readers take them for."""
    return folded if folded.text.isascii() else Folded(folded.text.translate(_look_alikes()), folded.offsets)


@cache
def _look_alikes() -> dict[int, str]:
    return {ord(one): letter for letter, others in knowledge()["look_alikes"].items() for one in others}


def _without_urls(text: str) -> str:
    if "." not in text:
        return text
    for start, end, _ in find_urls(text):
        text = text[:start] + " " * (end - start) + text[end:]
    return text


@lru_cache(maxsize=64)
def _rewriting(forms: Forms) -> tuple[re.Pattern[str], dict[str, str]]:
    groups: list[tuple[str, ...]] = [*map(tuple, knowledge()["equal_forms"]), *forms]
    standing = {word: group[0] for group in groups for word in group[1:] if word not in group[0]}
    words = sorted(standing, key=len, reverse=True)
    neutral = re.escape(knowledge()["neutral"])
    return re.compile("|".join([*map(re.escape, words), f"[{neutral}]"])), standing


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


@cache
def _words(table: str) -> re.Pattern[str]:
    return _any_of(knowledge()["polarity"][table])


@cache
def _limits() -> re.Pattern[str]:
    return re.compile("|".join(knowledge()["polarity"]["limits"]))


@cache
def _undoing() -> re.Pattern[str]:
    return _any_of(knowledge()["polarity"]["undoing"])


@cache
def _double() -> re.Pattern[str]:
    return _any_of(knowledge()["polarity"]["double"])


@cache
def _acts() -> re.Pattern[str]:
    return _any_of([*knowledge()["acts"]["asked"], *knowledge()["acts"]["done"], *knowledge()["polarity"]["undoing"]])


@cache
def _vocabulary() -> re.Pattern[str]:
    return _any_of([*knowledge()["vocabulary"]["words"], *knowledge()["kinds"]["words"]])
