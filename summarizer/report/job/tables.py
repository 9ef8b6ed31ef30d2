"""The rows of a job as CSV, XLSX and Parquet, each with a roll-up by reposting site.

A cell of a page's text never becomes a formula. In CSV one that begins with ``= + - @`` (of any width), a tab or a
line end gets an apostrophe in front (OWASP, CSV injection); in XLSX and Parquet every text is a string.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from summarizer.errors import ConfigError
from summarizer.messages import say
from summarizer.report.console import Lang
from summarizer.report.job.rollup import SITE_COLUMNS, Rollup, site_cells
from summarizer.report.job.rows import COLUMNS, Plain, row_of

_FORMULA = tuple("=+-@＝＋－＠\t\r\n")
_BATCH = 5_000  # rows of one Parquet row group
_LISTS = ("failed", "unknown", "warned")
_MOST_ROWS = 1_048_575  # of one sheet, without its heading
_WIDTHS = {"title": 44, "repost": 48, "message": 52, "original": 48, "original_title": 44, "abstract": 60, "rules": 50}
_ANY_DAY = datetime(2000, 1, 1)  # the same records give the same bytes


def write_csv(records: Iterable[Plain], out: BinaryIO, lang: Lang) -> Rollup:
    """UTF-8 with a byte order mark, by which Excel knows it. One record at a time is in memory."""
    total = Rollup()
    with _csv(out) as writer:
        writer.writerow(COLUMNS)
        for record in records:
            total.add(record)
            writer.writerow([inert(cell) for cell in astuple(row_of(record, lang))])
    return total


def write_sites_csv(total: Rollup, out: BinaryIO) -> None:
    """One reposting site a row."""
    with _csv(out) as writer:
        writer.writerow(SITE_COLUMNS)
        for item in total.by_site():
            writer.writerow([inert(cell) if isinstance(cell, str) else cell for cell in site_cells(*item)])


def inert(cell: str) -> str:
    """``cell`` so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


@contextmanager
def _csv(out: BinaryIO) -> Iterator[Any]:
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    try:
        yield csv.writer(text, lineterminator="\r\n")  # RFC 4180
    finally:
        text.detach()


def write_parquet(records: Iterable[Plain], path: Path, sites: Path, lang: Lang) -> Rollup:
    """Typed columns, rule ids as lists; ``sites`` gets the roll-up. One row group at a time is in memory."""
    arrow, parquet = _needed("pyarrow"), _needed("pyarrow.parquet")
    text, several = arrow.string(), arrow.list_(arrow.string())
    schema = arrow.schema([(name, several if name in _LISTS else text) for name in COLUMNS])
    total = Rollup()
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in _batches(records):
            rows = [row_of(record, lang) for record in batch]
            for record in batch:
                total.add(record)
            columns = {name: [_typed(name, getattr(row, name)) for row in rows] for name in COLUMNS}
            writer.write_table(arrow.table(columns, schema=schema))
    cells = [site_cells(*item) for item in total.by_site()]
    kinds = [(name, text if name in ("site", "rules") else arrow.int64()) for name in SITE_COLUMNS]
    table = {name: [row[place] for row in cells] for place, name in enumerate(SITE_COLUMNS)}
    parquet.write_table(arrow.table(table, schema=arrow.schema(kinds)), sites, compression="zstd")
    return total


def write_xlsx(records: Iterable[Plain], path: Path, lang: Lang) -> Rollup:
    """A workbook: the records (on as many sheets as they need), the sites, the rules. Rows are written as they come."""
    xlsxwriter = _needed("xlsxwriter")
    strings = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(path, {"constant_memory": True, "use_zip64": True, **strings})
    book.set_properties({"created": _ANY_DAY})
    sheets = _Sheets(book, lang)
    total = Rollup()
    sheet, at = sheets.add("records", COLUMNS), 0
    for record in records:
        total.add(record)
        if at == _MOST_ROWS:
            sheet, at = sheets.add("records", COLUMNS), 0
        at += 1
        sheets.row(sheet, at, astuple(row_of(record, lang)))
    sheet = sheets.add("sites", SITE_COLUMNS)
    for at, item in enumerate(total.by_site()[:_MOST_ROWS], start=1):
        sheets.row(sheet, at, site_cells(*item))
    sheet = sheets.add("rules", ("rule", "name", "fail", "unknown", "warn"))
    for at, (rule, counts) in enumerate(total.by_rule(), start=1):
        sheets.row(sheet, at, (rule, total.names[rule], counts["fail"], counts["unknown"], counts["warn"]))
    book.close()
    return total


class _Sheets:
    """The sheets of a workbook, with headings in the reader's language that stay in view."""

    def __init__(self, book: Any, lang: Lang) -> None:
        self._book = book
        self._lang = lang
        self._bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": False})

    def add(self, name: str, columns: Sequence[str]) -> Any:
        title = self._say(f"sheet-{name}")
        taken = sum(sheet.get_name().startswith(title) for sheet in self._book.worksheets())
        sheet = self._book.add_worksheet(f"{title} {taken + 1}" if taken else title)
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, _WIDTHS.get(column, 14))
            sheet.write_string(0, place, self._say(f"column-{column.replace('_', '-').replace('/', '')}"), self._bold)
        sheet.autofilter(0, 0, 0, len(columns) - 1)
        return sheet

    def row(self, sheet: Any, at: int, cells: Iterable[str | int]) -> None:
        for place, cell in enumerate(cells):
            if isinstance(cell, int):
                sheet.write_number(at, place, cell)
            elif cell:
                sheet.write_string(at, place, cell)

    def _say(self, key: str) -> str:
        return say(f"job.{key}").in_language(self._lang)


def _typed(name: str, cell: str) -> Any:
    return cell.split() if name in _LISTS else (cell or None)


def _batches(records: Iterable[Plain]) -> Iterator[list[Plain]]:
    batch: list[Plain] = []
    for record in records:
        batch.append(record)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _needed(name: str) -> Any:
    """A library that only one format needs. Raises ``ConfigError`` where it is not installed."""
    from importlib import import_module

    try:
        return import_module(name)
    except ImportError as error:
        package = name.partition(".")[0]
        extra = {"xlsxwriter": "xlsx", "pyarrow": "parquet"}[package]
        raise ConfigError(say("job.needs", package=package, extra=extra), code="needs-extra") from error
