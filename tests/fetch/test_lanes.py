"""Which pace goes for which host, and what a host asks for when it has too much to do."""

from __future__ import annotations

from email.utils import formatdate
from time import time

import pytest

from summarizer.config import Settings
from summarizer.fetch.lanes import Lanes, host_of, retry_after

LANES = Lanes(
    Settings(
        hosts={
            "*": {"rate": 2},
            "*.news.example": {"rate": 3},
            "slow.news.example": {"rate": 0.1},
            "*.a.news.example": {"rate": 4},
            "cms.example:8080": {"rate": 5},
            "*.新闻.example": {"rate": 6},
        }
    )
)


@pytest.mark.parametrize(
    ("url", "rate"),
    [
        ("https://else.example/", 2),
        ("https://www.news.example/a", 3),
        ("http://WWW.News.Example:8000/a", 3),
        ("https://slow.news.example/", 0.1),
        ("https://x.a.news.example/", 4),
        ("http://cms.example:8080/", 5),
        ("http://cms.example/", 2),
        ("https://www.新闻.example/", 6),
        ("http://[::1]:8080/", 2),
    ],
)
def test_the_most_particular_pattern_counts(url: str, rate: float) -> None:
    assert LANES.settings(host_of(url)).rate == rate


def test_without_settings_a_host_is_asked_once_a_second() -> None:
    assert Lanes(Settings()).settings("news.example").rate == 1


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://news.example/", "https://NEWS.example:443/a?b", True),
        ("http://news.example/", "http://news.example:8080/", False),
        ("http://news.example/", "http://www.news.example/", False),
        ("http://127.0.0.1:80/", "http://2130706433/", True),
    ],
)
def test_hosts_are_told_apart_by_name_and_port(one: str, other: str, same: bool) -> None:
    assert (host_of(one) == host_of(other)) is same


@pytest.mark.parametrize("said", ["", "soon", "-5", "1.5", "１２", "Mon, 99 Nov 2026 08:00:00 GMT"])
def test_a_retry_after_that_says_nothing(said: str) -> None:
    assert retry_after(said) is None


def test_retry_after_in_both_forms() -> None:
    assert retry_after(" 120 ") == 120
    assert 55 < (retry_after(formatdate(time() + 60, usegmt=True)) or 0) <= 60
    assert retry_after("Mon, 02 Nov 2009 08:00:00 GMT") == 0
    assert retry_after("9" * 400) is not None


def test_programs_that_fetch_together_share_the_pace() -> None:
    lanes = Lanes(Settings(hosts={"*": {"rate": 2}}), share=1 / 4)
    lane = lanes.lane("news.example")
    assert lane.interval == 2
    lanes.slow_down(lane, 3)
    assert lane.interval == 12


def test_hosts_long_unused_are_forgotten_but_not_those_whose_turn_is_to_come(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("summarizer.fetch.lanes._KEPT", 2)
    lanes = Lanes(Settings())
    first = lanes.lane("a.example")
    first.pause(60)
    second = lanes.lane("b.example")
    lanes.lane("c.example")
    assert lanes.lane("a.example") is first
    lanes.lane("d.example")
    lanes.lane("e.example")
    assert lanes.lane("a.example") is first
    assert lanes.lane("b.example") is not second
