"""Dates as Chinese pages write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.parse.dates import find_date, from_metadata


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2023-11-30 10:21", "2023-11-30T10:21+08:00"),
        ("发布时间：2023-11-30 10:21:07 来源：甲", "2023-11-30T10:21:07+08:00"),
        ("2023年11月30日10:21", "2023-11-30T10:21+08:00"),
        ("2023年11月30日 10时21分", "2023-11-30T10:21+08:00"),
        ("2023年1月3日 星期二 08:05", "2023-01-03T08:05+08:00"),
        ("2023年11月30日 下午3:05", "2023-11-30T15:05+08:00"),
        ("2023/11/30", "2023-11-30"),
        ("http://www.example.cn2023-11-30青石桥晚报", "2023-11-30"),
        ("9/17/2004 5:54:13 AM", "2004-09-17T05:54:13+08:00"),
        ("18-03-08 23:16", "2018-03-08T23:16+08:00"),
        ("January 17, 2012 06:00 AM", "2012-01-17T06:00+08:00"),
        ("二〇二三年十一月三十日 10:21", "2023-11-30T10:21+08:00"),
        ("民國112年11月30日", "2023-11-30"),
        ("30/11/2023 10:21", "2023-11-30T10:21+08:00"),
        ("10:21 2023-11-30", "2023-11-30T10:21+08:00"),
        ("2023-11-30 12:05 AM", "2023-11-30T00:05+08:00"),
        ("2023.11.30", "2023-11-30"),
        ("20231130102100", "2023-11-30T10:21:00+08:00"),
        ("2023-11-30T02:21:00Z", "2023-11-30T02:21:00+00:00"),
        ("2023-11-30T10:21:00+0800", "2023-11-30T10:21:00+08:00"),
    ],
)
def test_shapes_of_dates(text: str, iso: str) -> None:
    stamp = find_date(text)
    assert stamp is not None
    assert stamp.iso == iso


@pytest.mark.parametrize(
    "text",
    [
        "",
        "共2023元",
        "2023年",
        "2023-13-40",
        "11月30日 10:21",
        "昨天 10:21",
        "2小时前",
        "刚刚",
        "12-11-10",
        "电话 0735-2023112",
        "1234567890123",
    ],
)
def test_no_date(text: str) -> None:
    assert find_date(text) is None


def test_seconds_since_1970_in_metadata() -> None:
    stamp = from_metadata("1701310860")
    assert stamp is not None
    assert stamp.iso == "2023-11-30T10:21:00+08:00"


@given(st.text(alphabet="0123456789-/年月日:： TZ+.", max_size=60))
def test_any_digits_are_read_without_error(text: str) -> None:
    stamp = find_date(text)
    assert stamp is None or stamp.iso[:2] in ("19", "20")
