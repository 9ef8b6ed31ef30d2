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
from summarizer.parse.notice.obligations import FORBIDDEN_ACTS, PLAIN_DUTIES, SHOWN
from summarizer.parse.notice.phrases import plain
from summarizer.parse.notice.showing import Compiled, Showing

_ASKING = ("require", "attribute", "contact", "permission", "granted", "source", "hyperlink", "prominent")
_CHANNEL = re.compile("联系|联络|申请|私信|告知|回复|留言|咨询|征得")
_ENDS = ("comma", "sentence_end")
_OURS = re.compile("(?:我们|本网站?|本站|本刊|本报|我网|我社|我刊)(?:将|会|愿|可)[^,。;!?]{0,6}$")
_WISHED = re.compile("[如若确]有?需要?|需要?(?:转载|使用)|[如若]要|想要?转载|确有需要")
_WISH_REACH = 24  # characters between such a wish and whom to ask


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


class _Compiler(Showing):
    """Reads the tokens; one method for each kind that does something."""

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
