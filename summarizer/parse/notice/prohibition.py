"""What a notice forbids: reuse as such, and single acts such as changing, mirroring or training on the text."""

from __future__ import annotations

import re

from summarizer.data import DutyKind
from summarizer.parse.notice.clauses import Token
from summarizer.parse.notice.obligations import ASKING, ENDS, FORBIDDEN_ACTS
from summarizer.parse.notice.permission import Permission

_PRINT = re.compile("纸质|纸媒|平面媒体|印刷|传统媒体")
_UNLAWFUL = re.compile("[^,。;]{0,24}(?:非法|违法|犯罪|攻击|渗透)")
_STOLEN = ("抄袭", "剽窃")
_EXCERPT = ("摘", "节", "截")


class Prohibition(Permission):
    """What a reading makes of 不得, 禁止 and what follows them."""

    def turns(self, token: Token) -> bool:
        """不得修改，商业转载请联系: the prohibition is over, and commercial use is spoken of anew."""
        after = self.following()
        return token.kind == "commercial" and self.now.broken and after is not None and after.kind in ASKING

    def on_forbid(self, token: Token) -> None:
        self.leave()
        self.now.mode, self.now.start, self.now.broken = "forbid", token.start, False

    def on_prohibition_tag(self, token: Token) -> None:
        self.now.start = token.start
        self.forbidden_use(token)

    def on_remove(self, token: Token) -> None:
        """不得删除作者信息: what may not be taken away must be shown; 不得删减: nothing may be taken away."""
        after = self.following()
        if self.now.mode != "forbid":
            return
        if after is None or after.kind in ENDS:
            self.kept_whole(token)
        elif after.kind == "whole" and self.clause_ahead() == ["whole"]:
            self.add(DutyKind.NO_MODIFICATION, self.now.start, after.end)  # 不得删减文字
        else:
            self.now.mode, self.now.shown, self.now.broken = "show", True, False
            self.now.required = token

    def kept_whole(self, token: Token) -> None:
        """作者、出处不得删除: the things before the verb; without any, the text is not to be cut."""
        for one in self.now.subjects:
            self.show(one)
        before = self.preceding()
        quoted = before is not None and before.kind == "quote"
        if not self.now.subjects and not quoted and token.text in ("删减", "删"):
            self.add(DutyKind.NO_MODIFICATION, self.now.start, token.end)

    def forbidden_use(self, token: Token) -> None:
        self.now.broken = False
        if self.now.partly or self.takes_part() or _PRINT.search(self.flat, self.now.start, token.start):
            return
        stolen = token.text in _STOLEN and not self.now.unpermitted
        if stolen or _UNLAWFUL.match(self.flat, token.end):
            return  # 请勿抄袭, 请勿利用…从事违法活动: says nothing of reposting
        if self.now.unpermitted:
            self.permission_needed(token.end)
        elif self.now.commercial:
            self.add(DutyKind.NON_COMMERCIAL, self.now.start, token.end)
        elif token.text.startswith(_EXCERPT) and DutyKind.NO_MODIFICATION in self.found:
            return  # 可全文转载，禁止摘编
        else:
            self.add(DutyKind.FORBIDDEN, self.now.start, token.end)

    def forbidden_act(self, token: Token) -> None:
        kind = FORBIDDEN_ACTS[token.kind]
        after = self.following()
        if kind is None or (token.kind == "linking" and after is not None and after.kind == "part"):
            return  # 请勿盗链图片: the article may be linked
        if token.kind == "modify" and re.match("[^,。;]{0,4}时", self.flat[token.end :]):
            return  # 修改内容时必须…: a case, not what is forbidden
        self.add(kind, self.now.start, token.end)
        self.now.commercial = token.kind == "commercial" or self.now.commercial
        if self.now.unpermitted:
            self.permission_needed(token.end)
