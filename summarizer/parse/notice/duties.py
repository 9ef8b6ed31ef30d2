"""What a notice asks for: its wording compiled into duties.

A small grammar over the tokens of ``clauses.py``, read once from left to right. Four things decide what a verb means:
who is spoken of (those without permission, those with it), for which use (commercial, non-commercial), whether the verb
is asked for, forbidden or waived, and which objects follow it. A sentence ends all four, a comma some.
"""

from __future__ import annotations

import re

from summarizer.data import DutyKind
from summarizer.parse.notice.clauses import Clause, Token, tokenize
from summarizer.parse.notice.licences import find_licences
from summarizer.parse.notice.obligations import FORBIDDEN_ACTS, LABELS, PLAIN_DUTIES, SHOWN
from summarizer.parse.notice.phrases import plain
from summarizer.text.urls import split

_ASKING = ("require", "attribute", "contact", "permission", "granted", "source", "hyperlink", "prominent")
_AUTHOR_HOME = re.compile(r"^/[A-Za-z0-9_\-]{1,40}/?$")
_TEMPLATE = re.compile(r"\s{0,3}:\s{0,3}[^。,;»|]{1,60}\s?[»|]\s?\S")
_LISTED = re.compile(r"(?:以下|下列|下述)[^,。:]{0,6}:")
_CHANNEL = re.compile("联系|联络|申请|私信|告知|回复|留言|咨询|征得")
_THEN = re.compile("[^,。;!?]{1,16}?[后的],?(?:方可|可以?|即可|才能)?(?:自由|免费)?(?:使用|转载|引用|摘编)")
_OURS = re.compile("(?:我们|本网站?|本站|本刊|本报|我网|我社|我刊)(?:将|会|愿|可)[^,。;!?]{0,6}$")
_PURPOSE = re.compile("转载|授权|来意|姓名|合作|公司")  # what to write to whom one asks: 备注“转载”
_NAMED = (DutyKind.TRANSLATOR, DutyKind.AUTHOR, DutyKind.EDITOR)
_WISHED = re.compile("[如若确]有?需要?|需要?(?:转载|使用)|[如若]要|想要?转载|确有需要")
_WISH_REACH = 24  # characters between such a wish and whom to ask
_URL_REACH = 30  # characters between a thing and the address that shows it

Compiled = tuple[DutyKind, int, int, str | None]


def compile_duties(text: str) -> list[Compiled]:
    """The duties that ``text`` imposes: ``(kind, start, end, value)``, each kind once, in order of their words.

    ``[start, end)`` is the stretch of ``text`` that asks; ``value`` is what exactly must stand there (a label, an
    address, a licence), where the words say so.
    """
    flat = plain(text)
    compiler = _Compiler(flat, text)
    compiler.run()
    for licence in find_licences(flat):
        for kind in licence.duties:
            compiler.add(kind, licence.start, licence.end, licence.name if kind is DutyKind.LICENCE else None)
    found = compiler.found
    if DutyKind.WRITTEN_PERMISSION in found:
        found.pop(DutyKind.PRIOR_PERMISSION, None)
    return sorted(found.values(), key=lambda duty: (duty[1], duty[2], duty[0].value))


class _Compiler:
    """Reads the tokens; one method for each kind that does something."""

    def __init__(self, flat: str, text: str) -> None:
        self.flat = flat
        self.text = text
        self.tokens = tokenize(flat)
        self.at = 0
        self.now = Clause()
        self.last: tuple[DutyKind, int] | None = None  # the last thing to be shown, and where its words end
        self.listed = False  # under a heading such as 转载须知
        self.found: dict[DutyKind, Compiled] = {}

    def run(self) -> None:
        for at, token in enumerate(self.tokens):
            self.at = at
            self.read(token)
        self.close_verb(len(self.flat))

    def read(self, token: Token) -> None:
        if self.now.submission and token.kind != "sentence_end":
            return
        if token.kind in PLAIN_DUTIES:
            self.speaks_for_itself(token)
        elif self.now.mode == "forbid" and token.kind in FORBIDDEN_ACTS:
            self.forbidden_act(token)
        elif token.kind in SHOWN:
            self.thing(token)
        else:
            handler = getattr(self, f"on_{token.kind}", None)
            if handler:
                handler(token)

    def add(self, kind: DutyKind, start: int, end: int, value: str | None = None) -> None:
        """Keep the first words of each kind, unless later ones also say what must stand there."""
        held = self.found.get(kind)
        if held is None or (held[3] is None and value is not None):
            self.found[kind] = (kind, start, end, value)

    def following(self) -> Token | None:
        rest = self.tokens[self.at + 1 : self.at + 3]
        return next((token for token in rest if token.kind != "space"), None)

    # ------------------------------------------------ ends of clauses

    def on_sentence_end(self, token: Token) -> None:
        self.close_verb(token.start)
        self.now = Clause(reposting=self.listed)

    def on_comma(self, token: Token) -> None:
        if self.now.mode == "show" and self.now.pending and not self.now.shown:
            self.close_verb(token.start)
        self.now.conditional = self.now.waived = self.now.partly = False
        self.now.broken = True

    def on_space(self, _token: Token) -> None:
        self.now.broken = True

    def close_verb(self, end: int) -> None:
        """A verb of showing without an object takes those before it; a bare 注明 asks for the source."""
        now, verb = self.now, self.flat[self.now.start : self.now.start + 3]
        if now.mode == "show" and not now.shown:
            for token in (one for one in now.pending if now.required and one.kind in SHOWN):
                self.show(token)
            if not now.pending and verb.startswith(("注明", "标明", "标注")):
                self.add(DutyKind.SOURCE, now.start, end, self.value_after(now.start + 2))
        now.mode, now.pending, now.shown = "", [], False

    # ------------------------------------------------ conditions

    def on_reuse_rules(self, _token: Token) -> None:
        self.leave()
        self.listed = self.now.reposting = True

    def on_submission(self, _token: Token) -> None:
        self.leave()
        self.now.submission = True

    def on_welcome(self, _token: Token) -> None:
        self.leave()

    def on_no_permission(self, token: Token) -> None:
        if self.now.mode != "forbid" or len(token.text) > 2:  # 不得擅自链接: the prohibition goes on
            self.leave()
        self.now.unpermitted = token

    def on_granted(self, token: Token) -> None:
        self.on_permission(token)

    def on_conditional(self, _token: Token) -> None:
        self.now.conditional = True

    def on_waived(self, _token: Token) -> None:
        self.leave()
        self.now.waived = True

    def on_narrated(self, _token: Token) -> None:
        self.now.waived = True

    def on_part(self, _token: Token) -> None:
        self.now.partly = True

    def on_whole(self, _token: Token) -> None:
        self.now.partly = False

    def on_ai_subject(self, _token: Token) -> None:
        self.now.summary = True

    def on_complaint(self, _token: Token) -> None:
        self.now.complained = True

    def on_require(self, token: Token) -> None:
        if self.now.mode == "forbid":
            self.leave()
        self.now.required = token
        self.now.conditional = self.now.waived = False

    # ------------------------------------------------ reuse

    def on_repost(self, token: Token) -> None:
        after = self.following()
        asked = after is not None and after.kind in _ASKING
        if self.now.mode == "forbid" and not (self.now.broken and asked):
            return self.forbidden_use(token)
        self.leave()
        self.now.reposting, self.now.complained = True, False
        if self.now.unpermitted and not asked:
            self.permission_needed(token.end)
        return None

    def on_use(self, token: Token) -> None:
        if self.now.mode == "forbid":
            if not (self.closes_act(token) or self.opens_act(token)):
                self.forbidden_use(token)
        elif self.now.unpermitted and not self.now.mode:
            self.permission_needed(token.end)
        elif re.search("[需如若欲要想拟]", self.flat[max(0, token.start - 3) : token.start]):
            self.on_repost(token)

    def closes_act(self, token: Token) -> bool:
        """不得再授权第三方使用: the last verb belongs to the act before it."""
        before = self.tokens[self.at - 1]
        return before.kind in FORBIDDEN_ACTS and not re.search("[、,或和及]", self.flat[before.end : token.start])

    def opens_act(self, token: Token) -> bool:
        """不得利用本网内容进行大模型训练: the first verb belongs to the act behind it."""
        if token.text not in ("使用", "利用", "下载", "复制", "抓取", "采集"):
            return False
        acts = (one for one in self.tokens[self.at + 1 : self.at + 4] if one.kind in FORBIDDEN_ACTS)
        act = next(acts, None)
        return bool(act and act.kind != "payment" and not re.search("[、,;。或和及]", self.flat[token.end : act.start]))

    def on_commercial(self, _token: Token) -> None:
        self.leave()
        self.now.commercial = self.now.reposting = True

    def on_noncommercial_reuse(self, _token: Token) -> None:
        self.leave()
        self.now.commercial, self.now.reposting = False, True

    def on_noncommercial(self, token: Token) -> None:
        around = self.flat[max(0, token.start - 1) : token.start] + self.flat[token.end : token.end + 1]
        if "-" in around:
            self.add(DutyKind.NON_COMMERCIAL, token.start, token.end)
        self.now.commercial = False

    def on_pursued(self, token: Token) -> None:
        if self.now.unpermitted:
            self.permission_needed(token.end)
        else:
            self.add(DutyKind.FORBIDDEN, token.start, token.end)

    # ------------------------------------------------ prohibitions

    def on_forbid(self, token: Token) -> None:
        self.leave()
        self.now.mode, self.now.start, self.now.broken = "forbid", token.start, False

    def on_prohibition_tag(self, token: Token) -> None:
        self.now.start = token.start
        self.forbidden_use(token)

    def on_remove(self, token: Token) -> None:
        """不得删除作者信息: what may not be taken away must be shown."""
        if self.now.mode == "forbid":
            self.now.mode, self.now.shown, self.now.broken = "show", True, False
            self.now.required = token

    def forbidden_use(self, token: Token) -> None:
        self.now.broken = False
        if self.now.partly:
            return
        if self.now.unpermitted:
            self.permission_needed(token.end)
        elif self.now.commercial:
            self.add(DutyKind.NON_COMMERCIAL, self.now.start, token.end)
        else:
            self.add(DutyKind.FORBIDDEN, self.now.start, token.end)

    def forbidden_act(self, token: Token) -> None:
        kind = FORBIDDEN_ACTS[token.kind]
        after = self.following()
        if kind is None or (token.kind == "linking" and after is not None and after.kind == "part"):
            return  # 请勿盗链图片: the article may be linked
        self.add(kind, self.now.start, token.end)
        self.now.commercial = token.kind == "commercial" or self.now.commercial
        if self.now.unpermitted:
            self.permission_needed(token.end)

    # ------------------------------------------------ permission

    def permission_needed(self, end: int) -> None:
        unpermitted = self.now.unpermitted
        if unpermitted is None:
            return
        start = min(unpermitted.start, self.now.start if self.now.mode else unpermitted.start)
        written = "书面" in self.flat[unpermitted.start : unpermitted.end + 6]
        self.add(DutyKind.WRITTEN_PERMISSION if written else DutyKind.PRIOR_PERMISSION, start, end)

    def on_contact(self, token: Token) -> None:
        after = self.tokens[self.at + 1 :]
        clause = [item.kind for item in after[: next((i for i, t in enumerate(after) if t.kind in _ENDS), len(after))]]
        if self.now.complained or "remove_complaint" in clause or self.now.waived:
            return
        if self.now.mode == "show" and not _CHANNEL.search(token.text):
            return  # 注明来自微信公众号: where it comes from, not whom to ask
        wished = _WISHED.search(self.flat, max(0, token.start - _WISH_REACH), token.start)
        forbidden = self.found.get(DutyKind.FORBIDDEN)
        if forbidden and wished and wished.start() >= forbidden[2]:
            self.found.pop(DutyKind.FORBIDDEN)  # 禁止转载，如有需要请联系: not forbidden to those who ask
            self.now.reposting = True
        if self.now.reposting:
            self.permission_asked(token)

    def on_permission(self, token: Token) -> None:
        only_then = re.search("方可|方能|才能|才可", self.flat[token.start : token.end + 4])
        self.now.reposting = self.now.reposting or "转载" in token.text or bool(only_then)
        if self.now.required and self.now.reposting and not self.now.waived and self.now.mode != "show":
            self.permission_asked(token)

    def permission_asked(self, token: Token) -> None:
        start = self.now.required.start if self.now.required else token.start
        if self.now.commercial:
            kind = DutyKind.COMMERCIAL_PERMISSION
        elif "书面" in token.text:
            kind = DutyKind.WRITTEN_PERMISSION
        else:
            kind = DutyKind.PRIOR_PERMISSION
        self.add(kind, min(start, token.start), token.end)

    def on_payment(self, token: Token) -> None:
        self.now.reposting = self.now.reposting or "转载" in token.text
        if _OURS.search(self.flat[: token.start]):
            return  # 我们将支付稿酬: a promise
        if self.now.required or self.now.reposting:
            self.add(DutyKind.PAYMENT, token.start, token.end)

    # ------------------------------------------------ showing things

    def on_attribute(self, token: Token) -> None:
        then = _THEN.match(self.flat, token.end)
        if self.now.mode == "forbid":
            if not then:
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
        self.template(token)

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
        if now.mode == "show" and self.is_label(token):
            return self.leave()
        if now.mode == "show" and not (now.summary and token.kind == "statement"):
            return self.show(token)
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
        if self.last is None or token.start - self.last[1] > _URL_REACH:
            return
        kind, url = self.last[0], self.text[token.start : token.end].rstrip(")],.;。）】")
        if kind in (DutyKind.LINK, DutyKind.SITE_LINK):
            self.found[kind] = (kind, self.found[kind][1], token.end, url)
        elif not _is_author_home(url):
            self.add(DutyKind.LINK, token.start, token.end, url)

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


_ENDS = ("comma", "sentence_end")


def _is_author_home(url: str) -> bool:
    """``blog.example.net/someone``: one name after the host, no article."""
    return bool(_AUTHOR_HOME.match(split(url if "//" in url else f"//{url}").path))
