"""One check as HTML: a fragment to put into a page, or a file that stands alone."""

from __future__ import annotations

from typing import Any

from summarizer.data import Abstract, Check, Spread, Verdict
from summarizer.report import standalone
from summarizer.report.article_text import duty_value, spaced_time
from summarizer.report.check_text import MARKS, count_line, verdict_words
from summarizer.report.console import Lang, clean, reveal
from summarizer.report.differences import difference
from summarizer.report.names import Names
from summarizer.report.pair.pieces import flagged
from summarizer.report.pair.view import View, view


def assets() -> standalone.Assets:
    """The style and the script that a fragment needs."""
    return standalone.assets("base.css", "pair.css", "pair.js")


def render(spread: Spread, names: Names, *, version: str, lang: Lang = "zh") -> str:
    """A file of its own. Text from the two pages is escaped, and cannot turn its reading direction."""
    verdict = verdict_words(spread.check.verdict).in_language(lang)
    title = f"{verdict} · {reveal(spread.check.repost.title or names.repost)}"
    body = render_fragment(spread, names, version=version, lang=lang)
    return standalone.document(body, title=title, lang=lang, parts=assets())


def render_fragment(spread: Spread, names: Names, *, version: str, lang: Lang = "zh") -> str:
    """``<div class="pair">…</div>``: the same without head and policy, one of them to a page."""
    check = spread.check
    shown = view(spread)
    return clean(
        standalone.environment()
        .get_template("pair.html")
        .render(
            check=check,
            view=shown,
            rebuilt=spread.rebuilt,
            names=names,
            version=version,
            lang=lang,
            tell=standalone.tell(lang),
            say=lambda message: message.in_language(lang),
            verdict=verdict_words(check.verdict).in_language(lang),
            counts=count_line(check, lang),
            forms=_forms(check, standalone.tell(lang)),
            abstract=_abstract(spread),
            looks=_looks(shown),
            mark=lambda verdict: MARKS[verdict][0],
            css=css,
            reveal=reveal,
            time=spaced_time,
            duty_value=duty_value,
            difference=difference,
            flagged=lambda sentence: flagged(sentence.sentence, sentence.unsupported),
            listed=lambda words: _comma(lang).join(reveal(word) for word in words),
            comma=lambda numbers: _comma(lang).join(str(number + 1) for number in numbers),
            is_address=lambda name: name.startswith(("http://", "https://")),
        )
    )


def _comma(lang: Lang) -> str:
    return "、" if lang == "zh" else ", "


def css(verdict: Verdict) -> str:
    """The class of a verdict."""
    return verdict.value.replace("/", "")


def _forms(check: Check, tell: Any) -> list[tuple[str, str, str]]:
    """What to paste, in each form: ``(key, name, content)``; nothing where nothing need be pasted."""
    fix = check.fix
    if fix is None or check.verdict not in (Verdict.FAIL, Verdict.WARN):
        return []
    forms = (("text", tell("plain-text"), fix.text), ("html", "HTML", fix.html), ("markdown", "Markdown", fix.markdown))
    return [(key, name, content) for key, name, content in forms if content]


def _abstract(spread: Spread) -> dict[str, Any] | None:
    """The sentences of the abstract with the blocks that bear them out."""
    abstract = spread.abstract
    if abstract is None:
        return None
    made = isinstance(abstract, Abstract)
    return {
        "sentences": abstract.support if isinstance(abstract, Abstract) else abstract.sentences,
        "of": spread.abstract_of,
        "label": abstract.label if isinstance(abstract, Abstract) else None,
        "borne": made or getattr(abstract, "ok", False),
    }


def _looks(shown: View) -> dict[int, str]:
    """The class of each finding by its number."""
    return {entry.number: css(entry.finding.verdict) for entry in shown.entries}
