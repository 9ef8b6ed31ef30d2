"""The nouns of the program: every stage takes and returns these, and nothing else.

All are frozen and slotted. ``to_dict`` gives the JSON of the documented contract; field order is the order of the JSON.
Positions are half-open character ranges ``[start, end)`` into the text of the element that ``xpath`` and ``css`` name.
"""

from summarizer.data.abstracts import Abstract, Credit, ModelInfo, SentenceSupport, Support
from summarizer.data.articles import Article, Decode, Duty, DutyKind, Image, Notice, NoticeLine, Reading, Warning
from summarizer.data.checks import Check, Evidence, Explanation, Finding, Fix, Severity, Verdict
from summarizer.data.pages import SEEN, Line, Link, Page, Region, Run, Sight, Span, Visibility
from summarizer.data.records import Failure, Item, Record, Stored
from summarizer.data.spreads import Comparison, Spread, Stretch
from summarizer.noun import Message, Noun

__all__ = [
    "SEEN",
    "Abstract",
    "Article",
    "Check",
    "Comparison",
    "Credit",
    "Decode",
    "Duty",
    "DutyKind",
    "Evidence",
    "Explanation",
    "Failure",
    "Finding",
    "Fix",
    "Image",
    "Item",
    "Line",
    "Link",
    "Message",
    "ModelInfo",
    "Notice",
    "NoticeLine",
    "Noun",
    "Page",
    "Reading",
    "Record",
    "Region",
    "Run",
    "SentenceSupport",
    "Severity",
    "Sight",
    "Span",
    "Spread",
    "Stored",
    "Stretch",
    "Support",
    "Verdict",
    "Visibility",
    "Warning",
]
