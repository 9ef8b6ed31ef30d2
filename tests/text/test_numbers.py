"""Numbers, amounts, percentages and dates: the same quantity has one key however it is written."""

from __future__ import annotations

import time
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.numbers import Kind, find_numbers, parse_numeral, same_quantity
from tests import pace

HAN = "零一二三四五六七八九"


def in_han(number: int) -> str:
    """A whole number below 10**12 as a newspaper would spell it."""
    if number < 10:
        return HAN[number]
    for place, name in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if number >= place:
            head, rest = divmod(number, place)
            zero = "零" if rest and rest < place // 10 else ""
            return in_han(head) + name + (zero + in_han(rest) if rest else "")
    raise AssertionError(number)


def one(text: str) -> tuple[object, ...]:
    (number,) = find_numbers(text)
    return number.key


@pytest.mark.parametrize(
    ("one_way", "other_way"),
    [
        ("3.5万亿元", "35000亿元"),
        ("3.5万亿元", "三点五万亿元"),
        ("50%", "百分之五十"),
        ("五成", "５０％"),
        ("五分之一", "20%"),
        ("1,234人", "1234名"),
        ("400余万元", "400多万元"),
        ("2023年11月30日", "2023-11-30"),
        ("二〇二三年", "2023年"),
        ("下午3点30分", "下午15:30"),
        ("三公里", "3千米"),
        ("500米", "0.5公里"),
        ("第三届", "第3届"),
        ("一万五千元", "1.5万元"),
        ("零下3℃", "-3摄氏度"),
        ("三分之一", "1/3"),
    ],
)
def test_two_writings_of_one_quantity_are_equal(one_way: str, other_way: str) -> None:
    assert one(one_way) == one(other_way)


@pytest.mark.parametrize(
    ("one_way", "other_way"),
    [
        ("3万元", "3亿元"),
        ("3元", "3美元"),
        ("5%", "5个百分点"),
        ("8月2日", "8月3日"),
        ("零下3℃", "3℃"),
        ("1/3", "2/3"),
        ("十四五规划", "十三五规划"),
        ("S346省道", "S364省道"),
    ],
)
def test_different_quantities_differ(one_way: str, other_way: str) -> None:
    assert one(one_way) != one(other_way)


@pytest.mark.parametrize("text", ["十分重要", "一起努力", "千万不要", "万一", "一直", "两会", "百姓", "千方百计"])
def test_words_that_look_like_numerals_are_no_numbers(text: str) -> None:
    assert find_numbers(text) == ()


def test_a_range_shares_its_unit() -> None:
    low, high = find_numbers("投资3至5万元")
    assert (low.value, low.unit) == (Decimal(30000), "元")
    assert high.value == 50000


def test_spans_point_at_the_words() -> None:
    text = "全长１．８公里，投资四百万元，8月2日开工。"
    assert [text[n.start : n.end] for n in find_numbers(text)] == ["１．８公里", "四百万元", "8月2日"]
    assert [n.text for n in find_numbers(text)] == ["１．８公里", "四百万元", "8月2日"]


def test_a_date_agrees_with_one_that_says_less() -> None:
    (full,), (short,), (other,) = (find_numbers(t) for t in ("2023年11月30日", "11月30日", "11月29日"))
    assert same_quantity(full, short)
    assert not same_quantity(short, other)


@given(st.integers(0, 10**12 - 1))
def test_numerals_round_trip(number: int) -> None:
    assert parse_numeral(in_han(number)) == number


@given(st.integers(1, 10**9), st.sampled_from(["元", "人", "吨", "公里", "%", "亩"]))
def test_digits_and_numerals_agree(number: int, unit: str) -> None:
    assert one(f"{number}{unit}") == one(f"{number:,}{unit}")
    if unit != "%" and number > 9:
        assert one(f"{in_han(number)}{unit}")[1] == one(f"{number}{unit}")[1]


@given(st.dates())
def test_dates_are_read_back(day: object) -> None:
    text = f"{day.year:04d}年{day.month}月{day.day}日"  # type: ignore[attr-defined]
    (found,) = find_numbers(text)
    assert found.kind is Kind.DATE
    assert found.value == (day.year, day.month, day.day)  # type: ignore[attr-defined]


@given(st.text(alphabet="0123456789一二十百千万亿点分之第年月日时%,.-:余至元a 中", max_size=60))
def test_any_text_has_ordered_spans(text: str) -> None:
    found = find_numbers(text)
    assert all(text[n.start : n.end] == n.text and n.text for n in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize("unit", ["1", "一", "1,234", "3点", "百分之", "1 ", "3至", "a1-", "上午"])
def test_long_runs_take_linear_time(unit: str) -> None:
    started = time.process_time()
    find_numbers(unit * (100_000 // len(unit)))
    assert time.process_time() - started < pace.seconds(3)
