"""What stands before, behind or instead of the news in a sentence: taken off; what looks like it and is news: left."""

from __future__ import annotations

import pytest

from summarizer.summarize.trim import trimmed

NEWS = "8月3日，青禾市云溪水库清淤工程完工。"
BEFORE = {
    "an agency's dateline": "新华社青禾8月4日电（记者 林知远）",
    "a dateline after a heading glued to it": "云溪水库清淤完工 全市告别停水青禾网青禾新闻8月4日电（林知远、卢平）",
    "a heading with quotation marks": "“清淤”收官 全市告别停水云溪日报网8月4日讯 ",
    "a dateline without a day": "云溪水库清淤完工云溪晚报讯",
    "a site behind a site": "云溪网（青禾日报网）讯（通讯员 林知远）",
    "how a paper learnt it, after a heading": "云溪水库清淤完工全市告别停水记者近日从市水务局了解到，",
    "a dateline with the year": "青禾新闻网2023年8月4日讯（记者 林知）",
    "full-width figures and traditional script": "雲溪網青禾８月４日電（記者林知遠 盧平）",
    "a message": "云溪网青禾8月4日消息 ",
    "a medium in other brackets": "〔云溪社〕",
    "a report": "云溪消息网8月4日报道 ",
    "names in brackets": "(林知远 卢平)",
    "half a bracket": "林知远 卢平)",
    "a medium in brackets": "（云溪社）",
    "a series": "【夏季行动】",
    "reporters and correspondents": "记者 林知远 通讯员 卢平 许立言",
    "reporters after a heading": "云溪水库清淤完工，全市告别停水云溪日报客户端 | 记者 林知远 实习生 卢小平",
    "a reporter who reports": "云溪网记者林知远、通讯员许立言8月4日报道：",
    "who copied it": "云溪水库清淤完工本文转自【云溪日报】；",
    "a heading twice": "云溪水库清淤工程完工啦云溪水库清淤工程完工啦 来源：云溪网－青禾频道",
    "who took the picture": "林知远 摄",
    "who gave the picture": "云溪区宣传部供图",
    "how the paper learnt it": "记者从市水务局获悉，",
    "what is worth a look": "值得关注的是，",
}
NONE = (
    "签约仪式现场。",
    "图片来源：云溪水务局官网截图。",
    "林知远 卢平 摄",
    "转自丨云溪发布",
    "未经许可，不得转载、摘编。",
    "2026年5月6日，在青禾市云溪水库，一名工人站在新的闸门前。",
)
LEFT = (
    "摄影师王某用相机拍摄了该水库的照片。",
    "未经村民同意，不得使用村里的水井。",
    "腾飞公司8月1日电商大会在青禾市召开。",
    "一位村民告诉记者，这里今年没有停水。",
    "科云讯飞8月1日发布了新的水质监测设备。",
    "本次通讯设备检修由云溪台负责。",
    "林知远表示，清淤工程今年完工。",
    "据云溪社8月3日报道，水库清淤工程完工。",
    "另据青禾新闻网2023年8月3日消息，水库清淤工程完工。",
    "民警8月3日讯问了偷水的嫌疑人。",
    "民警在云溪社区8月3日讯问了偷水的嫌疑人。",
    "他们摄入的盐比去年少了一成。",
    "图书馆供图书三千册，村民可以免费借阅。",
    "价格为每吨三元，比去年低一成。",
    "2026年5月6日，在青禾市云溪水库，一名工人被闸门砸伤。",
    "2026年5月6日，在青禾市人民法院，两名偷水的嫌疑人受审。",
)


@pytest.mark.parametrize("before", BEFORE.values(), ids=BEFORE)
def test_what_stands_before_the_news_is_taken_off(before: str) -> None:
    assert trimmed(before + NEWS) == NEWS


def test_a_name_ends_where_the_sentence_begins() -> None:
    for name in ("林知", "林知远"):
        assert trimmed(f"云溪财经记者 {name}市场监管总局近日公布新规。") == "市场监管总局近日公布新规。"
        assert trimmed(f"云溪日报记者 {name}为进一步节水，全市换表。") == "为进一步节水，全市换表。"


def test_script_is_left_as_it_is() -> None:
    assert trimmed("雲溪網８月４日電（記者林知遠）水務局宣布，水庫清淤工程完工。") == "水務局宣布，水庫清淤工程完工。"


@pytest.mark.parametrize("sentence", NONE)
def test_what_tells_no_news_is_nothing(sentence: str) -> None:
    assert trimmed(sentence) == ""


@pytest.mark.parametrize("sentence", LEFT)
def test_news_is_left_as_it_is(sentence: str) -> None:
    assert trimmed(sentence) == sentence
