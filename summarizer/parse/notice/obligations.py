"""Which duty each kind of word stands for, once the grammar has settled what is done with it."""

from __future__ import annotations

from summarizer.data import DutyKind

# Things a repost must show, and the duty to show them.
SHOWN = {
    "source": (DutyKind.SOURCE,),
    "author": (DutyKind.AUTHOR,),
    "editor": (DutyKind.EDITOR,),
    "translator": (DutyKind.TRANSLATOR,),
    "original_title": (DutyKind.ORIGINAL_TITLE,),
    "statement": (DutyKind.STATEMENT,),
    "link": (DutyKind.LINK,),
    "hyperlink": (DutyKind.HYPERLINK, DutyKind.LINK),
    "site_link": (DutyKind.SITE_LINK,),
    "author_qr": (DutyKind.AUTHOR_QR,),
    "licence": (DutyKind.LICENCE,),
}
# What a prohibition can be about besides reuse as such.
FORBIDDEN_ACTS = {
    "modify": DutyKind.NO_MODIFICATION,
    "mirroring": DutyKind.NO_MIRRORING,
    "link": DutyKind.NO_LINKING,
    "linking": DutyKind.NO_LINKING,
    "ai_training": DutyKind.NO_AI_TRAINING,
    "commercial": DutyKind.NON_COMMERCIAL,
    "sublicence": DutyKind.NO_SUBLICENCE,
    "payment": None,
}
# What speaks for itself wherever it stands in a notice.
PLAIN_DUTIES = {
    "share_alike": (DutyKind.SHARE_ALIKE, DutyKind.LICENCE),
    "upstream_licence": (DutyKind.UPSTREAM_LICENCE,),
    "hidden_source": (DutyKind.NO_HIDDEN_SOURCE,),
    "keep_whole": (DutyKind.NO_MODIFICATION,),
    "only_noncommercial": (DutyKind.NON_COMMERCIAL,),
    "signed_tag": (DutyKind.AUTHOR,),
    "not_free": (DutyKind.PRIOR_PERMISSION,),
    "english_written": (DutyKind.WRITTEN_PERMISSION,),
    "english_permission": (DutyKind.PRIOR_PERMISSION,),
}
# Tokens that end a clause, and those that show that something is asked for.
ENDS = ("comma", "sentence_end")
ASKING = ("require", "attribute", "contact", "permission", "granted", "source", "hyperlink", "prominent")
# What a label that must be printed holds: 注明“来源：X，作者：Y”.
LABELS = (
    ("来源|出处|转自|引自|转载自|摘自|源自|来自|稿源|首发|原载", DutyKind.SOURCE),
    ("作者|文/|署名|@", DutyKind.AUTHOR),
    ("链接|网址|地址|https?:", DutyKind.LINK),
    ("标题|原题", DutyKind.ORIGINAL_TITLE),
    ("声明", DutyKind.STATEMENT),
)
