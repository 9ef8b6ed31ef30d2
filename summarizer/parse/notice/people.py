"""Names, one by one, out of a credit or a dateline: ``记者 张三 通讯员 李 四 摄影报道`` holds two."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from summarizer.parse.notice.phrases import one_of, phrases, plain
from summarizer.text.surnames import compound_surnames, surnames

MAX_NAMES = 40
MAX_VALUE = 400  # characters of a credit that are read
_HAN = "\u3400-\u9fff\u3007\U00020000-\U0002ebef"
_WASTE = re.compile(
    r"[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9.\-]{1,64}|https?://\S{1,300}|_[A-Z]{1,4}\d{1,8}|(?<![A-Za-z])[A-Z]{1,4}\d{3,8}"
    r"|\(\s?(?:微信|公众号|ID|QQ|电话|邮箱)[^()]{0,40}\)|\d{6,}"
)
_FOREIGN = re.compile(rf"[{_HAN}A-Z]{{1,10}}(?:·[{_HAN}A-Z]{{1,10}}){{1,3}}")
_CHINESE = re.compile(rf"[{_HAN}]{{2,4}}")
_SEPARATOR = re.compile(r"[、,;/&|+\\]")
_COMMON = 150  # of the most frequent surnames: one of these begins a name, whatever stands before it
_OFFICES = "科部处局办室院校社站网报厅委所系县市区镇乡省街"  # 宣传科 is no name, though 宣 is a surname
_TRIM = " .:*#_-~“”\"'[]()《》<>@"


@dataclass(frozen=True, slots=True)
class Person:
    """A name as printed, inner spaces of two-character names dropped, and the field it belongs to (``authors`` …)."""

    role: str
    name: str


def read_people(value: str, role: str, *, strict: bool = False) -> list[Person]:
    """The people that ``value`` names, in order, each once; ``role`` is the field of those without a role of their own.

    ``strict`` takes only what has the form of a name (a surname and one or two more characters, or a foreign name);
    otherwise pen names and offices count too, since a label said that a name follows.
    """
    flat = _tools().split(_WASTE.sub(" ", plain(value[:MAX_VALUE])), maxsplit=1)[0]
    printed = {simple: char for simple, char in zip(plain(value[:MAX_VALUE]), value, strict=False) if is_han(char)}
    people: dict[tuple[str, str], None] = {}
    for own_role, words in _by_role(flat, role):
        for name in _names(words, strict=strict):
            people.setdefault((own_role, "".join(printed.get(char, char) for char in name)))
    return [Person(*key) for key in list(people)[:MAX_NAMES] if key[0] != "other"]


def is_han(char: str) -> bool:
    return bool(re.fullmatch(f"[{_HAN}]", char))


def is_name(word: str) -> bool:
    """Has ``word`` the form of a Chinese or foreign personal name?"""
    if "·" in word and _FOREIGN.fullmatch(word):
        return True
    if not (2 <= len(word) <= 4 and _CHINESE.fullmatch(word)):
        return False
    if word[:2] in compound_surnames():
        return len(word) > 2
    return word[0] in surnames() and len(word) < 4 and not (len(word) == 3 and word[-1] in _OFFICES)


def _by_role(flat: str, role: str) -> list[tuple[str, str]]:
    """The value cut at its role words; an outlet before such a word goes, a name there stays with its own."""
    parts: list[tuple[str, str]] = []
    start = 0
    for match in _role_words().finditer(flat):
        before = flat[start : match.start()]
        cut = max((before.rfind(mark) for mark in " 、,;/&|("), default=-1) + 1
        outlet = before[cut:]
        if cut and is_name(outlet) and parts:
            cut = len(before)
        parts.append((role, before[:cut]))
        role = match.lastgroup or role
        start = match.end()
    parts.append((role, flat[start:]))
    return parts


def _names(words: str, *, strict: bool) -> list[str]:
    names: list[str] = []
    for group in _SEPARATOR.split(_without_remarks(words)):
        for piece in _pieces(group):
            names += _accepted(piece, strict=strict)
    people = [name for name in names if is_name(name)]
    return people if people and all(_is_office(name) for name in names if name not in people) else names


def _without_remarks(words: str) -> str:
    """（简书作者） says something about the name before it; (Joel Spolsky) belongs to it."""
    words = re.sub(rf"[\[(]\s?[{_HAN}]{{1,3}}\s?[\])]\s?(?=[{_HAN}])", "", words)  # [英]托马斯
    words = words.strip(" ()[]")
    return re.sub(
        r"\(([^()]{0,60})\)?", lambda match: match[0] if match[1].isascii() and match[1].strip() else " ", words
    )


def _pieces(group: str) -> list[str]:
    """Words between spaces, with 张 三 and Demi Xia put together again."""
    pieces: list[str] = []
    for word in group.split():
        last = pieces[-1] if pieces else ""
        if len(word) == 1 == len(last):
            pieces[-1] = last + word
        elif not last:
            pieces.append(word)
        elif last.count("(") > last.count(")") or (_is_latin(word) and (_is_latin(last) or word[0] == "(")):
            pieces[-1] = f"{last} {word}"
        else:
            pieces.append(word)
    named = pieces and is_name(pieces[0])
    kept = [piece for n, piece in enumerate(pieces) if len(piece) > 1 and not (n and named and _is_post(piece))]
    people = [piece for piece in kept if is_name(piece)]
    return people if people and all(_is_office(piece) for piece in kept if piece not in people) else kept


def _is_post(piece: str) -> bool:
    """李四 某市 职员: what a person is and where, no name of its own."""
    people = phrases()["people"]
    return (
        len(piece) > 1
        and not is_name(piece)
        and (piece.startswith(tuple(people["places"])) or bool(re.search(people["posts"], piece)))
    )


def _is_office(piece: str) -> bool:
    """党委宣传部 张三: where a person works, printed before the name."""
    return bool(re.search(_after()["outlet"], piece) or re.search(phrases()["people"]["posts"], piece))


def _is_latin(word: str) -> bool:
    return word.isascii() and any(char.isalpha() for char in word)


def _accepted(piece: str, *, strict: bool) -> list[str]:
    word = _trimmed(piece)
    if not strict:
        return _lenient(word)
    word = _without_work(word)
    if is_name(word):
        return [word]
    if _is_office(word):
        return []
    return _halves(word) or _glued(word, surnames(_COMMON)) or _glued(word, surnames())


def _without_work(word: str) -> str:
    """张三北京报道: the name without what its bearer did, and where."""
    word = re.sub("发自.{1,8}$", "", word)
    if is_name(word):
        return word
    splits = [(word[:size], word[size:]) for size in (3, 2) if is_name(word[:size])]
    worked = [(name, rest) for name, rest in splits if re.fullmatch(_after()["names"], rest)]
    placed = [name for name, rest in worked if rest.startswith(tuple(phrases()["people"]["places"]))]
    if worked:
        return placed[0] if placed else worked[0][0]
    return "" if re.fullmatch(_after()["names"], word) else re.sub("提供$|供图$", "", word)


def _trimmed(piece: str) -> str:
    word = piece.strip(_TRIM)
    return word + ")" if word.count("(") > word.count(")") else word


def _lenient(word: str) -> list[str]:
    word = _trimmed(_label_words().split(word, maxsplit=1)[0])
    if not re.search(r"[^\W_]", word) or len(word) > 24 or re.search(r"[。!?…:;@|{}]", word):
        return []
    if _nobody().match(word) or _junk().match(word) or re.match(phrases()["credits"]["vague"], word):
        return []
    word = _without_work(word)
    if not word or is_name(word):
        return [word] if word else []
    return _halves(word) or _glued(word, surnames(_COMMON)) or [_before_post(word)]


def _halves(word: str) -> list[str]:
    """张三和李四: two names around a conjunction."""
    halves = re.split("[和与及]", word)
    return halves if len(halves) > 1 and all(is_name(half) for half in halves) else []


def _glued(word: str, known: frozenset[str]) -> list[str]:
    """樊亮张明超: names printed without anything between them, where they can be told apart in one way."""
    if not 4 <= len(word) <= 12 or not re.fullmatch(f"[{_HAN}]+", word):
        return []
    ways: list[list[list[str]]] = [[[]]]
    for end in range(1, len(word) + 1):
        found = []
        for size in (2, 3):
            name = word[max(0, end - size) : end]
            if end >= size and name[0] in known:
                found += [[*way, name] for way in ways[end - size]]
        ways.append(found[:3])
    return ways[-1][0] if len(ways[-1]) == 1 else []


def _before_post(word: str) -> str:
    """方敏北京大学教授: the name before the post."""
    match = _posted().match(word)
    return match[1] if match and is_name(match[1]) else word


@cache
def _role_words() -> re.Pattern[str]:
    roles = phrases()["credits"]["roles"]
    return re.compile("|".join(f"(?P<{role}>{one_of(words)})" for role, words in roles.items()))


@cache
def _posted() -> re.Pattern[str]:
    return re.compile(rf"([{_HAN}]{{2,3}}){one_of(phrases()['people']['places'])}[{_HAN}]{{2,}}")


@cache
def _after() -> dict[str, str]:
    after: dict[str, str] = phrases()["credits"]["after"]
    return after


@cache
def _label_words() -> re.Pattern[str]:
    """Words that introduce the next field and are no part of a name."""
    return re.compile(_after()["labels"])


@cache
def _tools() -> re.Pattern[str]:
    return re.compile(_after()["tools"])


@cache
def _nobody() -> re.Pattern[str]:
    return re.compile(phrases()["credits"]["nobody"], re.IGNORECASE)


@cache
def _junk() -> re.Pattern[str]:
    return re.compile(_after()["junk"], re.IGNORECASE)
