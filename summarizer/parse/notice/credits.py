"""Labelled fields in one line: ``来源：X  作者：Y 编辑 Z``, cut where the next label begins."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from summarizer.parse.notice.people import is_name, read_people
from summarizer.parse.notice.phrases import one_of, phrases

PEOPLE = ("authors", "correspondents", "photographers", "translators", "editors", "reviewers")
_URL = re.compile(r"https?://[!-~]{1,2000}|(?:[A-Za-z0-9-]{1,63}\.){1,5}[A-Za-z]{2,12}/[!-~]{0,500}")
_DATE = re.compile(r"\s{0,4}(?:\d{4}|\d{2})\s?[-/.年]\s?\d{1,2}\s?[-/.月]|\s\d{1,2}:\d{2}")
# Where a date begins behind names: 张三 2023-11-30, Anna Keller | Nov 30, 2023.
_BEHIND = re.compile(
    r"[\s|·]{1,4}(?:\d{4}\s?[-/.年]\s?\d|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?\s\d)"
)
_OTHER_LABEL = re.compile(r"[\s|;,、]{1,4}[\u4e00-\u9fff/]{2,8}\s?:(?=\s?[\u4e00-\u9fff])")  # one that is not known
_LONGEST_REMARK = 80
_PROSE = re.compile(r"[。!?;…]|,[^,]{0,200},")


@dataclass(frozen=True, slots=True)
class Field:
    """A label and what follows it: ``flat[start:end]`` whole, ``flat[value:end]`` without the label.

    ``role`` is a field of ``Notice``, ``other`` for credits without one, ``junk`` for dates, counts and tools.
    """

    role: str
    start: int
    value: int
    end: int

    def words(self, text: str) -> str:
        return text[self.value : self.end]


def read_fields(flat: str, start: int = 0) -> list[Field]:
    """The fields of a line in its plain form from ``start`` on, in order."""
    found: list[re.Match[str]] = []
    for match in _label().finditer(flat, start):
        inside = bool(found) and match["spaced"] and found[-1].end() == match.start()  # 作者：通讯员 张三 is one field
        if not inside and _stands_free(match, flat):
            found.append(match)
    ends = [*(match.start() for match in found[1:]), len(flat)][: len(found)]
    fields = []
    for match, end in zip(found, ends, strict=True):
        role = _role_of(re.sub(r"[\s\[\]]", "", match["label"]).lower())
        stop = _end_of_value(role, flat, match.end(), end)
        fields.append(Field(role, _opened(flat, match.start()), match.end(), stop))
    return fields


def is_plausible(field: Field, flat: str) -> bool:
    """Could this be a credit, rather than prose that happens to begin like one?"""
    words = field.words(flat).strip(" ()[]")
    if field.role in ("other", "photographers", *PEOPLE) and "|" in words.strip("|"):
        return False
    if field.role in PEOPLE:
        return _names_somebody(field, words, flat)
    if field.role == "link":
        return bool(_URL.search(words)) or len(words) <= 8
    if field.role in ("source", "upstream"):
        return _names_outlet(flat[field.start : field.value], words)
    if field.role == "original_title":
        return len(words) <= 100 and "。" not in words.rstrip("。")
    return len(words) <= 60


def _names_outlet(label: str, words: str) -> bool:
    if _URL.fullmatch(words):
        return True
    if not re.search(r"(?:^|[:|/]\s*)$", label) and not _reads_as_name(words):
        return False
    return len(words) <= 40 and not _PROSE.search(words) and ("," not in words or len(words) <= 20)


def _reads_as_name(words: str) -> bool:
    """After 本文来自 without a mark stands an outlet, not the rest of a sentence (本文来自作者的亲身经历)."""
    name = source_name(words)
    return bool(name) and (words[:1] in '《“"@[<' or is_outlet(name or "") or not re.search("[的了在是]", words))


def _names_somebody(field: Field, words: str, flat: str) -> bool:
    """A name, an empty place for one or, of a picture, who gave it; what the picture shows is a caption."""
    label = flat[field.start : field.value].strip("([ :/|")
    if re.search(r"(?:提供|供图)$", words) and field.role == "photographers":
        return len(words) <= 30
    if label in ("图", "图片", "配图", "照片"):
        given = re.search(r"(?:网|社|报|中国|资料|IC|CFP)$", words)
        return bool(given or read_people(words, field.role, strict=True))
    if is_empty(words) or has_unfilled_place(words):
        return True
    return len(words) <= 80 and not _PROSE.search(words) and bool(read_people(words, field.role))


def has_credit(flat: str) -> bool:
    """Does the line hold a labelled field that names somebody, or is it a label alone?"""
    return bool(lone_label(flat)) or any(one.role != "junk" and is_plausible(one, flat) for one in read_fields(flat))


def opens_with_label(flat: str) -> bool:
    """Does the line begin with a label and its mark, and hold no prose: 发布单位：X 发布日期：Y?"""
    found = read_fields(flat)
    if not found or found[0].start > 1 or not re.search(r"[:|/\]]\s*$", flat[: found[0].value]):
        return False
    return all(one.role == "junk" or is_plausible(one, flat) for one in found) and not _PROSE.search(flat)


def lone_label(flat: str) -> str | None:
    """The role of a label that stands on a line of its own, with or without its mark."""
    label = re.sub(r"[\s:|()\[\]]", "", flat).lower()
    return _roles().get(label) if len(label) > 1 else None


def is_remark(words: str) -> bool:
    """Small words around fields that are neither credit nor prose: 略有删节, 标题为编者所加."""
    if len(words) > _LONGEST_REMARK:
        return False
    # Atomic, so that a row of remarks is read in one way only.
    if re.fullmatch(rf"[\W_]*+(?:(?>{phrases()['credits']['remark']})[\W_]*+)+", words):
        return True
    credit = re.fullmatch(r"[\W_]*+[\u4e00-\u9fff]{2,8}\s?:\s{0,3}([^:,。;]{2,16}?)[\W_]*", words)
    return bool(credit and read_people(credit[1], "authors", strict=True))


def is_empty(words: str) -> bool:
    """Nothing, or a mark that stands for nobody: 作者：（空）."""
    name = words.strip(" ()[]")
    return not name or bool(_nobody().match(name))


def has_unfilled_place(words: str) -> bool:
    """Did a template leave a placeholder where a value should stand?"""
    return bool(re.search(phrases()["credits"]["unfilled"], words))


def source_name(words: str) -> str | None:
    """The outlet in the value of 来源: without quotes, dates, counts and what a page puts beside it."""
    dated = _DATE.search(words)
    words = _tools().split(words[: dated.start()] if dated else words, maxsplit=1)[0]
    words = re.sub(rf"^\s*{phrases()['credits']['account']}(?=[\s:“《\"@\[]|[^\s]{{2}})\s?[:|]?\s?", "", words)
    if titled := re.match(r"\s*(?:《([^》]{2,30})》|“([^”]{2,30})”)(?=[\s,(\d]|第|微信|公众|$)", words):
        return str(titled[1] or titled[2])
    kept: list[str] = []
    for word in re.split(r"[\s|]+", words.strip(" []:|,;。")):
        if _junk().match(word) or (kept and is_name(word)) or (kept and len(" ".join(kept)) + len(word) > 30):
            break
        kept.append(word)
    name = " ".join(kept).strip(" :,;。-_|/")
    name = re.sub(r"\((?:ID|微信)[^()]{0,40}\)?|\(\s*\)|\[[^\]]{0,20}\]?$", "", name).strip()
    name = name[1:-1] if name[:1] == "(" and name[-1:] == ")" else name
    name = name.rstrip(")") if name.count(")") > name.count("(") else name
    name = name if name.count("(") == name.count(")") else name.partition("(")[0]
    if re.fullmatch(r"《[^》]*》|“[^”]*”|\"[^\"]*\"|<[^>]*>", name):
        name = name[1:-1]
    return None if not name or _nobody().match(name) or len(name) > 40 else name


_DATED = re.compile(r"\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?\s{0,4}(?:\d{1,2}:\d{2}(?::\d{2})?)?\s{0,4}")
_BARE = re.compile(r"(?:^|\|)\s{0,4}(来源|作者)\s{0,3}([^\s:|]{2,20})\s{0,4}(?=\||$)")


def unlabelled_names(flat: str) -> list[str]:
    """Outlet and reporters beside the date of a head line without labels: 某报 2019年11月25日, 2019-11-25 某报 张三."""
    match = _DATED.search(flat)
    if not match:
        return []
    before, after = _words(flat[: match.start()]), _words(flat[match.end() :])
    if len(before) == 1 and stands_alone(before[0]):
        clear = is_name(before[0]) or is_outlet(before[0])
        repeated = bool(after) and after[0].startswith(before[0])  # 某号 2023-10-12 18:20 某号官方账号
        if clear or repeated or (not after and ":" in match[0]):
            return before
    if not after or len(after) > 6 or ":" in flat[match.end() :][:20]:
        return []
    name = source_name(after[0])
    if not name or not re.search(r"[^\W\d_]{2}", name) or len(name) > 20:
        return []
    return [name, *(word for word in after[1:] if is_name(word))]


def undated(flat: str) -> str:
    """The line without its date: 2023-11-30 10:21 某报 记者张三."""
    return _DATED.sub(" ", flat, count=1).strip()


def _words(flat: str) -> list[str]:
    return [word for word in re.split(r"[\s|·]+", flat) if word and not _junk().match(word)]


def posted_by(flat: str) -> str | None:
    """山野闲人 发表于 2021-07-14 21:30: who posted it, unless that is an outlet."""
    match = re.match(r"\s*([^\s|:,。]{2,16})[\s|]{1,4}(?:发表于|发布于|发表|发布)\s?:?\s?\d{4}", flat)
    return match[1] if match and not is_outlet(match[1]) and stands_alone(match[1]) else None


def account(flat: str) -> tuple[str | None, str] | None:
    """原创 作者 公众号 前天: ``(author, account)`` of a line as platforms print it below the title."""
    match = re.match(rf"\s*原创\s++(.{{2,60}}?)\s++{phrases()['credits']['head']['ages']}", flat)
    words = match[1].split() if match else []
    return (words[0] if len(words) > 1 else None, words[-1]) if words else None


def stands_alone(flat: str) -> bool:
    """Is a line above the article nothing but a name, of an outlet or account?"""
    word = flat.strip()
    if lone_label(word) or not 2 <= len(word) <= 16 or re.search(r"[\s,。;:!?>|/\d()\[\]]", word):
        return False
    return not re.match(phrases()["credits"]["head"]["channels"], word) and not _junk().match(word)


def is_outlet(name: str) -> bool:
    """Does the name end like that of a paper, a site, an office?"""
    return bool(re.search(phrases()["credits"]["after"]["outlet"], name))


def is_date(flat: str) -> bool:
    """Does the line hold a date or time and no other words?"""
    rest = re.sub(r"(?:发布|发表|更新)?(?:时间|日期|于)|[年月日时分秒前小天]|刚刚|昨天|今天|前天", "", flat)
    return bool(re.search(r"\d", flat)) and not re.search(r"[^\W\d_]", rest) and len(flat) <= 40


def bare_fields(flat: str) -> list[tuple[str, str]]:
    """来源某网| 作者某人|: labels without a mark, in cells between bars; ``(role, value)``."""
    return [("source" if label == "来源" else "authors", value) for label, value in _BARE.findall(flat)]


def first_url(words: str) -> str | None:
    match = _URL.search(words)
    return match[0].rstrip(".,;)]") if match else None


def _stands_free(match: re.Match[str], flat: str) -> bool:
    """Not 转载请注明来源：X, not 凡本网注明“来源：X”: there the label is what others are asked to print."""
    before = flat[max(0, match.start() - 12) : match.start()]
    if before.endswith(("“", '"', "’", "'", "的")) or re.search(
        r"(?:注明|标明|标注|保留|附上|写明|给出|署名|附|及|和)[: ]?$", before
    ):
        return False
    if match["spaced"] or match["boxed"] or match["dotted"]:
        return _begins_name(flat, match.end())
    return True


def _begins_name(flat: str, at: int) -> bool:
    """After a label with a mere space only a name makes it a label."""
    word = re.split(r"[\s、,;/|)\]]", flat[at : at + 14].strip(), maxsplit=1)[0]
    rest = flat[at : at + 60]
    return bool(read_people(rest if len(word) < 2 else word, "authors", strict=True))


def _opened(flat: str, start: int) -> int:
    """With the bracket before the label: （责任编辑：X） is one stretch."""
    return start - 1 if start and flat[start - 1] in "([" else start


def _end_of_value(role: str, flat: str, start: int, end: int) -> int:
    """Before the next label, the end of the address, or a closing bracket that was opened before the label."""
    if role == "link":
        match = _URL.search(flat, start, end)
        if match and match.start() - start <= 12:
            return match.end()
    if role == "original_title" and (quoted := re.match("《[^》]*》|“[^”]*”", flat[start:end])):
        return start + quoted.end()
    if role in ("source", "upstream") and (left := _remarked().search(flat, start, end)):
        end = left.start()
    if role in PEOPLE and (dated := _BEHIND.search(flat, start, end)):
        end = dated.start()
    if role in PEOPLE and (other := _OTHER_LABEL.search(flat, start, end)):
        end = other.start()
    statement = re.search(phrases()["credits"]["after"]["statement"], flat[start:end])
    end = start + statement.start() if statement else end
    depth = 0
    for at in range(start, end):
        depth += (flat[at] in "([") - (flat[at] in ")]")
        if depth < 0:
            return at + 1
        if flat[at] == "。" and role != "original_title":
            return at
    return start + len(flat[start:end].rstrip(" |,;、/-([·"))


def _role_of(label: str) -> str:
    """The field that a label stands for; of a compound (本版编辑) the end decides."""
    known = _roles().get(label) or _roles().get(re.sub(f"{phrases()['credits']['account']}$", "", label))
    return known or next(_roles()[end] for end in phrases()["credits"]["compound"] if label.endswith(end))


@cache
def _roles() -> dict[str, str]:
    labels = {re.sub(r"\s", "", word).lower(): role for role, words in phrases()["labels"].items() for word in words}
    return labels | {word.lower(): "authors" for word in phrases()["credits"]["joint"]}


@cache
def _label() -> re.Pattern[str]:
    """Labels by what may follow them. Those of three and more characters, and strong ones, may follow any character."""
    words = phrases()["credits"]
    every = sorted(_roles(), key=len, reverse=True)
    strong = [word for word in every if len(word) >= 3 or word in words["strong"]]
    people = [word for role in PEOPLE for word in phrases()["labels"][role] if len(word) > 1]
    long = [word for word in people if len(word) > 2]
    free = (
        rf"{_any_of(every)}(?:\s?{words['account']})?(?=\s{{0,3}}[:|])",
        rf"{one_of(_named_by_title())}(?=\s?[《“])",
        r"(?-i:By|BY)(?=\s[A-Z][a-z])",
        rf"{_any_of(words['slashed'] + words['joint'] + people)}(?=\s?/)",
        rf"(?P<dotted>{_any_of(people)}(?=\s?·))",
        rf"(?P<boxed>\[{_any_of(people)}\](?=\s?[^\s:]))",
        rf"{_any_of(words['direct'])}(?:\s?{words['account']})?",
        rf"(?<!:)(?<!:\s)[\u4e00-\u9fff]{{1,6}}{one_of(words['compound'])}(?=\s?[:|])",
        rf"(?P<spaced>{_any_of(words['spaced'] + words['joint'] + long)}(?=\s))",
    )
    begins = r"(?:(?<![^\s\[\](){},;。、/|\-_>»·:])|(?<=\d[年月日\d:]))"
    anywhere = rf"{_any_of(strong)}(?=\s{{0,3}}:)"
    return re.compile(rf"(?P<label>{begins}{one_of(list(free))}|{anywhere})\s{{0,3}}[:|/·]?\s{{0,3}}", re.IGNORECASE)


def _any_of(words: list[str]) -> str:
    """A pattern for any of these labels. Their first characters are looked at first: few places begin with one."""
    initials = "".join(re.escape(char) for char in sorted({word[0] for word in words}))
    return f"(?=[{initials}]){one_of(_printed(words))}"


def _printed(words: list[str]) -> list[str]:
    """作　者: the characters of short labels may stand apart."""
    ordered = sorted(set(words), key=len, reverse=True)
    return [r"\s{0,4}".join(map(re.escape, word)) if len(word) <= 4 else re.escape(word) for word in ordered]


def _named_by_title() -> list[str]:
    """Labels whose value may follow in its own marks: 原题《X》, 原载《某报》."""
    labels = phrases()["labels"]
    return sorted({*labels["source"], *labels["upstream"], *phrases()["credits"]["titled"]}, key=len, reverse=True)


@cache
def _junk() -> re.Pattern[str]:
    return re.compile(phrases()["credits"]["after"]["junk"], re.IGNORECASE)


@cache
def _remarked() -> re.Pattern[str]:
    return re.compile(rf"[,;]\s?(?:{phrases()['credits']['remark']})[\s)。]*$")


@cache
def _tools() -> re.Pattern[str]:
    return re.compile(phrases()["credits"]["after"]["tools"])


@cache
def _nobody() -> re.Pattern[str]:
    return re.compile(phrases()["credits"]["nobody"], re.IGNORECASE)
