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
        match = _speech().match(_without_others(fold("".join(one.text for one in pieces[place:]))))
        said = (match["what"], _first_words(match["what"])) if match else ()
        if match and all(_given_to_another(_bare(match["who"]), words, article) for words in said):
            yield piece.text.rstrip("，；：。")


def _first_words(what: str) -> str:
    """What is said for certain: the clauses up to the first with enough letters; later ones may be others'."""
    parts = what.split(",")
    return next((first for n in range(len(parts)) if len(first := ",".join(parts[: n + 1])) >= _ENOUGH), what)


def opens_speech(sentence: str) -> bool:
    """Whether ``sentence`` (folded) says whose words it gives, for certain."""
    spoken = _without_others(sentence)
    return bool(_tells_who().search(spoken) or _opens().search(spoken))


def _without_others(text: str) -> str:
    """``text`` (folded) without the words that look like a verb of speaking and are none."""
    return re.sub(either("not_speaking"), lambda match: "　" * len(match[0]), text)


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
    spoken = _without_others(article.sentences[place])
    if _tells_who().search(spoken):
        return True
    after = _without_others(article.sentences[place + 1]) if place + 1 < len(article.sentences) else ""
    if spoken.endswith('"') and _tells_who().match(after):
        return not name & bigrams(after)
    for before in reversed(article.sentences[max(0, place - _BACK) : place]):
        if _tells_who().search(_without_others(before)):
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


@cache
def _opens() -> re.Pattern[str]:
    """Somebody who was named before (他说,), or a verb that elsewhere tells of no speech, but here does (X批评道:)."""
    pronoun = rf"(?:{either('pronouns')})[^,;:.\"]{{0,8}}?(?:{either('speaking')})"
    return re.compile(rf"(?:^{pronoun}|(?:^|(?<=[,;.\"]))[^,;:.\"]{{2,30}}?(?:{either('airing')})道?)[,:]")
