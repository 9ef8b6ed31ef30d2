"""Author and source that a page shows without a label: by the site's template, or by a link marked as the author's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from summarizer.data import Notice, Region
from summarizer.parse.headline import key
from summarizer.parse.metadata import Metadata
from summarizer.parse.notice.people import read_people
from summarizer.parse.site import Site
from summarizer.parse.told import Told
from summarizer.parse.tree import Tree

LONGEST = 24  # characters of a name
# Names of boxes that hold a byline in many templates: believed only if a personal name and nothing else is in them.
_NAMED = (".author", ".author-name", ".authorname", ".author_name", ".byline", ".writer", ".post-author", "#author")
_LINKED = 'a[href*="/author/"], a[href*="?author="]'  # to an author's page: believed where all lead to the same one
_MARKED = ("[itemprop=author] [itemprop=name]", "a[rel~=author]", "[itemprop=author]")


def complete(notice: Notice, tree: Tree, site: Site | None, meta: Metadata, lines: Iterable[Told]) -> Notice:
    """The notice with an author and a source where its lines named none.

    A name from metadata is taken only if the page shows it above or below the text: templates put the site's own name
    there. The site, under any of its names, and the outlet that the notice names, are never the author.
    """
    names = (*((site.name, *site.aliases) if site else ()), meta.site or "", notice.source or "")
    own = {key(name) for name in names}
    if not (notice.authors or notice.correspondents):
        shown = key("".join(line.text for line in lines if line.region in (Region.HEAD, Region.NOTICE)))
        named = next((name for name in _each(tree, _NAMED) if key(name) in shown and _is_person(name)), None)
        given = meta.author if meta.author and key(meta.author) and key(meta.author) in shown else None
        linked = {name for node in tree.root.css(_LINKED)[:40] if (name := " ".join(node.text().split()))}
        alone = linked.pop() if len(linked) == 1 else None
        author = _selected(tree, site.author if site else ()) or _selected(tree, _MARKED) or named or given or alone
        if author and len(author) <= LONGEST and key(author) not in own:
            notice = replace(notice, authors=(author,))
    if notice.source is None and site and (source := _selected(tree, site.source)):
        notice = replace(notice, source=source)
    return notice


def _is_person(name: str) -> bool:
    return [person.name for person in read_people(name, "authors", strict=True)] == [name]


def _each(tree: Tree, selectors: Iterable[str]) -> Iterator[str]:
    for selector in selectors:
        if text := _selected(tree, (selector,)):
            yield text


def _selected(tree: Tree, selectors: Iterable[str]) -> str | None:
    """The text of the first element that a selector finds, if it is as short as a name."""
    for selector in selectors:
        node = tree.root.css_first(selector)
        text = " ".join(node.text().split()) if node is not None else ""
        if 0 < len(text) <= LONGEST:
            return text
    return None
