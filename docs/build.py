"""Write the reference pages that are made from code: ``python docs/build.py``. A test says when they are stale."""

from __future__ import annotations

from pathlib import Path

from summarizer.check.registry import SECTIONS, Rule, Stage, rules

PLACE = Path(__file__).parent / "reference"
HEADINGS = {
    "zh": {
        "title": "检查规则",
        "about": "由规则的文档字符串生成（`python docs/build.py`），请勿手改。也可用 `summarizer rules L201` 查看。",
        "level": "默认",
        "what": "查什么",
        "why": "为什么",
        "bad": "反例",
        "good": "正例",
        "mend": "改法",
        "law": "依据",
        "stages": ("证据是否足够", "读原文", "链接", "声明", "署名", "内容", "权利", "元数据", "摘要"),
    },
    "en": {
        "title": "The rules",
        "about": "Made from docstrings by `python docs/build.py`; `summarizer rules L201 --lang en` says the same.",
        "level": "default",
        "what": "What",
        "why": "Why",
        "bad": "Bad",
        "good": "Good",
        "mend": "How to mend",
        "law": "Source",
        "stages": (
            "Is there enough to judge by",
            "Reading the original",
            "Links",
            "Statements",
            "Attribution",
            "Fidelity",
            "Rights",
            "Metadata",
            "Abstracts",
        ),
    },
}


def page(lang: str) -> str:
    """All rules by stage, as Markdown in one language."""
    words = HEADINGS[lang]
    parts = [f"# {words['title']}\n\n{words['about']}\n"]
    for number, stage in enumerate(Stage):
        parts.append(f"## {words['stages'][number]}\n")
        parts += [entry(rule, lang) for rule in rules() if rule.stage is stage]
    return "\n".join(parts)


def entry(rule: Rule, lang: str) -> str:
    """One rule: what it looks for and, where the docstring says so, why, examples, how to mend, its source in law."""
    words = HEADINGS[lang]
    lines = [f'### <a id="{rule.id.lower()}"></a>{rule.id} {rule.name}\n', f"{words['level']}: `{rule.level}`\n"]
    for section in SECTIONS:
        said = getattr(rule.explanation, section).in_language(lang)
        if section in ("bad", "good") and said:
            lines.append(f"**{words[section]}**\n\n```html\n{said}\n```\n")
        elif said:
            lines.append(f"**{words[section]}** {escaped(said)}\n")
    return "\n".join(lines)


def escaped(text: str) -> str:
    """Markup in prose is shown, not rendered."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("*", "\\*")


def main() -> None:
    PLACE.mkdir(exist_ok=True)
    for lang in HEADINGS:
        (PLACE / f"rules.{lang}.md").write_text(page(lang), encoding="utf-8")


if __name__ == "__main__":
    main()
