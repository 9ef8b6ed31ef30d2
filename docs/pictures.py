"""Take the pictures of ``docs/images/`` anew: ``python docs/pictures.py``. They show pages of ``fixtures/`` only.

Needs the development dependencies and a Chromium.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from rich.console import Console  # noqa: E402
from rich.terminal_theme import MONOKAI  # noqa: E402
from rich.text import Text  # noqa: E402

from summarizer import pairs, pipeline  # noqa: E402
from summarizer.check import registry  # noqa: E402
from summarizer.data import Spread  # noqa: E402
from summarizer.report import check_text  # noqa: E402
from summarizer.report.console import Style  # noqa: E402
from summarizer.report.job.page import Paper, write_html  # noqa: E402
from summarizer.report.job.trend import Changed, Moment  # noqa: E402
from summarizer.report.names import Names  # noqa: E402
from summarizer.report.pair import page as pair_page  # noqa: E402
from summarizer.report.pair.articles import spread_of  # noqa: E402
from tests.browser import chromium  # noqa: E402
from tests.desk.conftest import opened as desk  # noqa: E402
from tests.report.jobs import Job  # noqa: E402

IMAGES = ROOT / "docs" / "images"
ABSTRACT = (
    "青石桥镇把闲置的旧粮仓改建成乡村书屋，三个月借出图书四千册。书屋由退休教师覃望川牵头管理。书屋每年收费五百元。"
)
_TERMINAL = (
    "<meta charset=utf-8><style>body{{margin:0;background:#1d2024;color:#e8e6e1;width:max-content}}"
    "pre{{font:15px/1.5 'Noto Sans Mono CJK KR',monospace;margin:16px 20px;width:605px;overflow:hidden}}</style>{code}"
)


def spread(name: str, summary: str | None = None) -> Spread:
    folder = ROOT / "fixtures" / name
    pair = pairs.Pair(pipeline.as_page(folder / "page.html"), pipeline.as_page(folder / "original.html"))
    return pairs.compared(pairs.open_pair(pair, summary=summary))


def pair_file(folder: Path, name: str, lang: Any, summary: str | None = None) -> Path:
    shown = spread(name, summary)
    names = Names.of(shown.check, repost=f"{name}/page.html", original=f"{name}/original.html")
    file = folder / f"{name}-{lang}.html"
    file.write_text(pair_page.render(shown, names, version="0.1.0", lang=lang), encoding="utf-8")
    return file


def job_file(folder: Path, lang: Any) -> Path:
    history = [
        Moment(
            f"2026-11-{day}T03:00",
            {"fail": 250 - 4 * day + day % 4 * 9, "pass": 120 + 4 * day - day % 4 * 9, "error": 23},
        )
        for day in range(10, 27)
    ]
    rules = {rule.id: rule.explanation.what.in_language(lang).rstrip("。.") for rule in registry.rules()}
    changes = [
        Changed("removed", "row-00006", "https://m.qingshi.example.cn/2026/00006.html", (), ("L201",)),
        Changed("restored", "row-00002", "https://yunling.example/2026/00002.html", ("T301",), ()),
        Changed("gone", "row-00016", "https://bbs.example.net/2026/00016.html", ("A403",), ()),
    ]
    paper = Paper("nightly-2026-11-26", lang, "0.1.0", history, rules, changes)
    write_html(Job(400), folder / lang, paper, lambda _, check: pairs.compared(spread_of(check)))
    return folder / lang / "index.html"


def terminal_file(folder: Path, lang: Any) -> Path:
    check = spread("repost-number-changed").check
    names = Names.of(check, repost="page.html", original="original.html")
    text = check_text.render(check, names, Style(lang, terminal=True, colour=True, width=80))
    console = Console(record=True, width=80, file=io.StringIO())
    console.print(Text.from_ansi(text))
    file = folder / f"terminal-{lang}.html"
    file.write_text(
        _TERMINAL.format(code=console.export_html(theme=MONOKAI, inline_styles=True, code_format="<pre>{code}</pre>"))
    )
    return file


@contextmanager
def opened(browser: Any, file: Path, size: tuple[int, int], scheme: str = "light") -> Iterator[Any]:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(file.as_uri())
    yield page
    context.close()


def desk_pictures(browser: Any) -> None:
    """The desk's form, and a result in it."""
    with desk() as address:
        page = browser.new_page(viewport={"width": 1100, "height": 760})
        page.goto(address)
        page.screenshot(path=IMAGES / "desk.zh.png")
        for field, folder in (("repost", "repost-hidden-link"), ("original", "rednet-station")):
            page.set_input_files(f"#{field}_file", str(ROOT / "fixtures" / folder / "page.html"))
        page.locator("button[type=submit]").click()
        page.frame_locator("iframe").locator(".go").first.click()
        page.screenshot(path=IMAGES / "desk-result.zh.png")
        page.close()


def main() -> None:
    IMAGES.mkdir(exist_ok=True)
    with chromium() as browser, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with opened(browser, pair_file(folder, "repost-station-changed", "zh"), (1360, 800)) as page:
            page.locator(".go").first.click()
            page.screenshot(path=IMAGES / "pair.zh.png")
        with opened(browser, pair_file(folder, "repost-hidden-link", "en"), (1360, 800), "dark") as page:
            page.locator(".go").first.click()
            page.screenshot(path=IMAGES / "pair.en.dark.png")
        with opened(browser, pair_file(folder, "repost-number-changed", "zh", ABSTRACT), (1280, 720)) as page:
            page.locator(".sentence").nth(1).focus()
            page.screenshot(path=IMAGES / "abstract.zh.png")
        with opened(browser, pair_file(folder, "repost-number-changed", "zh"), (400, 800)) as page:
            page.locator(".go").first.click()
            page.screenshot(path=IMAGES / "pair-narrow.zh.png")
        desk_pictures(browser)
        for lang in ("zh", "en"):
            with opened(browser, job_file(folder, lang), (1360, 1400)) as page:
                page.locator("[data-filter=rule]").first.click()
                page.screenshot(path=IMAGES / f"job.{lang}.png")
            with opened(browser, terminal_file(folder, lang), (900, 620)) as page:
                page.locator("body").screenshot(path=IMAGES / f"terminal.{lang}.png")


if __name__ == "__main__":
    main()
