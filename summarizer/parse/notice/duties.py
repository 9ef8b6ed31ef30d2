"""What a notice asks for: its wording compiled into duties.

A small grammar over the tokens of ``clauses.py``, read once from left to right. Four things decide what a verb means:
who is spoken of (those without permission, those with it), for which use (commercial, non-commercial), whether the verb
is asked for, forbidden or waived, and which objects follow it. A sentence ends all four, a comma some.
"""

from __future__ import annotations

import re

from summarizer.data import DutyKind
from summarizer.parse.notice.clauses import Clause, Token
from summarizer.parse.notice.licences import find_licences
from summarizer.parse.notice.obligations import ASKING, FORBIDDEN_ACTS, PLAIN_DUTIES, SHOWN
from summarizer.parse.notice.phrases import plain
from summarizer.parse.notice.prohibition import Prohibition
from summarizer.parse.notice.showing import Compiled

_OWNED = re.compile(
    "(?:等|素材|资料|作品)?[的,]?(?:版权|著作权|所有权)|提供|供图|(?:均|都|皆)?(?:由|系)[^,。;]{1,16}(?:提供|拍摄|授权)"
)
_RESTRICTED = FORBIDDEN_ACTS.keys() - {"commercial", "payment"}
_JOINED = re.compile("[、和及与或](?:音|短)?")


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


class _Compiler(Prohibition):
    """Reads the tokens; one method for each kind that does something."""

    def run(self) -> None:
        for at, token in enumerate(self.tokens):
            self.at = at
            self.read(token)
        self.close_verb(len(self.flat))

    def read(self, token: Token) -> None:
        if self.now.submission and token.kind != "sentence_end":
            return
        if token.kind in _RESTRICTED and not self.now.mode and self.wished(token):
            self.now.acts.append(token)
        if token.kind == "keep_whole" and self.now.mode == "forbid" and token.text.endswith(("转载", "转发", "引用")):
            self.forbidden_use(token)  # 不得全文转载
        elif token.kind in PLAIN_DUTIES:
            self.speaks_for_itself(token)
        elif self.now.mode == "forbid" and token.kind in FORBIDDEN_ACTS and not self.turns(token):
            self.forbidden_act(token)
        elif token.kind in SHOWN:
            self.thing(token)
        else:
            handler = getattr(self, f"on_{token.kind}", None)
            if handler:
                handler(token)

    # ------------------------------------------------ ends of clauses

    def on_sentence_end(self, token: Token) -> None:
        self.close_verb(token.start)
        self.now = Clause(reposting=self.listed)
        if self.last and self.last[0] not in (DutyKind.LINK, DutyKind.SITE_LINK):
            self.last = None  # an address in another sentence is a field of its own

    def on_comma(self, token: Token) -> None:
        if self.now.mode == "show" and self.now.pending and not self.now.shown:
            self.close_verb(token.start)
        self.now.conditional = self.now.waived = False
        self.now.partly = self.now.owned
        self.now.broken = True
        self.now.subjects = []

    def on_space(self, _token: Token) -> None:
        self.now.broken = True

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
        before = self.preceding()
        if self.now.waived and len(token.text) <= 2:
            return  # 无需授权任意转载
        if self.now.mode != "forbid" or not (len(token.text) <= 2 or (before is not None and before.kind == "forbid")):
            self.leave()  # otherwise the prohibition goes on: 不得擅自链接, 禁止未经允许的转载
        if len(token.text) > 2 or self.now.unpermitted is None:  # 未经书面授权，请勿任意转载
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

    def on_part(self, token: Token) -> None:
        before = self.preceding()
        joined = (
            before is not None
            and before.kind in ("whole", "part")
            and _JOINED.fullmatch(self.flat, before.end, token.start)
        )
        self.now.partly = self.now.partly or not joined  # 文字、图片: not the pictures alone
        self.now.owned = self.now.partly and bool(_OWNED.match(self.flat, token.end))

    def on_whole(self, token: Token) -> None:
        before = self.preceding()
        if before is None or before.kind != "part" or before.end != token.start:  # 视频资料: still the videos
            self.now.partly = self.now.owned = False

    def on_ai_subject(self, _token: Token) -> None:
        self.now.summary = True

    def on_complaint(self, _token: Token) -> None:
        self.now.complained = True

    def on_require(self, token: Token) -> None:
        if self.now.mode == "forbid":
            self.leave()
        self.now.required = token
        self.now.conditional = self.now.waived = False
        if not self.now.mode:  # 作者、出处须一并保留
            self.now.pending = list(dict.fromkeys((*self.now.pending, *self.now.subjects)))

    # ------------------------------------------------ reuse

    def on_repost(self, token: Token) -> None:
        after = self.following()
        asked = after is not None and after.kind in ASKING
        if self.now.mode == "forbid" and token.text.endswith("时"):
            self.now.reposting = True  # 不得在转载时删除…
            return None
        if self.now.mode == "forbid" and not (self.now.broken and asked):
            return self.forbidden_use(token)
        self.leave()
        self.now.reposting, self.now.complained = True, False
        if self.now.unpermitted and not asked:
            self.permission_needed(token.end)
        return None

    def on_use(self, token: Token) -> None:
        coming = {one.kind for one in self.tokens[self.at + 1 : self.at + 3]}
        if coming <= {"require", "contact"} and "contact" in coming and (self.now.mode != "forbid" or self.now.broken):
            self.on_repost(token)
        elif self.now.mode == "forbid":
            if not (self.closes_act(token) or self.opens_act(token)):
                self.forbidden_use(token)
        elif self.now.unpermitted and not self.now.mode:
            self.permission_needed(token.end)
        elif re.search("[需如若欲要想拟]", self.flat[max(0, token.start - 3) : token.start]):
            self.on_repost(token)

    def closes_act(self, token: Token) -> bool:
        """不得再授权第三方使用: the last verb belongs to the act before it."""
        before = self.preceding()
        if before is None or before.kind not in FORBIDDEN_ACTS:
            return False
        return not re.search("[、,或和及]", self.flat[before.end : token.start])

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
