"""Reporters named in the prose itself: 新华社某地1月2日电（记者张三）, a closing （记者 张三）, a byline."""

from __future__ import annotations

import re

from summarizer.parse.notice.people import Person, is_name, read_people

_OPENING = 90  # characters of a paragraph in which a dateline ends
_ROLE = r"(?:记\s?者|通\s?讯\s?员|实习生|评论员|撰稿人|专栏作者|观察员|特派员)"
_BRACKETS = re.compile(r"[(\[]([^()\[\]]{2,80})[)\]]")
_WIRE = re.compile(r"(?:讯|电|消息|报道)\s{0,2}[(\[]([^()\[\]]{2,12})[)\]]")
_BARE = re.compile(
    rf"(?:讯|电|消息)\s{{0,2}}((?:[^\s,。:;()]{{0,12}}){_ROLE}[^,。:;()]{{2,40}}?)(?:报道|报导|:|\s(?=[^\s]{{8}}))"
)
_SET_OFF = re.compile(rf"(?:^|\s)([^\s,。:;()]{{0,8}}{_ROLE}\s?[^,。:;!?()\d]{{2,30}}?)\s{{1,4}}(?=[^\s]{{8}})")
_REPORT = re.compile(rf"^([^,。:;!?()\d]{{0,16}}{_ROLE}[^,。:;!?()\d]{{2,40}}?(?:报道|报导|摄))(?=[\s:,。]|$)")
_SIGNED = re.compile(r"[(\[]\s?([^()\[\]]{2,60})\s?[)\]]\s{0,2}[。.]?$")
_SIGNED_BARE = re.compile(rf"[。!?”]\s{{0,4}}([^\s,。!?:;()]{{0,10}}{_ROLE}[^,。!?:;()]{{2,20}})$")
_CLOSING_WORK = re.compile(
    r"^([^()/]{2,24}?)\s?/?\s?(?:文|摄|图|摄影|供图|编译|译|整理|综合|报道|采写|撰文|编辑)(?:报道|并摄|/图|图)?$"
)
_NOT_PEOPLE = re.compile(r"^(?:完|图|资料|全文|待续|略|转载|下转|上接|续|图片|视频)")


def opening_people(flat: str) -> list[Person]:
    """The people in the dateline with which a paragraph (in its plain form) begins."""
    opening = flat[:_OPENING]
    for match in _BRACKETS.finditer(opening):
        if re.search(_ROLE, match[1]):
            return read_people(match[1], "authors", strict=True)
    plainly = _BARE.search(opening) or _REPORT.search(opening)
    if plainly:
        return read_people(plainly[1], "authors", strict=True)
    set_off = _SET_OFF.search(opening)
    if set_off and (people := byline(set_off[1])):
        return people
    wire = _WIRE.search(opening)
    if wire and not _NOT_PEOPLE.match(wire[1]) and re.fullmatch(r"[^\d,。:;]{2,12}", wire[1]):
        people = read_people(wire[1], "authors")
        return people if all(2 <= len(person.name) <= 4 for person in people) else []
    return []


def closing_people(flat: str) -> list[Person]:
    """The people with whose names a paragraph (in its plain form) is signed."""
    ending = flat[-80:]
    match = _SIGNED.search(ending) or _SIGNED_BARE.search(ending)
    if not match or _NOT_PEOPLE.match(match[1]):
        return []
    words = re.sub(r"^(?:文/|本文)?作者\s?[:/]?|^文/", "", match[1].strip())
    work = _CLOSING_WORK.match(words)
    role = "translators" if work and "译" in words[len(work[1]) :] else "authors"
    names = read_people(work[1] if work else words, role, strict=True)
    length = sum(len(person.name) for person in names)
    introduced = re.search(_ROLE, words) or words != match[1].strip()
    return names if names and (introduced or work or length >= len(re.sub(r"[\s、,/]", "", words))) else []


def byline(flat: str) -> list[Person]:
    """The people of a line that holds nothing but reporters: 某报记者 张三 李四 某地报道."""
    line = flat.strip(" ()[]")
    if len(line) > 50 or re.search(r"[,。!?:;“”\d]", line) or not re.search(_ROLE, line):
        return []
    people = read_people(line, "authors", strict=True)
    rest = re.sub(_ROLE, "", line)
    for person in people:
        rest = rest.replace(person.name, "")
    return people if people and len(re.sub(r"\s", "", rest)) <= 16 else []


def office_and_name(flat: str) -> list[Person]:
    """A short line above the article with nothing but where somebody works, and the name: 某校 张三."""
    words = flat.split()
    if not 2 <= len(words) <= 4 or len(flat) > 30 or re.search(r"[,。!?:;|/\d]", flat):
        return []
    people = read_people(flat, "authors")
    named = {person.name for person in people}
    return people if named and all(is_name(name) for name in named) and named == set(words[1:]) else []


def lone_name(flat: str) -> list[Person]:
    """A line that is nothing but one name."""
    word = re.sub(r"(?<=\S) (?=\S$)", "", flat.strip(" ()[]"))
    doubled = len(set(word)) == 1  # 谢谢
    return [Person("authors", word)] if len(word) <= 4 and is_name(word) and not doubled else []


def poster(flat: str) -> list[Person]:
    """本帖由某人于2005年8月12日发表: a forum's own line below a contribution."""
    match = re.match(r"\W{0,3}本[贴帖文]由\s?@?\s?([^\s,。]{2,12}?)\s?于\s?\d{4}", flat) or re.match(
        r"(?i)posted\s?@?\s?\d{4}-\d\d?-\d\d?\s\d\d:\d\d\s+([^\s,。()]{2,20})", flat
    )
    return [Person("authors", match[1])] if match else []
