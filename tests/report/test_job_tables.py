"""CSV, XLSX, Parquet, JUnit and SARIF of a job, read back as those who get them would."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from summarizer.report.job.rollup import rollup
from summarizer.report.job.rows import COLUMNS, RESULTS, is_sound, result_of, row_of, site_of
from summarizer.report.job.streams import write_junit, write_sarif
from summarizer.report.job.tables import inert, write_csv, write_parquet, write_sites_csv, write_xlsx
from tests.report.jobs import FAILURE, Job, record

FORMULA = '=HYPERLINK("http://evil.example","点我")'


def evil(text: str) -> dict[str, Any]:
    one = record(1)
    repost = one["check"]["repost"] | {"title": text}
    return one | {"id": text, "check": one["check"] | {"repost": repost}}


def test_csv_is_chinese_in_excel_and_one_record_a_row() -> None:
    out = io.BytesIO()
    write_csv(Job(40), out, "zh")
    assert out.getvalue().startswith(b"\xef\xbb\xbfid,")
    rows = list(csv.DictReader(io.StringIO(out.getvalue().decode("utf-8-sig"))))
    assert list(rows[0]) == list(COLUMNS)
    assert len(rows) == 40
    assert rows[1]["title"] == "青石桥镇：旧粮仓变身乡村书屋 三个月借出图书四千册（1）"
    assert rows[1]["failed"] == "L201"
    assert rows[1]["site"] == "example.com"
    assert rows[16]["result"] == "error"
    assert rows[16]["error_message"] == FAILURE["message"]["zh"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_cell_of_a_csv_is_a_formula(start: str) -> None:
    out = io.BytesIO()
    total = write_csv([evil(start + "1+1")], out, "zh")
    (row,) = csv.DictReader(io.StringIO(out.getvalue().decode("utf-8-sig"), newline=""))
    assert not any(cell.startswith(start) for cell in row.values())
    assert row["title"] == ("1+1" if start == "\r" else f"'{start}1+1"), "a carriage return never gets that far"
    total.sites = {start + "x": total.sites.popitem()[1]}
    sites = io.BytesIO()
    write_sites_csv(total, sites)
    (site,) = csv.DictReader(io.StringIO(sites.getvalue().decode("utf-8-sig"), newline=""))
    assert site["site"] == f"'{start}x"


def test_an_ordinary_cell_stays_as_it_is() -> None:
    assert inert("标题 = 正文") == "标题 = 正文"
    assert inert("") == ""


def test_sites_are_rolled_up() -> None:
    out = io.BytesIO()
    total = rollup(Job(100))
    write_sites_csv(total, out)
    rows = list(csv.DictReader(io.StringIO(out.getvalue().decode("utf-8-sig"))))
    assert sum(int(row["records"]) for row in rows) == 100
    assert sum(int(row["fail"]) for row in rows) == total.results["fail"]
    assert [int(row["fail"]) for row in rows] == sorted((int(row["fail"]) for row in rows), reverse=True)
    assert {row["site"] for row in rows} >= {"example.com", "example.cn", "yunling.example"}


def test_xlsx_holds_strings_never_formulas_and_is_the_same_every_time(tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter", reason="the extra for tables is not installed")
    rows = [*Job(30), evil(FORMULA), evil("https://evil.example/")]
    for name in ("one.xlsx", "two.xlsx"):
        write_xlsx(rows, tmp_path / name, "zh")
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    book = ZipFile(tmp_path / "one.xlsx")
    sheets = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 3
    assert not any("<f>" in sheet or "<hyperlink" in sheet for sheet in sheets)
    names = book.read("xl/workbook.xml").decode()
    assert all(f'name="{name}"' in names for name in ("记录", "网站", "规则"))
    assert "HYPERLINK" in sheets[0]
    assert "不合格的规则" in sheets[0]


def test_parquet_has_types_and_lists(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    write_parquet(Job(60), tmp_path / "a.parquet", tmp_path / "b.parquet", "zh")
    rows = parquet.read_table(tmp_path / "a.parquet").to_pylist()
    assert len(rows) == 60
    assert rows[1]["failed"] == ["L201"]
    assert rows[0]["failed"] == []
    assert rows[0]["error"] is None
    sites = parquet.read_table(tmp_path / "b.parquet").to_pylist()
    assert sum(row["records"] for row in sites) == 60
    assert all(isinstance(row["fail"], int) for row in sites)


def test_junit_counts_agree_and_an_error_is_an_error() -> None:
    out = io.BytesIO()
    write_junit(Job(40), out, "zh")
    root = ElementTree.fromstring(out.getvalue())  # noqa: S314 - our own
    suites = root.findall("testsuite")
    assert len(suites) == 41
    for name in ("tests", "failures", "errors", "skipped"):
        assert int(root.get(name, "")) == sum(int(suite.get(name, "")) for suite in suites)
    assert int(root.get("failures", "")) > 10
    error = suites[17].find("testcase/error")
    assert error is not None
    assert error.get("message") == FAILURE["message"]["zh"]
    assert {one.get("name") for one in suites[0].iter("property")} >= {"example.com", "yunling.example"}


def test_sarif_is_one_run_with_a_result_a_finding() -> None:
    out = io.BytesIO()
    write_sarif(Job(40), out, "en", version="1")
    log = json.loads(out.getvalue())
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in run["results"])
    fails = [one for one in run["results"] if one["kind"] == "fail" and one["level"] == "error"]
    assert len({one["properties"]["record"] for one in fails}) == rollup(Job(40)).results["fail"]
    (invocation,) = run["invocations"]
    assert [one["descriptor"]["id"] for one in invocation["toolExecutionNotifications"]] == ["timeout", "timeout"]
    assert run["properties"]["results"] == rollup(Job(40)).to_dict()["results"]


def test_writing_keeps_no_records() -> None:
    """Rows are read as they are written: no more than one batch is ever taken ahead."""
    taken = 0

    def count() -> Any:
        nonlocal taken
        for one in Job(50):
            taken += 1
            yield one

    class Watched(io.BytesIO):
        def write(self, content: Any) -> int:
            lines.append((taken, bytes(content).count(b"\r\n")))
            return super().write(content)

    lines: list[tuple[int, int]] = []
    write_csv(count(), Watched(), "zh")
    assert lines[10][0] < 50, "the first rows are out before the last are in"


def test_what_a_report_looks_at_is_looked_over_first() -> None:
    assert all(is_sound(one) for one in Job(20))
    broken = record(1)
    for wrong in (
        None,
        [],
        {},
        {"id": 1},
        broken | {"check": [1]},
        broken | {"check": {"verdict": "fail", "findings": [{"rule": "L201"}]}},
        broken | {"check": {"verdict": None}},
        broken | {"error": {}, "check": {"verdict": "fail", "findings": 3}},
        broken | {"error": {"message": "x"}},
    ):
        assert not is_sound(wrong), wrong


def test_rows_of_odd_records() -> None:
    bare = {"id": "x", "status": "skipped", "repost": "页面/转载.html"}
    assert row_of(bare).result == "skipped"
    assert site_of(bare) == ""
    assert result_of({"id": "x", "status": "nonsense"}) == "error"
    assert result_of({"id": "x", "status": "ok"}) in RESULTS
    assert row_of(bare | {"repost": "http://[::1"}).site == ""
    assert row_of(evil("\x1b[31m" + "长" * 5000)).title == "长" * 1000
