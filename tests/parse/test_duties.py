"""The wording of notices and what it asks for. The wordings are common ones; names and addresses are invented."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.parse.duties import compile_duties

WORDINGS = {
    # permission
    "未经授权，不得转载。": "prior_permission",
    "本文为某某网原创文章，未经允许禁止转载。": "prior_permission",
    "未经作者本人书面许可，任何单位和个人不得转载、摘编。": "written_permission",
    "任何媒体、网站或个人未经本网协议授权不得转载、链接、转贴或以其他方式复制发表。": "prior_permission no_linking",
    "转载请联系作者获得授权。": "prior_permission",
    "如需转载，请在公众号后台回复“转载”。": "prior_permission",
    "转载须经本站同意。": "prior_permission",
    "未经许可，擅自转载者将追究法律责任。": "prior_permission",
    "未经授权，转载必究。": "prior_permission",
    "除非获得书面授权，不得转载。": "written_permission",
    "转载请先私信作者，授权后方可转载，并注明来源和作者。": "prior_permission source author",
    "转载前请征得作者同意。": "prior_permission",
    # prohibition
    "禁止转载。": "forbidden",
    "原创作品，谢绝任何形式的转载！": "forbidden",
    "版权所有，翻版必究。": "forbidden",
    "本文禁转": "forbidden",
    "請勿轉載": "forbidden",
    # attribution
    "转载请注明出处。": "source",
    "转载请注明来源：山谷日报": "source",
    "轉載請註明出處。": "source",
    "转载请注明作者和出处。": "author source",
    "转载请注明出处，并保留原文链接。": "source link",
    "转载请附上原文出处链接和本声明。": "link statement",
    "转载时请以超链接形式标明文章原始出处和作者信息及本声明": "hyperlink link source author statement",
    "欢迎转载，但请在文章开头显著位置注明作者和原文链接。": "prominent author link",
    "本文版权归作者和某园共有，欢迎转载，但未经作者同意必须保留此段声明，且在文章页面明显位置给出原文连接，"
    "否则保留追究法律责任的权利。": "statement prominent link",
    "转载务必保留本声明。": "statement",
    "转载请保留原标题、作者和责任编辑姓名。": "original_title author editor",
    "译文转载请注明译者和原文链接": "translator link",
    "转载请注明转自“山谷网”字样，并标明本网网址。": "source site_link",
    "公众号转载请附上作者公众号二维码": "author_qr",
    "不得删除文中的作者署名和原文链接。": "author link",
    "转载不得隐藏来源，来源隐蔽的视为侵权。": "no_hidden_source",
    # commercial use
    "商业转载请联系作者获得授权，非商业转载请注明出处。": "commercial_permission source",
    "禁止商业转载，非商业转载须保留原文链接：https://blog.example/a/1.html": "non_commercial link",
    "不得用于商业用途，转载请注明出处。": "non_commercial source",
    "仅限非商业用途转载，请注明作者。": "non_commercial author",
    "商业用途须支付稿酬。": "payment",
    "如需商用请联系授权。": "commercial_permission",
    # licences
    "本作品采用知识共享署名-非商业性使用-相同方式共享 4.0 国际许可协议进行许可。": (
        "author licence non_commercial share_alike"
    ),
    "本文遵循 CC 4.0 BY-SA 版权协议，转载请附上原文出处链接和本声明。": ("author licence share_alike link statement"),
    "本博客所有文章除特别声明外，均采用 CC BY-NC-ND 4.0 许可协议。转载请注明来自 山谷博客！": (
        "author licence non_commercial no_modification source"
    ),
    "自由转载-非商用-非衍生-保持署名（创意共享3.0许可证）": "author licence non_commercial no_modification",
    "非自由转载-非商用-非衍生-保持署名": "author prior_permission non_commercial no_modification",
    # other limits
    "转载请保持文章完整，不得修改。": "no_modification",
    "未经授权禁止转载、摘编、复制及建立镜像。": "prior_permission no_mirroring",
    "未经许可，不得将本文内容用于训练人工智能模型。": "prior_permission no_ai_training",
    "不得用于AI训练。": "no_ai_training",
    "不得转授权。": "no_sublicence",
    "转载请遵守原作品的许可协议。": "upstream_licence",
    # nothing is asked
    "本文仅代表作者个人观点，与本网无关。": "",
    "本文转载自山谷网，如有侵权请联系删除。": "",
    "转载目的在于传递更多信息，并不代表本网赞同其观点。": "",
    "如转载稿涉及版权等问题，请作者在两周内来电联系。": "",
    "转载无需注明出处。": "",
    "凡本网注明“来源：山谷网”的作品，版权均属本网所有。": "",
    "欢迎转载。": "",
    "题图来自某图库，基于 CC0 协议。": "",
    "本文经作者授权发布。": "",
    "内容由AI生成，仅供参考。": "",
}


@pytest.mark.parametrize(("text", "expected"), WORDINGS.items())
def test_wording_compiles_to_exactly_its_duties(text: str, expected: str) -> None:
    assert {kind.value for kind, *_ in compile_duties(text)} == set(expected.split())


def test_spans_quote_the_words_that_ask() -> None:
    text = "本文为山谷站原创文章，转载请附上原文出处链接和本声明。"
    words = {kind.value: text[start:end] for kind, start, end, _ in compile_duties(text)}
    assert words == {"link": "附上原文出处链接", "statement": "附上原文出处链接和本声明"}


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("使用时必须注明“来源：山谷网”。", "source", "来源：山谷网"),
        ("转载请注明出处：山谷日报", "source", "山谷日报"),
        ("转载请注明本文链接：https://news.example/a/1.html", "link", "https://news.example/a/1.html"),
        ("本文遵循 CC BY-NC-SA 4.0 协议", "licence", "CC-BY-NC-SA-4.0"),
        ("采用知识共享署名-相同方式共享 3.0 许可", "licence", "CC-BY-SA-3.0"),
        ("https://creativecommons.org/licenses/by-nd/4.0/", "licence", "CC-BY-ND-4.0"),
    ],
)
def test_values_say_what_must_stand_there(text: str, kind: str, value: str) -> None:
    assert {found.value: held for found, _, _, held in compile_duties(text)}[kind] == value


def test_fullwidth_and_traditional_wording_reads_the_same() -> None:
    plain = [(kind, start, end) for kind, start, end, _ in compile_duties("转载请注明出处,谢绝商业转载。")]
    other = [(kind, start, end) for kind, start, end, _ in compile_duties("轉載請註明出處，謝絕商業轉載。")]
    assert plain == other


_WORDS = [
    "转载",
    "请",
    "注明",
    "来源",
    "：",
    "，",
    "。",
    "未经授权",
    "不得",
    "链接",
    "“",
    "”",
    "商业",
    "非",
    "CC BY",
    " ",
    "本声明",
    "x",
]


@given(st.lists(st.sampled_from(_WORDS), max_size=30).map("".join) | st.text(max_size=80))
def test_any_text_compiles_with_spans_in_range(text: str) -> None:
    for _, start, end, _ in compile_duties(text):
        assert 0 <= start < end <= len(text)


@pytest.mark.parametrize("seed", ["未经", "转载请注明", "本文", "“", "以", "1 ", "a.", "https://a/", "非商业", "署名-"])
def test_time_grows_with_length_only(seed: str) -> None:
    text = (seed * 100_000)[:100_000]
    started = time.perf_counter()
    compile_duties(text)
    assert time.perf_counter() - started < 20
