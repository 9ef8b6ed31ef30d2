"""Bytes become the text their author wrote, whatever the label says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.decode import codec_of, decode

SIMPLIFIED = (
    "<html><head><title>镇上的书屋开门了</title></head><body><p>据了解，这座由旧粮仓改建的书屋，已经接待了一万多名读者。"
    "管理员说：“孩子们放学以后就来看书，家长也很放心。”</p></body></html>"
)
TRADITIONAL = (
    "<html><head><title>鎮上的書屋開門了</title></head><body><p>據了解，這座由舊糧倉改建的書屋，已經接待了一萬多名讀者。"
    "管理員說：「孩子們放學以後就來看書，家長也很放心。」</p></body></html>"
)
LABELS = [None, "utf-8", "gb2312", "gbk", "gb18030", "big5", "iso-8859-1", "shift_jis", "euc-kr", "utf-16", "nonsense"]


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (SIMPLIFIED, "utf-8"),
        (SIMPLIFIED, "utf-8-sig"),
        (SIMPLIFIED, "gb18030"),
        (SIMPLIFIED, "gbk"),
        (SIMPLIFIED, "utf-16"),
        (SIMPLIFIED, "utf-16-le"),
        (SIMPLIFIED, "utf-16-be"),
        (TRADITIONAL, "big5"),
        (TRADITIONAL, "utf-8"),
        (TRADITIONAL, "gb18030"),
    ],
)
def test_no_character_is_lost_under_any_label(text: str, codec: str, label: str | None) -> None:
    decoded = decode(text.encode(codec), label)
    assert decoded.text == text
    assert decoded.replaced == 0


def test_characters_beyond_gb2312_are_read_and_the_label_is_called_wrong() -> None:
    page = '<meta charset="gb2312"><p>朱镕先生与陶喆女士为这里的读者写了一封很长的信。</p>'
    decoded = decode(page.encode("gb18030"))
    assert "镕" in decoded.text
    assert "喆" in decoded.text
    assert decoded.mislabelled


def test_a_true_label_is_not_called_wrong() -> None:
    page = '<meta charset="gb2312"><p>图书馆的工作人员说，这里一共有三千多册图书——都可以借。</p>'
    assert not decode(page.encode("gb18030")).mislabelled


def test_replaced_characters_are_counted() -> None:
    damaged = SIMPLIFIED.encode("utf-8").replace("粮".encode(), b"\xe7\xb2")
    decoded = decode(damaged, "utf-8")
    assert decoded.encoding == "utf-8"
    assert decoded.replaced == 1
    assert "书屋" in decoded.text


def test_western_text_keeps_its_label() -> None:
    assert decode("<p>Le café à côté est fermé.</p>".encode("latin-1"), "iso-8859-1").text.count("é") == 3


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("text/html; charset=GB2312", "gb18030"),
        ("x-gbk", "gb18030"),
        ('"utf-8"', "utf-8"),
        ("big5", "big5hkscs"),
        ("utf-7", None),
        ("uu", None),
        ("unicode_escape", None),
        ("gbk", "gb18030"),
        ("hz-gb-2312", None),
        ("no-such-thing", None),
        (None, None),
    ],
)
def test_labels_mean_what_browsers_take_them_for(label: str | None, codec: str | None) -> None:
    assert codec_of(label) == codec


@given(st.binary(max_size=400), st.sampled_from(LABELS))
def test_any_bytes_decode_to_something(content: bytes, label: str | None) -> None:
    decoded = decode(content, label)
    assert decoded.replaced == decoded.text.count("\ufffd")
