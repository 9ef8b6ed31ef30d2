"""Words given to the wrong speaker: who, in an abstract, says what, and who does in the article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from summarizer.summarize.passages import Passages, bigrams, fold
from summarizer.summarize.words import either, listed
from summarizer.text.sentences import clauses

_TAIL = 6  # characters of what stands before the verb: the name or the office, without what leads up to it
_BACK = 6  # sentences that a speech may run on without naming its speaker again
_WHEN = r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日|凌晨|清晨|上午|中午|下午|晚间|晚"  # when it was said
_ENOUGH = 6  # letters that must be said before they can be looked for


def misattributed(sentence: str, article: Passages) -> Iterator[str]:
    """The clauses of ``sentence`` in which somebody says what the article gives to somebody else.

    Only where it is plain: the speaker is in the article, the words are, and the article names another speaker.
    """
    pieces = clauses(sentence)
    for place, piece in enumerate(pieces):
        match = _speech().match(fold("".join(one.text for one in pieces[place:])))
        if match and _given_to_another(_bare(match["who"]), match["what"], article):
            yield piece.text.rstrip("，；：。")


def _given_to_another(who: str, words: str, article: Passages) -> bool:
    if len(who) < 2 or _somebody(who) or len(words) < _ENOUGH or not bigrams(who) & article.all_grams:
        return False
    places = article.closest(words)
    return bool(places) and all(_spoken_by_another(who, place, article) for place in places)


def _spoken_by_another(who: str, place: int, article: Passages) -> bool:
    """Whether the speaker of the sentence at ``place``, named there, right after or before, is not ``who``."""
    name = bigrams(who)
    if name & article.grams[place]:
        return False
    spoken = article.sentences[place]
    if _tells_who().search(spoken):
        return True
    after = article.sentences[place + 1] if place + 1 < len(article.sentences) else ""
    if spoken.endswith('"') and _tells_who().match(after):
        return not name & bigrams(after)
    for before in reversed(article.sentences[max(0, place - _BACK) : place]):
        if _tells_who().search(before):
            return not name & bigrams(before)
    return False


def _bare(who: str) -> str:
    """The name, without what leads up to it and without the adverb before the verb."""
    return re.sub(rf"(?:{either('before_speaking')}|{_WHEN})+$", "", who)[-_TAIL:]


def _somebody(who: str) -> bool:
    return who.startswith(listed("pronouns")) or who.endswith(listed("anybody"))


@cache
def _speech() -> re.Pattern[str]:
    """Who says what, at the beginning of a clause of an abstract."""
    return re.compile(
        rf"\"?(?!继|就|对|据|针对|围绕)(?P<who>[^,;:.\"]{{2,30}}?)(?P<verb>{either('speaking')})"
        r"[,:]?(?P<what>[^;]*)"
    )


@cache
def _tells_who() -> re.Pattern[str]:
    """A speaker named for certain: ``X表示,``, ``X说:``, ``X宣布将…`` from the beginning of a clause."""
    named = rf"(?!{either('pronouns')})[^,;:.\"]{{2,30}}?"
    return re.compile(
        rf"(?:^|(?<=[,;.\"])){named}(?:(?:{either('speaking')})(?=[,:.\"]|了|将|$)|(?:{either('announcing')}))"
    )
