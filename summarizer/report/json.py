"""JSON exactly as documented: UTF-8, Chinese as it is, absent values as ``null`` or ``[]``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from summarizer.data import Noun


def render(result: Noun | Sequence[Noun]) -> str:
    """One object, or an array of them."""
    return render_plain(result.to_dict() if isinstance(result, Noun) else [one.to_dict() for one in result])


def render_plain(value: Any) -> str:
    """``value`` as indented JSON. Lone surrogates, which UTF-8 has no bytes for, come as U+FFFD."""
    text = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
