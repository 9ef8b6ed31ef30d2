"""What a notice asks to be shown: the source, people, links, the statement, exact labels, and in what place.

The state of the grammar of ``duties.py``, and the half of it that follows a verb such as 注明 or 保留.
"""

from __future__ import annotations

import re

from summarizer.data import DutyKind
from summarizer.parse.notice.clauses import Clause, Token, tokenize
from summarizer.parse.notice.obligations import LABELS, PLAIN_DUTIES, SHOWN
from summarizer.text.urls import split

_AUTHOR_HOME = re.compile(r"^/[A-Za-z0-9_]{1,40}(?:-[A-Za-z_]{1,20})?/?$")
_TEMPLATE = re.compile(r"\s{0,3}:\s{0,3}[^。,;»|]{1,60}\s?[»|]\s?\S")
_OUTLET = re.compile(
    "(?:为|是|由)?([\u4e00-\u9fffA-Za-z]{2,10}?(?:[网报社台刊]|杂志|客户端|频道|在线|论坛|社区))(?=[及和与、并])"
)
_OWNER = re.compile("[归属][^,。;、及和与注]{0,6}$")
_NAMING = ("注明", "标明", "标注", "署", "写明", "冠以")
_LISTED = re.compile(r"(?:以下|下列|下述)[^,。:]{0,6}:")
_THEN = re.compile(
    "[^,。;!?]{1,16}?(?:(?:[后的]|的(?:前提|情况|条件)下),?(?:方可|可以?|即可|才能)?|即可|方可|便可|就可以?)"
    "(?:自由|免费)?(?:用于|使用|转载|引用|摘编|传播|分享)"
)
_PURPOSE = re.compile("转载|授权|来意|姓名|合作|公司")  # what to write to whom one asks: 备注“转载”
_NAMED = (DutyKind.TRANSLATOR, DutyKind.AUTHOR, DutyKind.EDITOR)
_URL_REACH = 30  # characters between a thing and the address that shows it

Compiled = tuple[DutyKind, int, int, str | None]


class Showing:
    """The state of a reading, and what a verb of showing takes as its objects."""

    def __init__(self, flat: str, text: str) -> None:
        self.flat = flat
        self.text = text
        self.tokens = tokenize(flat)
        self.at = 0
        self.now = Clause()
        self.last: tuple[DutyKind, int] | None = None  # the last thing to be shown, and where its words end
        self.listed = False  # under a heading such as 转载须知
        self.found: dict[DutyKind, Compiled] = {}

    def add(self, kind: DutyKind, start: int, end: int, value: str | None = None) -> None:
        """Keep the first words of each kind, unless later ones also say what must stand there."""
        held = self.found.get(kind)
        if held is None or (held[3] is None and value is not None):
            self.found[kind] = (kind, start, end, value)

    def following(self) -> Token | None:
        rest = self.tokens[self.at + 1 : self.at + 3]
        return next((token for token in rest if token.kind != "space"), None)

    def preceding(self) -> Token | None:
        return self.tokens[self.at - 1] if self.at else None

    def close_verb(self, end: int) -> None:
        """A verb of showing without an object takes those before it; a bare 注明 asks for the source."""
        now, verb = self.now, self.flat[self.now.start : self.now.start + 3]
        if now.mode == "show" and not now.shown:
            for token in (one for one in now.pending if now.required and one.kind in SHOWN):
                self.show(token)
            if not now.pending and verb.startswith(("注明", "标明", "标注")):
                self.add(DutyKind.SOURCE, now.start, end, self.value_after(now.start + 2))
        now.mode, now.pending, now.shown = "", [], False

    def on_attribute(self, token: Token) -> None:
        then = _THEN.match(self.flat, token.end)
        if self.now.mode == "forbid":
            if not then and not (self.now.broken and self.flat[: token.start].endswith(("并", "且"))):
                return
            self.leave()  # 请勿转载，公益媒体可在注明出处后使用
        asked = self.now.required or self.now.reposting or then
        if self.now.waived or self.now.conditional or not asked:
            self.now.mode = ""
            return
        self.now.unpermitted = None  # 未经同意必须保留: no permission is asked for
        if self.now.mode != "show" or not self.now.shown:
            self.now.start = token.start
        self.now.mode, self.now.broken = "show", False
        if self.now.summary:
            self.now.shown = True
            self.add(DutyKind.AI_NOTICE, token.start, token.end)
            self.last = (DutyKind.AI_NOTICE, token.end)
        if self.now.prominent:
            self.on_prominent(self.now.prominent)
        for quote in [one for one in self.now.pending if one.kind == "quote"]:
            self.on_quote(quote)
        self.outlet(token)
        self.template(token)

    def outlet(self, token: Token) -> None:
        """署某某网及作者名: an outlet by its bare name, before the other things to be shown."""
        named = _OUTLET.match(self.flat, token.end) if token.text.startswith(_NAMING) else None
        if named:
            self.add(DutyKind.SOURCE, token.start, named.end(), self.text[named.start(1) : named.end(1)])
            self.now.shown = True

    def template(self, token: Token) -> None:
        """转载请注明: site » title, or 《title》| site: what many sites print below an article."""
        if _TEMPLATE.match(self.flat, token.end):
            end = self.flat.find("。", token.end)
            for kind in (DutyKind.SOURCE, DutyKind.ORIGINAL_TITLE):
                self.add(kind, token.start, len(self.flat) if end < 0 else end)
            self.now.shown = True

    def on_prominent(self, token: Token) -> None:
        if self.now.mode == "show" and not self.now.summary:
            self.add(DutyKind.PROMINENT, token.start, token.end)
        self.now.prominent = token

    def thing(self, token: Token) -> None:
        now = self.now
        if _OWNER.search(self.flat[max(0, token.start - 8) : token.start]):
            return None  # 版权归作者所有
        if now.mode == "show" and self.is_label(token):
            self.leave()
            self.now, self.last = Clause(), None
            return None
        if now.mode == "show" and not (now.summary and token.kind == "statement"):
            return self.show(token)
        if self.flat[token.end : token.end + 1] != ":":
            now.subjects.append(token)
        asked = (now.required or now.reposting) and not (now.waived or now.mode or now.conditional)
        if asked and token.text.startswith(("保留", "保持")):
            now.mode, now.start = "show", token.start
        if asked and (token.kind == "hyperlink" or "署" in token.text):
            return self.show(token)
        if asked:
            now.pending.append(token)
        return None

    def is_label(self, token: Token) -> bool:
        """转载请注明出处：X 责任编辑：Y: the second is a field of its own, nothing that is asked for."""
        fields = (
            token.kind in ("editor", "author", "source", "statement") and self.flat[token.end : token.end + 1] == ":"
        )
        return fields and self.now.broken and self.now.shown and self.flat[token.start - 1 : token.start] == " "

    def speaks_for_itself(self, token: Token) -> None:
        for kind in PLAIN_DUTIES[token.kind]:
            self.add(kind, token.start, token.end)
        if token.text.startswith("保留"):  # 保留全文及版权信息: the verb goes on
            self.now.mode, self.now.start, self.now.shown = "show", token.start, True

    def show(self, token: Token) -> None:
        if _LISTED.match(self.flat, token.start):
            return  # 保留以下信息: 作者、出处: the things themselves follow
        start = self.now.start if self.now.mode == "show" else token.start
        for kind in SHOWN[token.kind]:
            self.add(kind, min(start, token.start), token.end, self.value_of(kind, token))
        self.now.shown = True
        self.last = (SHOWN[token.kind][-1], token.end)

    def on_quote(self, token: Token) -> None:
        """注明“来源：X”: the exact words to be printed."""
        if self.now.mode != "show" and self.now.required and not self.now.mode:
            self.now.pending.append(token)
        if self.now.mode != "show" or self.now.summary:
            return
        words = token.text[1:-1]
        if self.flat[self.now.start : token.start].startswith("备注") and _PURPOSE.search(words):
            return
        if self.last and self.last[0] in _NAMED and not self.flat[self.last[1] : token.start].strip(" :"):
            return  # 译者“某组”: whose name it is
        label = self.text[token.start + 1 : token.end - 1]
        kinds = [kind for pattern, kind in LABELS if re.search(pattern, words)]
        if not kinds or (kinds == [DutyKind.AUTHOR] and not re.match("作者|文/|@", words)):
            kinds = [DutyKind.SOURCE, *kinds]
        for kind in kinds:
            self.add(kind, self.now.start, token.end, label)
        self.now.shown = True

    def on_url(self, token: Token) -> None:
        """An address after the thing to be shown is the one to link to; an author's home page is only a source."""
        url = self.text[token.start : token.end].partition("](")[0].rstrip(")],.;。）】")
        if self.now.mode == "show" and not self.now.shown and not self.now.pending:
            self.now.shown = True  # 转载请注明：https://…
            self.add(DutyKind.SOURCE, self.now.start, token.end)
            return self.add(DutyKind.LINK, self.now.start, token.end, url)
        if self.last is None or token.start - self.last[1] > _URL_REACH:
            return None
        kind = self.last[0]
        if kind in (DutyKind.LINK, DutyKind.SITE_LINK):
            self.found[kind] = (kind, self.found[kind][1], token.end, url)
        elif not _is_author_home(url) and "," not in self.flat[self.last[1] : token.start]:
            self.add(DutyKind.LINK, token.start, token.end, url)
        return None

    def value_of(self, kind: DutyKind, token: Token) -> str | None:
        return self.value_after(token.end) if kind is DutyKind.SOURCE else None

    def value_after(self, end: int) -> str | None:
        """出处：X: the name after the colon."""
        match = re.match(r"[\s]{0,2}[:为][\s:]{0,3}([^\s,。;!?:“”\"()\[\]<>、/|]{2,30})", self.flat[end : end + 40])
        after = self.flat[end + match.end() :][:3].strip() if match else ""
        if not match or "http" in match[1] or "www." in match[1] or after[:1] in ("-", "|", "»"):
            return None
        return self.text[end + match.start(1) : end + match.end(1)]

    def leave(self) -> None:
        """A new verb begins: what was open is done."""
        if self.now.mode == "show":
            self.close_verb(self.tokens[self.at].start)
        self.now.mode, self.now.broken = "", False


def _is_author_home(url: str) -> bool:
    """``blog.example.net/someone``: one name after the host, no article."""
    return bool(_AUTHOR_HOME.match(split(url if "//" in url else f"//{url}").path))
