"""Who may repost: whom a notice tells to ask, what for, and at what price; a part of the grammar of ``duties.py``."""

from __future__ import annotations

import re
from itertools import takewhile

from summarizer.data import DutyKind
from summarizer.parse.notice.clauses import Token
from summarizer.parse.notice.obligations import ENDS, FORBIDDEN_ACTS
from summarizer.parse.notice.showing import Showing

_CHANNEL = re.compile("联系|联络|申请|私信|告知|回复|留言|咨询|征得")
_OURS = re.compile("(?:我们|本网站?|本站|本刊|本报|我网|我社|我刊)(?:将|会|愿|可)[^,。;!?]{0,6}$")
_WISHED = re.compile("[如若确]有?需要?|[如若]有?$|需要?$|需要?(?:转载|使用)|[如若]要|想要?转载|确有需要")
_WISH_REACH = 24  # characters between such a wish and whom to ask


class Permission(Showing):
    """What a reading makes of 未经…, of 联系 and 授权, and of payment."""

    def wished(self, token: Token) -> re.Match[str] | None:
        """如需…: the wish that leads to ``token``, if there is one just before it."""
        return _WISHED.search(self.flat, max(0, token.start - _WISH_REACH), token.start)

    def clause_ahead(self) -> list[str]:
        """The kinds of the tokens from here to the end of the clause."""
        return [one.kind for one in takewhile(lambda one: one.kind not in ENDS, self.tokens[self.at + 1 :])]

    def takes_part(self) -> bool:
        """谢绝搬运视频: is what follows the verb only a part of the article?"""
        kinds = self.clause_ahead()[:3]
        gap = self.flat[self.tokens[self.at].end : self.tokens[self.at + 1].start] if kinds else ""
        return kinds[:1] == ["part"] and "whole" not in kinds and not re.search("[、或和及与]", gap)

    def permission_needed(self, end: int) -> None:
        unpermitted = self.now.unpermitted
        if unpermitted is None or self.now.partly or self.takes_part():
            return
        start = min(unpermitted.start, self.now.start if self.now.mode else unpermitted.start)
        written = "书面" in self.flat[unpermitted.start : unpermitted.end + 6]
        self.add(DutyKind.WRITTEN_PERMISSION if written else DutyKind.PRIOR_PERMISSION, start, end)

    def on_contact(self, token: Token) -> None:
        clause = self.clause_ahead()
        if self.now.complained or "remove_complaint" in clause or self.now.waived:
            return None
        if self.now.acts and self.now.required and self.now.mode != "show":
            return self.act_restricted(token)
        if self.now.mode == "show" and not _CHANNEL.search(token.text):
            return None  # 注明来自微信公众号: where it comes from, not whom to ask
        wished = self.wished(token)
        forbidden = self.found.get(DutyKind.FORBIDDEN)
        if forbidden and wished and wished.start() >= forbidden[2]:
            self.now.reposting = True
        before = self.preceding()
        if before is not None and before.kind == "welcome":
            return None  # 非商业转载欢迎私信
        if self.now.reposting or "repost" in clause:  # 请联系版权部付费后转载
            self.permission_asked(token)
        return None

    def on_permission(self, token: Token) -> None:
        only_then = re.search("方可|方能|才能|才可", self.flat[token.start : token.end + 4])
        if self.now.acts and self.now.required and not self.now.waived and self.now.mode != "show":
            return self.act_restricted(token)
        self.now.reposting = self.now.reposting or "转载" in token.text or bool(only_then)
        if self.now.required and self.now.reposting and not self.now.waived and self.now.mode != "show":
            self.permission_asked(token)
        return None

    def act_restricted(self, token: Token) -> None:
        """如需链接、镜像本站，须经同意: other acts than reposting need permission."""
        for act in self.now.acts:
            kind = FORBIDDEN_ACTS[act.kind]
            if kind is None:
                continue
            self.add(kind, act.start, token.end)
            if kind in (DutyKind.NO_LINKING, DutyKind.NO_MIRRORING):
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
        forbidden, wished = self.found.get(DutyKind.FORBIDDEN), self.wished(token)
        if forbidden and (self.flat[: forbidden[2]].endswith("必究") or (wished and wished.start() >= forbidden[2])):
            self.found.pop(DutyKind.FORBIDDEN)  # 禁止转载，如有需要请联系: not forbidden to those who ask

    def on_payment(self, token: Token) -> None:
        self.now.reposting = self.now.reposting or "转载" in token.text
        if _OURS.search(self.flat[: token.start]):
            return  # 我们将支付稿酬: a promise
        if self.now.required or self.now.reposting:
            self.add(DutyKind.PAYMENT, token.start, token.end)
        if token.text.startswith("购买") and self.wished(token):
            self.permission_asked(token)
