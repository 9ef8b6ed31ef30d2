"""G901 to G905: an abstract published with a link. The program is a republisher itself, and so is whoever prints it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.check.attribution.credits import alternatives, in_sight, phrases
from summarizer.check.context import Context, on_original, on_repost
from summarizer.check.fidelity.text import flatten
from summarizer.check.link.references import references
from summarizer.check.registry import Raised, Stage, rule
from summarizer.data import DutyKind, Line
from summarizer.messages import say
from summarizer.text.fold import folded, simplify

_LONGEST_RUN = 80  # flat characters copied in one piece; two or three sentences
_MOST = 20_000


@rule("G901", "summary-without-link", "error", stage=Stage.SUMMARY)
def summary_without_link(context: Context) -> Iterator[Raised]:
    """
    What: 摘要发布时没有可见的原文链接。
        An abstract is published without a visible link to the original.
    Why: 摘要只能引读者去读原文，不能取代原文。
        An abstract leads to the article; it must not replace it.
    Bad: 一段摘要，没有出处
        An abstract and nothing else
    Good: 摘要下方有“阅读原文”链接
        阅读原文 below the abstract
    Mend: 在摘要旁加上原文链接。
        Put the link beside it.
    Law: 著作权法第二十四条第一款第二项（适当引用，指明出处）。
        Copyright Law art. 24(1)(2) (fair quotation with its source).
    """
    if context.summary is not None and context.original is not None and not context.once(references).good:
        yield Raised(say("fidelity.G901"), duty=context.duty(DutyKind.LINK), absence=True)


@rule("G902", "summary-without-AI-label", "error", stage=Stage.SUMMARY)
def summary_without_label(context: Context) -> Iterator[Raised]:
    """
    What: 人工智能写的摘要没有可见标识。
        An abstract written by AI has no visible label.
    Why: 2025 年 9 月 1 日起，生成的文字须有显式标识。
        Since 1 September 2025 generated text needs an explicit label.
    Bad: 摘要：……
        The abstract alone
    Good: 摘要（人工智能生成）：……
        With 人工智能生成 beside it
    Mend: 在摘要开头、结尾或旁边标明“人工智能生成”。
        Mark it 人工智能生成 at its beginning, end or side.
    Law: 人工智能生成合成内容标识办法第四条；GB 45438-2025。
        Measures for Labelling AI-Generated Content art. 4; GB 45438-2025.
    """
    if context.summary is None:
        return
    label = re.compile(alternatives(phrases()["summary"]["ai_labels"]))
    shown = (line.text for line in context.repost.lines if in_sight(line))
    if not any(label.search(folded(simplify(text))) for text in (context.summary, *shown)):
        yield Raised(say("fidelity.G902"), absence=True)


@rule("G903", "summary-without-metadata-label", "warn", stage=Stage.SUMMARY)
def summary_without_metadata(context: Context) -> Iterator[Raised]:
    """
    What: 页面元数据里没有生成内容的隐式标识。
        Metadata has no implicit label of generated content.
    Why: 标识办法要求显式与隐式标识并用。
        The measures ask for both labels.
    Bad: 没有 AIGC 字段
        No AIGC field
    Good: <meta name="AIGC" content='{"Label":"1","ContentProducer":"…"}'>
    Mend: 在元数据中写入 AIGC 标识（属性、服务者名称或编码、内容编号）。
        Add the AIGC element: attribute, provider, content number.
    Law: 人工智能生成合成内容标识办法第五条；GB 45438-2025。
        Measures for Labelling AI-Generated Content art. 5; GB 45438-2025.
    """
    if context.summary is None:
        return
    label = re.compile(alternatives(phrases()["summary"]["metadata_labels"]))
    if not any(label.search(folded(line.text[:5000])) for line in context.repost.hidden):
        yield Raised(say("fidelity.G903"), absence=True)


@rule("G904", "summary-though-opted-out", "warn", stage=Stage.SUMMARY)
def summary_though_opted_out(context: Context) -> Iterator[Raised]:
    """
    What: 原文声明不接受机器处理（noai、TDM 保留等）。
        The original opts out of machine processing (noai, TDM reservation …).
    Why: 权利人保留了文本与数据挖掘的权利。
        The right holder has reserved text and data mining.
    Bad: <meta name="tdm-reservation" content="1">
    Good: 未作保留，或另有许可
        No reservation, or a licence
    Mend: 取得许可，或撤下摘要。
        Get permission, or take the abstract down.
    Law: TDMRep；RSL 1.0；欧盟 2019/790 号指令第四条。
        TDMRep; RSL 1.0; Directive (EU) 2019/790 art. 4.
    """
    if context.summary is None or context.original is None:
        return
    duty = context.duty(DutyKind.NO_AI_TRAINING)
    line = _opt_out(context)
    if duty is not None or line is not None:
        yield Raised(say("fidelity.G904"), duty=duty, evidence=(on_original(line),) if line else ())


def _opt_out(context: Context) -> Line | None:
    """Metadata of the original that reserves machine use."""
    words = re.compile(alternatives(phrases()["summary"]["opt_outs"]))
    lines = context.original.hidden if context.original else ()
    return next((line for line in lines if len(line.text) < 200 and words.search(line.text.lower())), None)


@rule("G905", "summary-long-verbatim-run", "warn", stage=Stage.SUMMARY)
def summary_verbatim(context: Context) -> Iterator[Raised]:
    """
    What: 摘要里有大段照抄的原文。
        The abstract copies a long stretch word for word.
    Why: 摘要应当概括；整段照抄接近于转载。
        An abstract sums up; a copied passage comes close to reposting.
    Bad: 连续 80 字以上与原文相同
        Over 80 characters in a row as in the original
    Good: 用自己的话概括
        The gist in other words
    Mend: 改写或压缩该段，或加引号注明引用。
        Rephrase or shorten it, or mark it as a quotation.
    Law: 著作权法第二十四条第一款第二项（适当引用）。
        Copyright Law art. 24(1)(2) (fair quotation).
    """
    if context.summary is None or context.original is None:
        return
    run = _longest_run(flatten(context.original.article.text)[:_MOST], flatten(context.summary)[:_MOST])
    if len(run) >= _LONGEST_RUN:
        holder = next((line for line in context.repost.lines if run[:20] in flatten(line.text)), None)
        yield Raised(
            say("fidelity.G905", count=len(run), text=run[:30]), evidence=(on_repost(holder),) if holder else ()
        )


def _longest_run(text: str, part: str) -> str:
    """The longest stretch of ``part`` that stands in ``text`` as it is; found by bisection over its length."""

    def found(size: int) -> str:
        runs = {text[at : at + size] for at in range(len(text) - size + 1)}
        return next((part[at : at + size] for at in range(len(part) - size + 1) if part[at : at + size] in runs), "")

    low, best = 0, ""
    high = min(len(text), len(part))
    while low < high:
        middle = (low + high + 1) // 2
        run = found(middle)
        low, high, best = (middle, high, run) if run else (low, middle - 1, best)
    return best
