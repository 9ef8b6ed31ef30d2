"""Read Chinese news pages, write their abstracts, and check that reposts keep what the original demands."""

# The rooms parse/, summarize/ and check/ are loaded (empty as they are) before the functions of the same name, so that
# a later import of something inside a room does not put the room in the function's place.
import summarizer.check
import summarizer.parse
import summarizer.summarize  # noqa: F401
from summarizer.data import Abstract, Article, Check, Duty, Finding, Notice, Page, Support, Verdict
from summarizer.errors import SummarizerError
from summarizer.pipeline import check, parse, summarize, support

__version__ = "0.1.0"
__all__ = [
    "Abstract",
    "Article",
    "Check",
    "Duty",
    "Finding",
    "Notice",
    "Page",
    "SummarizerError",
    "Support",
    "Verdict",
    "check",
    "parse",
    "summarize",
    "support",
]
