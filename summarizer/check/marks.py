"""How a change is shown in a line of plain text."""

from __future__ import annotations


def marked(was: str, became: str) -> str:
    """``[-was-]{+became+}``, as ``git diff --word-diff`` writes it; what is empty is left out."""
    return (f"[-{was}-]" if was else "") + (f"{{+{became}+}}" if became else "")
