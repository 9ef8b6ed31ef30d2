"""Pairs of pages built from ``fixtures/edge``: a clean repost of each family, and what a variant changes in it.

A family is an original and the text of each slot; all share one repost with ``[[SLOTS]]``. A variant is a table:
upper-case keys replace slots of the repost (``[[X]]`` inside slot ``X`` is the clean text), ``original`` those of the
original, and the other lower-case keys say what else differs (``swap``: words of the repost's body, ``both``: words of
both pages, ``values``: the addresses, ``summary``: an abstract that the repost publishes, ``files``: beside the
profile), how the pages arrive (status, encoding, cut off, …) and how they are judged.
"""

from __future__ import annotations

import html
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from summarizer.check.judge import check
from summarizer.check.profile import Profile, load_profile
from summarizer.data import Check, Page, Verdict
from summarizer.pipeline import read

EDGE = Path(__file__).parent.parent / "fixtures" / "edge"
Table = Mapping[str, Any]
_SLOT = re.compile(r"\[\[([A-Z0-9_]+)\]\]")
_CUT = "<!--cut-->"


@cache
def family(name: str) -> dict[str, Any]:
    folder = EDGE / "families"
    table = tomllib.loads((folder / name / "family.toml").read_text(encoding="utf-8"))
    table["original_html"] = (folder / name / "original.html").read_text(encoding="utf-8")
    table["repost_html"] = (folder / "repost.html").read_text(encoding="utf-8")
    table["values"] |= _spellings(table["values"]) | {"ORIGINAL_TITLE": table["original"]["TITLE"]}
    return table


def _spellings(values: Table) -> dict[str, str]:
    """The address of the original, written in the ways that variants need."""
    url, path = values["URL"], values["PATH"]
    quoted = quote(url, safe="")
    return {
        "HOST_UPPER": values["HOST"].upper(),
        "PATH_NO_SLASH": path[1:],
        "PATH_BACKSLASH": path.replace("/", "\\"),
        "URL_ENCODED": url.replace(path, f"/%{ord(path[1]):x}{path[2:]}"),
        "URL_QUOTED": quoted,
        "URL_QUOTED2": quote(quoted, safe=""),
        "URL_SPACED": url.replace(".", " . ").replace("/", " / ", 3),
        "URL_BRACKETED": url.replace(".", "[.]"),
        "URL_FULLWIDTH_DOTS": url.replace(".", "．"),
        "URL_IDEOGRAPHIC": url.replace(".", "。"),
        "URL_ZEROWIDTH": url.replace(".", ".\u200b").replace("/", "/\u200b"),
    }


def fill(text: str, *tables: Table) -> str:
    """``text`` with its slots replaced until none is left; a slot that names itself means the next table's text."""
    return _filled(text, tables, frozenset())


def _filled(text: str, tables: tuple[Table, ...], above: frozenset[tuple[str, int]]) -> str:
    return _SLOT.sub(lambda match: _slot(match[1], tables, above), text)


def _slot(name: str, tables: tuple[Table, ...], above: frozenset[tuple[str, int]]) -> str:
    for depth, table in enumerate(tables):
        if name in table and (name, depth) not in above:
            return _filled(str(table[name]), tables, above | {(name, level) for level in range(depth + 1)})
    raise KeyError(name)


def _values(name: str, variant: Table) -> Table:
    given = variant.get("values")
    return family(name)["values"] | ({**given, **_spellings(family(name)["values"] | given)} if given else {})


def _swapped(text: str, variant: Table, key: str) -> str:
    for old, new in variant.get(key, ()):
        assert old in text or variant.get("any"), f"nothing to replace: {old}"
        text = text.replace(old, new)
    return text


def repost_page(name: str, variant: Table) -> Page:
    base = family(name)
    if variant.get("repost_is_original"):
        return original_page(name, variant)
    tables = (variant, base["repost"], _values(name, variant))
    body = _swapped(_swapped(fill("[[BODY]]", *tables), variant, "both"), variant, "swap")
    if "srcdoc" in variant:
        body = f'<iframe width="900" height="2000" srcdoc="{html.escape(fill(variant["srcdoc"], *tables))}"></iframe>'
    slots = {key: value for key, value in variant.items() if key.isupper()} | {"BODY": body}
    if "repost_cut" in variant:
        slots = _cut(slots, variant["repost_cut"], tables)
    text = fill(variant.get("repost_html", base["repost_html"]), slots, *tables[1:])
    if "repost_cut" in variant:
        text = text.partition(_CUT)[0]
    return Page(
        content=_encoded(text, variant),
        url=variant.get("repost_url", base["repost_url"]),
        status=variant.get("repost_status"),
        headers=tuple((key, fill(value, *tables)) for key, value in variant.get("headers", ())),
        truncated="repost_cut" in variant,
        stylesheets=tuple((url, css) for url, css in variant.get("stylesheets", ())),
        following=tuple(_following(fill(one, *tables)) for one in variant.get("following", ())),
    )


def _cut(slots: dict[str, Any], at: str, tables: tuple[Table, ...]) -> dict[str, Any]:
    if at == "TAIL":
        return slots | {"TAIL": _CUT}
    return slots | {"BODY": fill("[[BODY]]", {at: _CUT}, *tables)}


def _encoded(text: str, variant: Table) -> bytes:
    label = variant.get("repost_label")
    if label is not None:
        text = text.replace('<meta charset="utf-8">', f'<meta charset="{label}">' if label else "")
    return text.encode(variant.get("repost_encoding", "utf-8"))


def _following(body: str) -> Page:
    return Page(f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>{body}</body></html>'.encode())


def original_page(name: str, variant: Table) -> Page:
    base = family(name)
    text = fill(
        variant.get("original_html", base["original_html"]),
        variant.get("original", {}),
        base["original"],
        _values(name, variant),
    )
    url = variant.get("values", {}).get("URL", base["original_url"])
    return Page(_swapped(text, variant, "both").encode(), url=url, status=variant.get("original_status"))


def judge(name: str, variant: Table, folder: Path) -> Check:
    """The check of one variant; ``folder`` takes the profile it may need."""
    values = _values(name, variant)
    resolved = {fill(a, values): fill(b, values) or None for a, b in variant.get("resolved", {}).items()}
    return check(
        read(original_page(name, variant)),
        read(repost_page(name, variant)),
        profile=_profile(variant, folder),
        resolved=resolved,
        summary=variant.get("summary"),
    )


def _profile(variant: Table, folder: Path) -> Profile:
    if "profile" not in variant:
        return load_profile(variant.get("profile_name", "default"))
    for file, text in variant.get("files", {}).items():
        (folder / file).write_text(text, encoding="utf-8")
    path = folder / "profile.toml"
    path.write_text(variant["profile"], encoding="utf-8")
    return load_profile(path)


def codes(result: Check) -> set[str]:
    """Every rule of the findings, and every code that explains one."""
    found = {finding.rule for finding in result.findings} | {one for f in result.findings for one in f.causes}
    return found | {one.cause for finding in result.findings for one in finding.evidence if one.cause}


def against(result: Check, *verdicts: Verdict) -> set[str]:
    """The rules that count against the repost with one of ``verdicts``."""
    return {finding.rule for finding in result.findings if finding.verdict in verdicts}
