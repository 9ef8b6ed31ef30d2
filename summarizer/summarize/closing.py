"""What of a sentence can stand for itself: where it may be closed early, and what leans on the sentence before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from summarizer.summarize.words import either
from summarizer.text.fold import simplify
from summarizer.text.sentences import clauses

_PAUSES = "，；,;"
_SHORTEST = 12  # characters of what is left of a shortened sentence
# What leans on the sentence before it: who, where, when, whose words.
_LEANS = re.compile(
    r"(?:[^，。]{0,8}[，:：])?(?:该|这|此(?!次)|其(?!他|中|实))"
    r"|他|她|它|但|而|同时|随后|之后|对此|因此|所以|不过|相比|接警|当天|当日|次日|同日|双方|两人|二人|前者|后者|上述|要"
    r"|希望(?!小学|工程)|呼吁|期待|相信|衷心|感谢|盼望|[二三四五六七八九十]是|[二三四五六七八九十]、|以上|综上|由此|据此|因而|从而"
    r"|会上|首先|其次|接着|随即|于是|没想到|采访中|调查中|发言人(?:表示|[说称])"
    r"|(?:像|就像)?这样|其[中间实]|期间|当时|那时|此时|届时|为此|然而|旨在|意在|还|并(?!非)|也(?!许|门)"
    r"|(?:报道|通报|声明|公告|消息|公报|文章|回复|邮件)[中里]?[称说指]"
    r"|[^，。“]{1,12}(?:(?<!应)该(?!不)|(?<![归偿返生交退])还(?!是)|(?<![规原准否细法])则(?!是))|[^，。“]{0,6}当地(?!时间)"
    r"|[一二两三四五六七八九十数几半\d]{1,3}(?:个?[天日周月年]|个?小时|分钟)之?后"
)
# A clause that only leads up to the next, by its end or by its beginning.
_LEADS_UP = re.compile(
    r"(?:后|时|之际|期间|以来|年来|上午|下午|晚间|[日月年]|\d[点时分]|而言|来看|消息|获悉|通报|显示|报道|[:：]|为指导|为契机)$"
)
_BEGINS = re.compile(
    r"(?:[^，]{0,8}[:：])?(?:据|随着|为了?(?!了)|当(?!选|地|天|日)|每当|针对|对于|由于|因(?!此)|按照|根据|自从|继(?![续承而])|图为|截[至止]|通过(?!了)"
    r"|围绕|循着|沿着|结合|借助|依托|作为|身为|以[^，]{2,30}的“?[^，的]{1,12}”?$|(?:[还也并又]?[与同跟由向对将把])[\u4e00-\u9fff]{2,14}$"
    r"|愿(?!意)|如果|若|假如|一旦|只要|虽然|尽管|即使|即便|除了?|无论|不管)"
)
# 为避免…，防止…，: what for, twice.
_AIMS = re.compile(r"防止|避免|确保|保障|推动|促进|提[升高]|进一步|切实|更好|有效|加[强快]")
# A sentence is not closed before what turns it round, nor between words and the one whose words they are.
_TURNS = re.compile(either("turning"))
# …是否会来，就一直受到关注: what is told of the clause before.
_TOLD_OF = re.compile(
    r"[就便才称说]|一直|宣布|表示|要求|明确|指出|提出|强调|显示|认为|介绍|提醒|呼吁|透露|指控|[均都](?=[是为有在受被已将])"
)
_SPEAKS = re.compile(rf"{either('telling')}|道|告诉")
_SPOKEN = re.compile(rf"(?:{either('telling')})道?$")
_CLOSED = re.compile("[”」]")
_QUOTED = re.compile(r"[”」][^，；”」]{0,16}$")
# 街道以党建力量，引领…: with what, where, when, by what; what is done comes later.
_BY = re.compile(
    r"[^，；“]{0,14}?(?:在|从|于|以|经|由|用|通过|按|沿|当)[^，；]*(?:[上中下里内间时后前例由线标]|方面|方式|过程|优势|环节|时候|期间|形势"
    r"|背景|基础|条件|情况|力量|左右|之初|前夕|调研|渠道|为[^，；]{1,4}|[天月年日])$"
    r"|[^，；“]{0,14}?[与跟](?!.*(?:[签了是]|合作|举行|联合|联手|共同|交流|会谈|相比|有关))[^，；]*$"
    r"|在(?!.*(?:[了是]|举行|召开|成立|发布|开幕|启动|完成|签署|揭牌|建成))|(?!.*(?:包括|提供|涉及|涵盖|讲解|分为|[是有了])).*等$"
)
_FOR = re.compile(
    r"[^，；“]{0,14}?为(?:了|确保|保障|保证|进一步|切实|加强|提升|推动|做好|打造|迎接|方便|帮助|满足|避免|防止|配合|应对)[^而]*$"
)
# 不仅…，还…: half of what is said; 毕竟, 除了: what it is said for comes later.
_HALF = re.compile(r"[^，；“]{0,12}?(?:不仅|不但|不光|非但|与其|毕竟|既然|哪怕|除了|首先|一方面)(?!.*[还也更而])")
# 某某确认，…: who says, finds or sees; what comes later, unless it was said before.
_FOUND = re.compile(
    rf"(?:{either('telling')}|{either('airing')}|告诉[^，；]{{0,6}}(?:记者|媒体)|确认|证实|发现|显示|宣布|要求|提出"
    r"|强调|呼吁|得知|获悉|意识到|看到|了解到|其中)$"
)
# …。”某某还说，…: more words come; 五月的“喂药案”，…: a thing, of which something is told.
_GOES_ON = re.compile(
    rf"(?:[还又并]|接着|同时|补充)(?:{either('telling')})$|的[^，；“《]{{0,10}}[“《][^”》]{{1,40}}[”》]$"
)
# 区委书记某某，区长某某，…: those who do what comes later.
_NAMED = re.compile(
    r"(?:书记|[省市区县镇乡村处科局厅部院校所队会行社团组]长|主席|主任|总理|总统|委员|董事长|总裁|经理)[\u4e00-\u9fff]{2,4}$"
)
# …因工作调动，… / 某某带着三名工人，…: what it leads to comes later.
_LEADS_TO = re.compile(
    r"[^，；“]{0,8}(?:(?<!原)因(?![此素而子果])|由于|为了|随着|如果|若|虽然|尽管|即使|一旦|带着|率领|带领|手持|骑着|冒着|顶着)"
)


def dangles(taken: Sequence[str]) -> bool:
    """Whether the clauses only lead up to what is cut off: 据某局消息，/ 启动后，/ 为支持农户，/ 他说：."""
    last = len(taken) - 1
    while last > 0 and _AIMS.match(taken[last]):  # 为…，防止…: what for, twice
        last -= 1
    clause = taken[last].rstrip("，；、,;")
    aside = _BEGINS.match(clause) or _BY.match(clause) or _FOR.match(clause) or _HALF.match(clause)
    return bool(aside or _LEADS_UP.search(clause))


def leans(sentence: str) -> bool:
    """Whether ``sentence``, in simplified script, can hardly be understood without the one before it."""
    return bool(_LEANS.match(sentence))


def without_words(sentence: str) -> bool:
    """Whether it, in simplified script, only says who speaks (某某说。): the words stand in another sentence."""
    return bool(_SPOKEN.search(sentence.rstrip("。"))) and not _CLOSED.search(sentence)


def closings(sentence: str) -> Iterator[int]:
    """Where ``sentence`` may be closed early and still says the same of what it says: characters that are kept."""
    sentence = simplify(sentence)  # of as many characters
    pieces = clauses(sentence)
    if not pieces or _SPEAKS.search(pieces[-1].text[-8:]):
        return  # whose words they are comes last
    for n in range(1, len(pieces)):
        taken, rest = [piece.text for piece in pieces[:n]], pieces[n].text
        kept = sentence[: pieces[n - 1].end].rstrip(_PAUSES)
        if taken[-1][-1] in _PAUSES and len(kept) > _SHORTEST and not (dangles(taken) or _leads_on(kept, rest)):
            yield len(kept)


def _leads_on(kept: str, rest: str) -> bool:
    """Whether ``kept`` may not be told without ``rest``, which follows it."""
    quoted = kept.endswith(("”", "’", "」", "』")) and _SPEAKS.search(rest[:20])
    unsaid = not _QUOTED.search(kept) if _FOUND.search(kept) else _NAMED.search(kept)
    leads_to = _LEADS_TO.match(clauses(kept)[-1].text)
    told = _TURNS.match(rest) or _TOLD_OF.match(rest)
    return bool(told or quoted or unsaid or leads_to or _GOES_ON.search(kept))
