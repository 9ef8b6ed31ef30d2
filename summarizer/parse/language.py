"""The language of an article: what the page declares, if the text agrees."""

from __future__ import annotations

import re
from collections.abc import Sequence

_CHINESE = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}$")
_SAMPLE = 2_000  # characters


def language_of(declared: str | None, paragraphs: Sequence[str]) -> str | None:
    """A BCP 47 tag. Templates are often declared ``en``: Chinese characters without kana are ``zh`` all the same."""
    text = "".join(paragraphs)[:_SAMPLE]
    tag = declared.strip().replace("_", "-") if declared else None
    tag = tag if tag and _TAG.match(tag) else None
    if len(_CHINESE.findall(text)) * 10 < 3 * len(text) or not text or _KANA.search(text):
        return tag
    return tag if tag and tag.lower().startswith("zh") else "zh"
