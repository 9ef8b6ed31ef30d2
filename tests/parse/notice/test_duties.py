"""The wording of notices and what it asks for. The wordings are common ones; names and addresses are invented."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.parse.notice.duties import compile_duties

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
    # mixed
    "转载声明：如需转载本站文章，请在文章页面明显位置注明原文出处及链接，否则视为侵权。": "prominent source link",
    "版权所有©山谷网，未经许可，不得以任何方式复制、抄袭本站内容，转载请以链接形式注明出处。": "prior_permission hyperlink link source",
    "本站原创文章，转载请注明转自山谷网，并以链接形式链接到本文地址": "source hyperlink link",
    "本文为作者独立观点，不代表山谷网立场，未经允许不得转载，授权事宜请联系 a@b.example": "prior_permission",
    "本文系作者授权山谷网发表，未经许可，不得转载。": "prior_permission",
    "文章版权归山谷网所有，如有转载请注明出处。": "source",
    "原创内容，未经书面同意，任何单位或个人不得以任何形式转载、复制或改编。": "written_permission no_modification",
    "本文允许转载，但须同时注明作者、出处和原文链接，且不得对内容作任何删改。": "author source link no_modification",
    "任何媒体转载本网内容，必须保持转载文章、图像、音视频的完整性，并完整注明作者信息和“来源：山谷网”。": "no_modification author source",
    "转载必须保留原文链接和版权声明，不得用于商业用途。": "link statement non_commercial",
    "转载本站内容须以超链接形式注明来源，禁止商业使用。": "hyperlink link source non_commercial",
    "本内容仅限个人非商业使用。": "non_commercial",
    "转载请完整保留本段声明，并注明作者和原文链接。": "statement author link",
    "谢绝商业转载，个人转载请注明出处": "non_commercial source",
    "个人转载请注明作者及来源；媒体转载请事先取得书面授权。": "author source written_permission",
    "转载需经作者授权，并以超链接形式标明出处。": "prior_permission hyperlink link source",
    "未经山谷网允许，任何人不得建立镜像、转载或链接本网站内容": "prior_permission no_mirroring no_linking",
    "禁止盗链、镜像本站内容": "no_linking no_mirroring",
    "请勿转载至其他平台": "forbidden",
    "本文独家授权山谷网，严禁其他媒体转载": "forbidden",
    "此文已开启版权保护，未经许可不得转载": "prior_permission",
    "转载请获得授权后注明作者、来源": "prior_permission author source",
    "经授权转载，请在文章开头注明作者和来源“山谷网（ID：valley）”": "prominent author source",
    "已获授权的媒体使用时须注明“稿件来源：山谷网”，违者本网将依法追究责任。": "source",
    "本报所有自采新闻（含图片）独家授权山谷网发布，未经允许不得转载或镜像；授权转载应在授权范围内使用，并注明来源。": "prior_permission no_mirroring source",
    "转载请注明文章作者、译者和来源": "author translator source",
    "本文译文采用与原文相同的许可协议发布": "share_alike licence",
    "This work is licensed under a Creative Commons Attribution-NonCommercial-ShareAlike 4.0 International License.": "author licence non_commercial share_alike",
    "除另有声明外，本网站采用知识共享署名 4.0 国际许可协议进行许可": "author licence",
    "转载或引用请注明出处并链接至本页": "source link",
    "欢迎在非商业目的下转载，请注明作者与来源": "author source",
    "严禁用于商业用途，违者必究": "non_commercial",
    "若要转载请在文章末尾附上本文链接和作者公众号二维码": "link author_qr",
    "本文不得用于人工智能训练，亦不得用于商业目的": "no_ai_training non_commercial",
    "未经授权，任何机构不得抓取本站内容用于训练大模型": "prior_permission no_ai_training",
    "请勿转载，仅供内部学习": "forbidden",
    "转载须支付稿酬并注明来源": "payment source",
    "转载、改编请与编辑部联系取得许可": "prior_permission",
    "凡转载本站文章，请注明“转自山谷网”": "source",
    "凡是转载本网稿件，必须注明来源和作者，否则将追究法律责任。": "source author",
    "本文如需转载，须注明出处：山谷网，并附原文链接 https://a.example/1.html": "source link",
    "文章来源：山谷日报，版权归原作者所有，如侵权请联系删除。": "",
    "本站部分内容来自互联网，版权归原作者所有，如有侵权请联系我们。": "",
    "山谷网登载此文出于传递更多信息之目的，并不意味着赞同其观点或证实其描述。": "",
    "作者授权本网站发布，仅代表作者观点": "",
    "更多内容请关注微信公众号：山谷": "",
    "新闻报料热线：400-000-0000": "",
    "責任編輯：陳三": "",
    "著作權所有，非經同意不得轉載": "prior_permission",
    "請尊重版權，未經授權請勿轉載、重製": "prior_permission",
    "引用轉載請註明出處並附上連結": "source link",
    "歡迎轉載，請註明作者及原文連結，禁止商業使用": "author link non_commercial",
    "转载前请先联系作者并署名": "prior_permission author",
    "如转载，须在标题下方注明“来源：山谷网”字样": "source",
    "转载时请注明标题、作者、来源及链接": "original_title author source link",
    "转载请标注：本文来自山谷网": "source",
    "转载请在正文开头标注：作者张三，来源：山谷网": "prominent author source",
    "独家内容，请勿一稿多投": "",
    "保留所有权利": "",
    "All rights reserved. 未经许可不得转载": "prior_permission",
    "不得转载": "forbidden",
    "转载请留言": "prior_permission",
    "转载请取得我的同意，谢谢": "prior_permission",
    "允许规范转载": "",
    "本文禁止转载至微信公众号": "forbidden",
    "未经允许，严禁通过镜像、爬虫等方式复制本站内容": "prior_permission no_mirroring",
    "本站保留追究侵权者法律责任的权利，转载请注明出处。": "source",
    "转载本文请联系山谷公众号。": "prior_permission",
    "商用转载请付费，个人转载请注明出处": "payment source",
    "本作品遵循 CC-BY-SA 3.0 协议": "author licence share_alike",
    "本文采用CC协议，转载请注明出处": "licence source",
    "转载请务必保留以下信息：作者、出处、链接": "author source link",
    "必须保留此声明和作者信息": "statement author",
    "务必保留原文链接及本声明，否则视为侵权": "link statement",
    "著作权归作者所有。商业转载请联系作者获得授权，非商业转载请注明出处。": "commercial_permission source",
    "著作权归作者所有，转载请联系作者获得授权。": "prior_permission",
    "本文版权归作者所有，转载请注明出处及作者": "source author",
    "本文由某某原创，如需转载，请联系授权。": "prior_permission",
    "转载授权请联系微信：abc123": "prior_permission",
    "如需转载请联系我们开白名单": "prior_permission",
    "转载请在文首注明作者及来源，并附本文链接": "prominent author source link",
    "欢迎转载，转载请注明本文地址：https://a.example/p/1.html，谢谢！": "link",
    "除非注明，本站文章均为原创，转载请以链接形式标明本文地址": "hyperlink link",
    "转载请注明：文章转载自 山谷社区 [http://www.valley.example]": "source link",
    "转载请注明：山谷博客 » 某某标题": "source original_title",
    "本站文章除注明转载外，均为本站原创或编译。欢迎任何形式的转载，但请务必注明出处，尊重他人劳动。": "source",
    "任何个人或组织，在未征得本站同意时，禁止复制、盗用、采集、发布本站内容到任何网站、书籍等各类媒体平台。": "prior_permission",
    "凡本网注明“来源：山谷网”的所有作品，版权均属于山谷网，未经本网授权不得转载、摘编或利用其它方式使用上述作品。已经本网授权使用作品的，应在授权范围内使用，并注明“来源：山谷网”。违反上述声明者，本网将追究其相关法律责任。": "prior_permission source",
    "凡本网注明“来源：XXX（非山谷网）”的作品，均转载自其它媒体，转载目的在于传递更多信息，并不代表本网赞同其观点和对其真实性负责。": "",
    "如其他媒体、网站或个人转载使用，必须保留本网站注明的“稿件来源”，并自负法律责任。": "source",
    "如因作品内容、版权和其它问题需要同本网联系的，请在30日内进行。": "",
    "未经本网书面特别授权，请勿转载或建立镜像，违者依法必究。": "written_permission no_mirroring",
    "山谷日报社版权所有，未经书面授权禁止使用": "written_permission",
    "本网站所刊载信息，不代表本网观点。刊用本网站稿件，务经书面授权。未经授权禁止转载、摘编、复制及建立镜像，违者将依法追究法律责任。": "written_permission no_mirroring",
    "转载、摘编本网内容须经本网书面授权，并注明来源和作者，不得修改标题和内容。": "written_permission source author no_modification",
    "转载请保留标题、作者、来源和本文链接，不得篡改原文。": "original_title author source link no_modification",
    "请在显著位置注明来源并加上可点击的原文链接": "prominent source hyperlink link",
    "转载时必须以超链接形式注明原文出处": "hyperlink link source",
    "引用本文须注明作者及出处，不得断章取义。": "author source no_modification",
    "转载本文需支付稿酬": "payment",
    "付费转载，请联系编辑部": "payment prior_permission",
    "转载前请支付版权费用并取得授权": "payment prior_permission",
    "本文内容不得再授权第三方使用": "no_sublicence",
    "获授权方不得转授权给第三方。": "no_sublicence",
    "译文遵循原文的许可协议": "upstream_licence",
    "本译文转载请同时遵守原文的版权声明": "upstream_licence",
    "请勿用于商业目的": "non_commercial",
    "仅供个人学习，禁止商用": "non_commercial",
    "禁止任何形式的商业使用": "non_commercial",
    "不得用于任何商业用途，转载需保留全文及版权信息": "non_commercial no_modification statement",
    "允许非商业转载，但须保留此信息": "non_commercial statement",
    "自由转载，请保留署名和链接": "author link",
    "本文采用 CC BY 4.0 协议，转载请注明出处": "author licence source",
    "本作品采用 署名-禁止演绎 4.0 国际 (CC BY-ND 4.0) 许可": "author licence no_modification",
    "Licensed under CC BY-NC 4.0": "author licence non_commercial",
    "独家稿件，未经授权严禁转载": "prior_permission",
    "授权转载，请勿二次转载": "forbidden",
    "本文已获作者授权，未经许可请勿二次转载": "prior_permission",
    "投稿、转载请联系editor@a.example": "prior_permission",
    "如有转载需求请联系后台": "prior_permission",
    "内容合作、转载请加微信": "prior_permission",
    "转载须注明来源、作者，并在显著位置附上原文链接（超链接）": "source author prominent link hyperlink",
    "转载请注明作者、出处，并保留本段文字": "author source statement",
    "本网转载文章仅为传播信息，如有侵权，请联系我们删除": "",
    "图片来源网络，侵删": "",
    "本文来源：山谷日报。责任编辑：张三": "",
    "免责声明：本文来自山谷号作者，不代表本平台立场，转载请联系原作者。": "prior_permission",
    "未经允许不得转载：山谷网 » 某某标题": "prior_permission",
    "禁止转载、引用、摘编": "forbidden",
    "不允许转载": "forbidden",
    "未获授权请勿转载、复制或使用": "prior_permission",
    "侵权必究": "",
    "版权所有 侵权必究": "",
    "版权所有，未经许可严禁复制或镜像": "prior_permission no_mirroring",
    "未经授权，禁止以任何形式用于大模型训练、数据挖掘": "prior_permission no_ai_training",
    "本站内容禁止爬虫抓取及用于AI训练": "no_ai_training forbidden",
    "转发请注明来自微信公众号：山谷": "source",
    "转载请标明来自山谷网并附上链接": "source link",
    "请尊重原创，转载请附上原文链接": "link",
    "如转载请附上本文URL": "link",
    "转载请注明原文出处，谢谢合作": "source",
    "转载时请保留本文链接及作者信息，不可用于商业用途": "link author non_commercial",
    "AI总结本文时请注明原文链接": "ai_notice link",
    "使用人工智能生成摘要的，须在摘要开头注明来源和原文链接": "ai_notice source link",
    "请在总结末尾保留本文来源及链接": "ai_notice source link",
    "非经本刊同意，不得转载": "prior_permission",
    "转载自由，无须注明": "",
    "未经本报许可不得链接、转载": "prior_permission no_linking",
    "转载请注明“文章来源：山谷网，作者：张三”": "source author",
    "转载请以“来源：山谷网（https://valley.example）”的形式注明": "source link",
    "本文可自由转载，转载时请保留全文并注明出处。": "no_modification source",
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
