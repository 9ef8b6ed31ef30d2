"""What stands before or beside the news in a sentence and is no part of an abstract: datelines, bylines, asides."""

from __future__ import annotations

import re

from summarizer.text.fold import simplify

# Patterns are of simplified script: a sentence in the traditional one is looked at in the other.
_HAN = r"[\u4e00-\u9fff]"
_MEDIUM = r"(?:网|报|社|台|客户端|新闻|融媒)"
# Two letters or three before what cannot belong to a name, two before what seldom does, else three.
_AFTER_NAME = r"[\s\d“（(）)、，:：摄图今昨据在]|报道|通讯员|记者|实习生|近日|日前|随着|为[进了切深全有贯推]"
_NAME = rf"(?:{_HAN}{{2,3}}?(?={_AFTER_NAME})|{_HAN}{{2}}(?=[市省县区镇村国本全该这我每某])|{_HAN}{{3}})"
_NAMES = rf"{_NAME}(?:[\s、]{{1,2}}{_NAME}){{0,5}}"
_ROLE = r"(?:全媒体|融媒体|见习|实习|特约|首席)?(?:记者|通讯员|实习生)"
# 新华社某地1月2日电（记者 某某）, 中新网某地3月1日电, 本报讯（记者某某）, 【某网报道】, 某网通讯员 某某 某地报道
_WIRED = r"讯(?![息问号道录函飞])"
_DATELINE = re.compile(
    r"^(?:[（(【〔\[][^（(【〔\[）)】〕\]]{0,30}(?:报道|讯|电|记者|通讯员)[^）)】〕\]]{0,30}[）)】〕\]]"
    r"|[\u4e00-\u9fffA-Za-z·—－-]{1,16}?(?:\d{1,2}月)?\d{1,2}日(?:(?:体育|财经|国际|图片|综合)?专?电(?![商话视影脑力动器子台池缆信])"
    rf"|{_WIRED})"
    r"|(?:本报|本网|本台|本刊)[\u4e00-\u9fff]{0,6}?讯|[\u4e00-\u9fff]{2,8}(?:报|网|社|台)[\u4e00-\u9fff]{2,4}讯(?=[“（(\s])"
    # With or without a heading glued to it: 某地举行花展某网8月5日电（某某）; 据某社8月5日报道，says whose it is.
    rf"|[^。！？据]{{0,80}}?{_MEDIUM}(?:[（(][^（）()]{{1,16}}[）)])?{_HAN}{{0,6}}\s?(?:\d{{4}}年)?(?:\d{{1,2}}月)?\d{{1,2}}日\s?"
    r"(?:专?电(?=[\s（(“\d据近当今昨:：])|(?:报道|消息)(?=[\s据\d])"
    rf"|{_WIRED}|(?=[（(](?:编辑|记者|通讯员)))"
    r"|[^，。\d据]{0,16}(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:上午|下午|晚间)?消息[，\s]"
    rf"|[^。！？据]{{0,80}}?{_MEDIUM}(?:[（(][^（）()]{{1,16}}[）)])?\s?{_WIRED}"
    r")\s*[:：，]?\s*"
)
_BYLINE = re.compile(
    "|".join(
        (
            r"^[（(][^（()）]{0,24}(?:记者|通讯员|作者|编辑|文/|文／|见习)[^（()）]{0,40}[）)]\s*",
            rf"^(?:{_HAN}{{0,10}}(?:记者|通讯员)\s?[\u4e00-\u9fff ]{{2,12}}(?:报道|摄影报道|文/图))\s*[:：]?\s*",
            # (某某 某某)，（路透社），【特稿】
            rf"^[（(]?{_NAMES}[）)]\s*|^(?:[（(〔][^（()）〔〕。，]{{2,14}}[）)〕]|【[^【】。，]{{2,16}}】)\s*",
            # with or without a heading glued to it: 某地举行花展某报记者 某某 通讯员 某某
            rf"^[^。！？]{{0,80}}?(?<![告诉向对受给和与请是]){_ROLE}(?:[:：]|\s)\s?{_NAMES}"
            rf"(?:[\s、]{{0,2}}{_ROLE}[:：\s]?\s?{_NAMES}){{0,3}}"
            rf"(?:\s?{_HAN}{{0,4}}(?:报道|摄影报道|摄|文/图|供图))?[）)]?\s*[:：]?\s*",
            # 某网记者某某、通讯员某某8月5日报道：
            rf"^{_HAN}{{2,8}}{_ROLE}{_NAMES}(?:[\s、]{{0,2}}{_ROLE}{_NAMES})?"
            r"(?:\d{1,2}月)?\d{1,2}日(?:报道|消息|讯)\s*[:：]\s*",
            rf"^(?:{_HAN}{{0,8}}记者\s?)?{_NAME}\s?摄(?![影像制入取氏食政于])\s*|^{_HAN}{{2,16}}供图(?![书像案纸片])\s*",
            rf"^[^。“”]{{0,60}}?本文转自\s?(?:【[^【】]{{1,20}}】|{_HAN}{{2,10}})[；;\s]+",
        )
    )
)
# A heading that stands there twice, and where it is from.
_TWICE = re.compile(
    rf"^([^。]{{8,50}}?)\s?\1\s*(?:来源[:：]\s?[\u4e00-\u9fff－—·-]{{2,16}}?{_MEDIUM}(?:[－—-]{_HAN}{{2,6}}频道)?)?\s*"
)
# 记者14日下午从某公司获悉，/ 据悉，: how the paper learnt it, not what happened.
_HEARSAY = re.compile(
    r"^(?:(?:[^，。]{10,60}?(?<!\d日))?记者[^，。]{0,20}从[^，。]{2,24}(?:获悉|了解到|处?得知)|据(?:悉|了解|介绍)"
    r"|[^，。]{10,80}?(?:APP|财经|客户端)获悉)，(?![该其这此])"
)
# After the news: the way back, whose words, what is not to be done with them. Only at the very end.
_TAIL = re.compile(
    r"(?<!\s)\s*(?:[（(]完[）)]|返回[^，。]{2,6}，查看更多|更多精彩内容[^。]{0,20}|相关视频截图"
    r"|本文属于原创文章，如若转载，请注明[^。]{0,20}|(?:来源综合|来源|作者|责编|编辑|校对)\s?[:：][^。！？]{2,40}"
    r"|[（(][^（）()]{0,12}(?:编译|记者|作者|专特稿|/)[^（）()]{0,16}[）)])\s*$"
)
_ENDINGS = 5  # that may follow one another
# What ties a sentence to the one before it, which need not be in the abstract, and says nothing itself.
_TIE = re.compile(
    r"^(?:此外|另外|与此同时|除此之外|值得(?:一提|注意|关注|一说)的是|需要(?:注意|指出)的是|据统计|据悉|另据了解)，(?![该其这此])"
)
_HEADED = re.compile(r"^(?:原标题|来源标题|来源|导读|(?:内容)?(?:摘要|提要)|核心提示|编者按|开栏的话)[:：]\s*")
# What is left of a sentence, or all of it, that tells no news.
_LEFTOVER = re.compile(
    "|".join(
        (
            r"[^\w]*",
            r"[（(](?:完|记者[^）)]*|[\u4e00-\u9fff]{2,4}(?:[\s、][\u4e00-\u9fff]{2,4}){0,4})[）)]",  # who wrote it
            r"返?回[^，]{1,6}，查看更多",
            r"[\u4e00-\u9fff]{2,3}社[\u4e00-\u9fff]{2,6}(?:专?电|讯)",
            r"(?:#[^#\s]{1,30}#[^\w#]*)+",
            r"[^\w]{0,2}(?:[上下左右]图|图)[一二三四五六七八九十\d、]{0,4}(?:为|[:：/／]|源).*",  # captions and credits
            r"(?:本文|文中)(?:图片|配图).*",
            r"[^，。]{1,20}(?:供图|摄|资料图|资料照片|活动照片)。?",
            r"[^，。]{0,12}(?:活动|仪式|发布会|会议|比赛|演出|签约|启动)现场。?",
            r"(?:图片|视频|资料)?(?:来源|转自)\s?[:：丨｜|].*",
            r"\d{4}年\d{1,2}月\d{1,2}日，[^，。]{2,20}现场。?",
            # 2026年5月6日，在某地，一名工人站在闸门前。
            r"\d{4}年\d{1,2}月\d{1,2}日，在[^，。]{2,24}，(?:一[名位群]|[几多]名)?(?:男子|女子|工人|民众|市民|游客|观众|学生|孩子|人们)们?"
            r"(?:站|走|坐|骑|排队|参观|观看|观赏|选购|游览|游玩|拍照|拍摄|经过|玩耍)[^，。]{0,20}。?",
            r"当地时间\d{4}年\d{1,2}月\d{1,2}日，[^，。]{2,16}，[^，。]{2,12}。?",
            r"[^。]{0,30}(?:专席|(?:广告|新闻|爆料|投稿)(?:热线|电话|邮箱))[^。\w]{0,4}[\w@.-]{7,30}[^。]{0,10}。?",
            # the conditions of copying
            r"未经[^。]{0,12}(?:许可|授权|允许|同意)，?[^。]{0,8}(?:不得|禁止|严禁|谢绝|请勿)"
            r"[^。]{0,12}(?:转载|复制|摘编|镜像)[^。]*。?",
            r"(?:如需|欢迎|谢绝|禁止)?转载[，请须需联务][^。]*。?",
            r"[^。]{0,20}版权(?:所有|归)[^。]*。?",
        )
    )
)
_ASIDE = re.compile(r"[（(](?:[^（()）]{0,20}(?:记者|图源|来源|供图|摄|见图|下同|简称|以下简称)[^（()）]{0,20})[）)]")


def trimmed(sentence: str) -> str:
    """``sentence`` without dateline, byline, bracketed credit and hearsay; empty if nothing else is left."""
    plain = simplify(sentence)
    kept = _trimmed(plain)
    place = plain.find(kept)
    return sentence[place : place + len(kept)] if place >= 0 else _trimmed(sentence)


def _trimmed(sentence: str) -> str:
    before = None
    while before != sentence:
        before = sentence
        sentence = _BYLINE.sub("", _DATELINE.sub("", _TWICE.sub("", _HEADED.sub("", sentence.strip()))))
    for _ in range(_ENDINGS):
        sentence = _TAIL.sub("", sentence)
    plain = _TIE.sub("", _HEARSAY.sub("", _ASIDE.sub("", sentence))).strip()
    return "" if _LEFTOVER.fullmatch(plain) else plain
