"""Public licences named in a notice, in their SPDX-like form, and what each of them asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarizer.data import DutyKind

_VERSION = r"(?:[1-4]\.[05])"
_ELEMENTS = r"BY(?:[\s\-_/+]{0,3}(?:NC|SA|ND)(?![A-Za-z])){0,3}"
_NAMES = {
    "非商业": "NC",
    "相同": "SA",
    "演绎": "ND",
    "衍生": "ND",
    "改作": "ND",
    "noncommercial": "NC",
    "share": "SA",
    "noderiv": "ND",
}
_FOUND = re.compile(
    rf"creativecommons\.org/(?:licenses|publicdomain)/(?P<path>[a-z\-]{{2,9}})/(?P<path_version>{_VERSION})?"
    rf"|(?:(?:CC|Creative\s?Commons)[\s\-_:]{{0,3}})?(?P<before>{_VERSION})?[\s\-]{{0,3}}"
    rf"(?:(?<![A-Za-z])|(?<=CC))(?P<elements>{_ELEMENTS})(?![A-Za-z])[\s\-(]{{0,3}}(?P<after>{_VERSION})?"
    r"|(?<![A-Za-z])(?P<zero>CC0)(?![A-Za-z])"
    r"|(?:(?:知识共享|创意共享|创作共用|Creative\s?Commons)[\s\-]{0,2})?(?P<chinese>(?:(?<!保留)(?<!保持)署名(?:标示)?|署名(?=-(?:非商业|相同方式|禁止演绎))|姓名标示)(?:[\s\-,、·–—]{0,3}"
    r"(?:非商业性?(?:使用)?|相同方式(?:共享|分享)|禁止演绎|不可衍生|禁止衍生|不得演绎|禁止改作)){1,3})"
    rf"[\s\-]{{0,3}}(?P<chinese_version>{_VERSION})?"
    r"|(?P<english>Attribution(?:[\s\-]{0,3}(?:NonCommercial|ShareAlike|NoDerivatives|NoDerivs|Share Alike)){1,3})"
    rf"[\s\-]{{0,3}}(?P<english_version>{_VERSION})?"
    rf"|(?:知识共享(?!条例|组织|基金)|创意共享|创作共用|创用(?=\s?CC)|Creative\s?Commons|(?<![A-Za-z])CC(?=\s?(?:版权)?(?:协议|许可)))[\s\-]{{0,2}}(?P<plain>署名|Attribution(?![A-Za-z\-]))?[\s\-]{{0,2}}(?P<some>{_VERSION})?"
    r"|(?<![A-Za-z])(?P<software>MIT|Apache(?:[\s\-]{0,2}2\.0)?|A?GPL(?:[\s\-]?v?[23](?:\.0)?)?|GFDL|FDL|WTFPL|BSD)"
    r"\s{0,2}(?=licen[sc]e|许可|协议|授权)",
    re.IGNORECASE,
)
_SET_ASIDE = re.compile(r"(?:题图|头图|封面|配图|图片|插图|照片)[^。!?\n;]{0,40}$|不(?:适用|采用|使用)\s?$")


@dataclass(frozen=True, slots=True)
class Licence:
    """``name`` such as ``CC-BY-NC-SA-4.0``, where it is named, and the duties that come with it."""

    name: str
    start: int
    end: int
    duties: tuple[DutyKind, ...]


def find_licences(text: str) -> list[Licence]:
    """The licences that ``text`` (in its plain form) names for itself, without those of pictures or set aside."""
    found = [
        _licence(match)
        for match in _FOUND.finditer(text)
        if not _SET_ASIDE.search(text[max(0, match.start() - 60) : match.start()])
    ]
    exact = [licence for licence in found if licence.name != "CC"]
    return exact or found  # 知识共享 (Creative Commons) 署名 4.0 names one licence, not three


def _licence(match: re.Match[str]) -> Licence:
    elements = _elements(match)
    version = next((match[name] for name in _VERSIONS if match[name]), None)
    if match["software"]:
        name = "-".join(match["software"].split())
    elif match["zero"] or match["path"] == "zero":
        name = "CC0-1.0"
    else:
        name = "-".join(filter(None, ["CC", *elements, version]))
    return Licence(name, match.start(), match.end(), (DutyKind.LICENCE, *(_DUTIES[one] for one in elements)))


_VERSIONS = ("path_version", "before", "after", "chinese_version", "english_version", "some")
_DUTIES = {
    "BY": DutyKind.AUTHOR,
    "NC": DutyKind.NON_COMMERCIAL,
    "SA": DutyKind.SHARE_ALIKE,
    "ND": DutyKind.NO_MODIFICATION,
}


def _elements(match: re.Match[str]) -> list[str]:
    """``["BY", "NC", "SA"]``: the parts of a Creative Commons licence, in the usual order."""
    letters = match["elements"] or match["path"]
    words = match["chinese"] or match["english"]
    if letters:
        found = set(re.findall("BY|NC|SA|ND", letters.upper()))
    elif words:
        found = {"BY"} | {code for word, code in _NAMES.items() if word in words.lower()}
    else:
        found = {"BY"} if match["plain"] else set()
    return [code for code in ("BY", "NC", "SA", "ND") if code in found]
