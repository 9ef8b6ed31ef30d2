"""How often the fidelity rules cry wolf and how often they miss: harmless changes and planted edits on real news.

    python -m benchmarks.fidelity [--data FILE|FOLDER] [--count 300] [--show 3] [--json FILE]

Every text is compared with copies of itself: harmless ones (width, quotes, spaces, joined paragraphs, traditional
script …), which must raise nothing, and ones with a single planted edit, which must raise the rule that it breaks.
FILE, or ``news_unlabelled.jsonl`` in FOLDER, has objects with ``article`` (default: ``fixtures/references.jsonl``).
"""

from __future__ import annotations

import json
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from opencc import OpenCC

from benchmarks import ledger
from summarizer.check.context import Context
from summarizer.check.profile import load_profile
from summarizer.check.registry import Stage, rules
from summarizer.data import Article, Decode, Line, Notice, Reading, Region
from summarizer.text.numbers import find_numbers

Edit = Callable[[list[str], random.Random], list[str] | None]
TRADITIONAL = {name: OpenCC(name) for name in ("s2t", "s2tw", "s2hk")}
PLACES = ("长沙", "郴州", "北京", "上海", "广州", "武汉", "成都", "美国", "英国", "日本", "湖南", "广东", "江苏")
DISTRICTS = re.compile(r"[一-鿿]{2}(?=[县区镇])")
PERSON = re.compile(
    r"(?:书记|主任|市长|县长|局长|记者|通讯员|村民|负责人)([王李张刘陈杨黄赵吴周][一-鿿]{1,2})(?=说|表示|介绍|告诉|、|，)"
)


def read(paragraphs: list[str], url: str) -> Reading:
    article = Article(
        url=url,
        canonical_url=None,
        site=None,
        title=None,
        published=None,
        language="zh",
        paragraphs=tuple(paragraphs),
        images=(),
        notice=Notice(),
        warnings=(),
        decode=Decode("utf-8"),
        sha256=str(hash(tuple(paragraphs))),
    )
    lines = tuple(Line(text, f"/p[{n}]", f"p:nth-of-type({n})", Region.BODY) for n, text in enumerate(paragraphs, 1))
    return Reading(article, lines, (), ())


def judged(one: list[str], other: list[str]) -> list[tuple[str, str, str]]:
    """Rule, level and message of every finding of the fidelity stage that is more than information."""
    original, repost = read(one, "https://a.example/1.html"), read(other, "https://b.example/2.html")
    context = Context(original, repost, load_profile("default"))
    return [
        (rule.id, raised.level or rule.level, raised.message.zh + " ".join(raised.near_misses[:2]))
        for rule in rules()
        if rule.stage is Stage.FIDELITY
        for raised in rule.check(context)
        if (raised.level or rule.level) != "info"
    ]


# ---------------------------------------------------------------- harmless


def each(change: Callable[[str], str]) -> Edit:
    return lambda paragraphs, _: [change(text) for text in paragraphs]


def wide(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def spaced(paragraphs: list[str], chance: random.Random) -> list[str]:
    return ["".join(char + (" " if chance.random() < 0.1 else "") for char in text) for text in paragraphs]


def glued(paragraphs: list[str], _: random.Random) -> list[str]:
    return ["".join(paragraphs)]


def split(paragraphs: list[str], _: random.Random) -> list[str]:
    return [part for text in paragraphs for part in re.split(r"(?<=[。！？])", text) if part]


HARMLESS: dict[str, Edit] = {
    "width": each(wide),
    "half-width marks": each(lambda text: text.translate(str.maketrans("，。：；！？（）", ",.:;!?()"))),
    "quotes": each(lambda text: text.translate(str.maketrans("“”‘’《》", "「」『』〈〉"))),
    "spaces": spaced,
    "zero width": each("\u200b".join),
    "nbsp": each(lambda text: text.replace("，", "，\u00a0")),
    "joined paragraphs": glued,
    "split paragraphs": split,
    "dashes": each(lambda text: text.replace("—", "－")),
    **{name: each(converter.convert) for name, converter in TRADITIONAL.items()},
}


# ---------------------------------------------------------------- planted


def at(paragraphs: list[str], found: list[tuple[int, int, int, str]], chance: random.Random) -> list[str] | None:
    """Replace one of the places (paragraph, start, end, new text)."""
    if not found:
        return None
    index, start, end, new = chance.choice(found)
    text = paragraphs[index]
    return [*paragraphs[:index], text[:start] + new + text[end:], *paragraphs[index + 1 :]]


def matches(
    paragraphs: list[str], pattern: str, new: Callable[[re.Match[str]], str | None]
) -> list[tuple[int, int, int, str]]:
    return [
        (index, match.start(), match.end(), text)
        for index, paragraph in enumerate(paragraphs)
        for match in re.finditer(pattern, paragraph)
        if (text := new(match)) is not None
    ]


def number(paragraphs: list[str], chance: random.Random) -> list[str] | None:
    places = []
    for index, text in enumerate(paragraphs):
        for one in find_numbers(text):
            digits = [i for i, char in enumerate(one.text) if char in "123456789"]
            if digits and not one.loose:
                i = one.start + chance.choice(digits)
                places.append((index, i, i + 1, str(int(text[i]) % 9 + 1)))
    return at(paragraphs, places, chance)


def unit(paragraphs: list[str], chance: random.Random) -> list[str] | None:
    swap = {
        "万元": "亿元",
        "亿元": "万元",
        "公里": "米",
        "%": "‰",
        "吨": "公斤",
        "万人": "人",
        "公斤": "斤",
        "小时": "分钟",
    }
    found = matches(paragraphs, r"(?<=\d)(?:万元|亿元|公里|%|吨|万人|公斤|小时)", lambda m: swap[m.group()])
    return at(paragraphs, found, chance)


def negation(paragraphs: list[str], chance: random.Random) -> list[str] | None:
    found = matches(
        paragraphs, r"(?<=[一-鿿])(?=(?:能够|允许|同意|会在|存在|影响|需要|具备|支持|符合|具有))", lambda _: "不"
    )
    return at(paragraphs, found, chance)


def negation_dropped(paragraphs: list[str], chance: random.Random) -> list[str] | None:
    found = matches(
        paragraphs, r"(?<=[一-鿿])(?:没有|未|不能|不会|并未|不得)(?=[一-鿿]{2})(?!来|知|成年|必|免|婚|来)", lambda _: ""
    )
    return at(paragraphs, found, chance)


def direction(paragraphs: list[str], chance: random.Random) -> list[str] | None:
    swap = {
        "增长": "下降",
        "上升": "下降",
        "下降": "上升",
        "增加": "减少",
        "减少": "增加",
        "提高": "降低",
        "上涨": "下跌",
        "下跌": "上涨",
        "超过": "低于",
    }
    return at(paragraphs, matches(paragraphs, "|".join(swap), lambda m: swap[m.group()]), chance)


def place(paragraphs: list[str], chance: random.Random) -> list[str] | None:
    found = matches(paragraphs, "|".join(PLACES), lambda m: chance.choice([one for one in PLACES if one != m.group()]))
    return at(paragraphs, found, chance)


def person(paragraphs: list[str], chance: random.Random) -> list[str] | None:
    found = [
        (index, match.start(1), match.end(1), new)
        for index, text in enumerate(paragraphs)
        for match in PERSON.finditer(text)
        if (new := chance.choice(("方小圆", "石磊", "郑明", "何晓东"))) != match.group(1)
    ]
    return at(paragraphs, found, chance)


def organisation(paragraphs: list[str], chance: random.Random) -> list[str] | None:
    swap = {
        "公安局": "教育局",
        "教育局": "公安局",
        "检察院": "法院",
        "中学": "小学",
        "银行": "证券",
        "人民医院": "中医院",
    }
    return at(paragraphs, matches(paragraphs, "|".join(swap), lambda m: swap[m.group()]), chance)


def half(paragraphs: list[str], _: random.Random) -> list[str] | None:
    text = "".join(paragraphs)
    return [text[: int(len(text) * 0.4)]]


def tail(paragraphs: list[str], _: random.Random) -> list[str] | None:
    text = "".join(paragraphs)
    return [text[: int(len(text) * 0.8)]]


def shuffled(paragraphs: list[str], chance: random.Random) -> list[str] | None:
    parts = split(paragraphs, chance)
    if len(parts) < 6:
        return None
    chance.shuffle(parts)
    return parts


def advertisement(paragraphs: list[str], chance: random.Random) -> list[str] | None:
    i = chance.randrange(len(paragraphs))
    return [*paragraphs[:i], "豆腐作坊开业大酬宾，凭本页截图到店减八元。", *paragraphs[i:]]


def synonyms(paragraphs: list[str], _: random.Random) -> list[str] | None:
    swap = {
        "国家": "国度",
        "发表": "刊发",
        "进行": "开展",
        "表示": "指明",
        "人员": "人士",
        "工作": "事务",
        "发展": "进展",
        "问题": "难题",
        "重要": "要紧",
        "建设": "营造",
        "通过": "经由",
        "活动": "举动",
        "服务": "效劳",
        "提供": "给予",
        "目前": "当下",
        "进一步": "更加",
        "积极": "踊跃",
        "实现": "达成",
    }
    text = "\n".join(paragraphs)
    changed, count = re.subn("|".join(swap), lambda m: swap[m.group()], text)
    return changed.split("\n") if count >= max(4, len(text) / 100) else None


PLANTED: dict[str, tuple[str, Edit]] = {
    "number": ("C501", number),
    "unit": ("C501", unit),
    "negation added": ("C502", negation),
    "negation dropped": ("C502", negation_dropped),
    "direction": ("C502", direction),
    "place": ("C503", place),
    "person": ("C503", person),
    "organisation": ("C503", organisation),
    "half": ("C504", half),
    "tail": ("C504", tail),
    "advertisement": ("C505", advertisement),
    "shuffled": ("C506", shuffled),
    "synonyms": ("C506", synonyms),
}
OUTCOMES = ("quiet", "false alarm", "found", "missed")
MUST_FAIL = {"C501", "C502", "C503", "C506"}


def texts(path: Path, count: int) -> Iterator[list[str]]:
    file = path / "news_unlabelled.jsonl" if path.is_dir() else path
    rows = (json.loads(line)["article"] for line in file.read_text(encoding="utf-8").splitlines())
    kept = (row for row in rows if 300 <= len(row) <= 5000)
    for _, row in zip(range(count), kept, strict=False):
        sentences = re.split(r"(?<=[。！？])", row)
        yield [part for n in range(0, len(sentences), 3) if (part := "".join(sentences[n : n + 3]).strip())]


def main() -> None:
    parser = ledger.flags(__doc__, data="news texts: a JSONL file, or a folder with news_unlabelled.jsonl")
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--show", type=int, default=0, help="print this many misses of each kind")
    options = parser.parse_args()
    began, tally, started = ledger.machine(), Tally(options.show), time.process_time()
    chance = random.Random(7)
    for paragraphs in texts(options.data or ledger.ROOT / "fixtures" / "references.jsonl", options.count):
        for name, change in HARMLESS.items():
            tally.harmless(name, judged(paragraphs, change(paragraphs, chance) or []))
        for name, (rule, change) in PLANTED.items():
            copy = change(paragraphs, chance)
            if copy is not None and copy != paragraphs:
                tally.planted(name, rule, judged(paragraphs, copy), (paragraphs, copy))
    figures = {name: dict(counts) for name, counts in tally.counts.items()}
    pairs = sum(counts[name] for counts in tally.counts.values() for name in OUTCOMES)
    ledger.show("Harmless changes", {name: figures[name] for name in HARMLESS if name in figures}, "change")
    ledger.show("Planted edits", {name: figures[name] for name in PLANTED if name in figures}, "edit")
    print(f"\n{pairs} pairs, {1000 * (time.process_time() - started) / pairs:.1f} ms each")
    ledger.keep(options.json, began, figures)


class Tally:
    """What came of each change; the first few that went wrong are printed as they come."""

    def __init__(self, show: int) -> None:
        self.counts: dict[str, Counter[str]] = defaultdict(Counter)
        self._show = show
        self._shown: Counter[str] = Counter()

    def harmless(self, name: str, found: list[tuple[str, str, str]]) -> None:
        self.counts[name]["false alarm" if found else "quiet"] += 1
        if found:
            self._tell(name, found[:3])

    def planted(
        self, name: str, rule: str, found: list[tuple[str, str, str]], texts: tuple[list[str], list[str]]
    ) -> None:
        hit = any(code == rule and (level == "error" or rule not in MUST_FAIL) for code, level, _ in found)
        self.counts[name]["found" if hit else "missed"] += 1
        others = {code for code, level, _ in found if level == "error" and code in MUST_FAIL} - {rule}
        self.counts[name].update(f"also {code}" for code in sorted(others))
        if others:
            self._tell(f"{name} also", [one for one in found if one[0] in others][:2])
        if not hit:
            self._tell(name, found[:3], _difference(*texts))

    def _tell(self, name: str, *told: object) -> None:
        self._shown[name] += 1
        if self._shown[name] <= self._show:
            print(name, *told)


def _difference(one: list[str], other: list[str]) -> str:
    a, b = "".join(one), "".join(other)
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return f"{a[max(0, start - 12) : start + 20]} | {b[max(0, start - 12) : start + 20]}"


if __name__ == "__main__":
    main()
