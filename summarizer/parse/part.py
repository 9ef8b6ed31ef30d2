"""The article's part of the page, cut out for BeautifulSoup: its rules mark what in it is no body, and read the images.

Every element of the cut carries the number of its box in the survey, so what a rule finds can be named on the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, Tag
from bs4.element import PreformattedString
from selectolax.lexbor import LexborNode

from summarizer.data import Image
from summarizer.parse.blocks import Survey
from summarizer.text.urls import join

MARK = "data-box"
MAX_IMAGES = 200
MAX_MARKUP = 150_000  # characters that BeautifulSoup is given
_UNREAD = ["script", "style", "noscript", "iframe", "template", "select", "textarea", "svg", "object"]
# A line that is the name of an image, left by an editor's upload.
FILE_NAME = re.compile(r"(?i)^[\w\s()（）.\-—]{1,60}\.(?:jpe?g|png|gif|bmp|webp|mp4)$")
_SOURCES = (
    "data-original",
    "data-src",
    "data-lazy-src",
    "data-actualsrc",
    "data-url",
    "data-echo",
    "file",
    "zoomfile",
    "src",
)
_PIXELS = 60  # a smaller picture is an icon
_DECORATION = re.compile(
    r"(?i)(?:^|[/_.-])(?:blank|space[rd]?|pixel|loading|logo|icon|dot|arrow|share|qrcode|ewm|transparent)[\w-]{0,80}\."
)
_CAPTION = re.compile(
    r"(?i)caption|imgdesc|img[_-]?(?:desc|info|note|tips|title)|pic[_-]?(?:desc|info|note|txt)|photo[_-]?desc|tuzhu|zhutu|(?:^|\s)cap(?:\s|$)"
)
_SPEAKS = re.compile(
    r"^(?:[▲△▼↑●■]|[(（\[【]?(?:图|圖|资料图|配图|图片|圖片)[^，。]{0,3}[:：为為说說片源]|(?:上|下|左|右|组)图)|(?:摄|攝|供图|供圖|图|圖|资料图|资料照片)\s*[)）\]】]?[。.]?$"
)
_LONGEST = 120
_CENTRED_LONGEST = 80
_CAPTION_REACH = 1_000  # characters below an image in which its caption stands, names of files apart
_LEVELS = 4  # boxes around an image that are left to look for its caption
_CENTRE_CLASS = re.compile(r"(?i)(?:^|[\s_-])(?:text-?)?cent(?:er|re)(?:ed)?(?:\s|$)")
_CENTRED = re.compile(r"(?i)text-align\s*:\s*center")


@dataclass(slots=True)
class Part:
    """What the rules found: boxes to leave out, captions by the box they stand in, and the images of the article."""

    dropped: set[int] = field(default_factory=set)
    captions: set[tuple[int, str]] = field(default_factory=set)
    images: list[Image] = field(default_factory=list)


def read_part(survey: Survey, box: int, drop: Iterable[str], url: str | None) -> Part:
    """Read one box of the page. ``drop`` are the site's selectors of what is never body."""
    part = Part()
    selectors = tuple(drop)
    if not selectors and not any(_image(image.attributes, url) for image in survey.boxes[box].node.css("img")):
        return part  # nothing that a rule could ask about
    soup = _cut_out(survey, box, only_images=not selectors)
    for selector in selectors:
        for tag in soup.select(selector):
            part.dropped.update(number for inner in (tag, *tag.find_all(True)) if (number := _box(inner)) is not None)
            tag.extract()
    for tag in soup.find_all("img", limit=MAX_IMAGES):
        image = _image(tag.attrs, url)
        if image:
            caption = _caption(tag)
            if caption:
                text, home = caption
                part.captions.update((number, text) for number in _boxes_around(home))
                image = Image(image.src, text, image.alt)
            part.images.append(image)
    return part


def _cut_out(survey: Survey, box: int, *, only_images: bool) -> BeautifulSoup:
    """The box for BeautifulSoup, which takes some 20 microseconds an element: of text, only what rules may look at."""
    node = survey.boxes[box].node
    numbers = {other.node.mem_id: number for number, other in enumerate(survey.boxes[box:], box)}
    copy = node.clone()
    for original, twin in zip(node.traverse(), copy.traverse(), strict=True):
        number = numbers.get(original.mem_id)
        if number is not None:
            twin.attrs[MARK] = str(number)
    copy.strip_tags(_UNREAD)
    if only_images:
        _prune(copy)
    return BeautifulSoup((copy.html or "")[:MAX_MARKUP], "lxml", multi_valued_attributes=None)


def _prune(copy: LexborNode) -> None:
    """Take out what stands before the first image, and what comes so far below one that it cannot be its caption."""
    around: set[int] = set()
    for image in copy.css("img"):
        here: LexborNode | None = image
        while here is not None and here.mem_id not in around:
            around.add(here.mem_id)
            here = here.parent if here.mem_id != copy.mem_id else None
    left = 0
    far: list[LexborNode] = []
    stack = list(copy.iter(include_text=True))[::-1]
    while stack:
        node = stack.pop()
        if node.mem_id in around:
            left = _CAPTION_REACH if node.tag == "img" else left
            stack += list(node.iter(include_text=True))[::-1]
        elif left > 0:
            left -= len(node.text())
        else:
            far.append(node)
    for node in far:
        node.remove()


def _box(tag: Tag) -> int | None:
    value = tag.get(MARK)
    return int(value) if isinstance(value, str) else None


def _boxes_around(tag: Tag) -> Iterator[int]:
    """The boxes whose lines may be this text: of the element, inside it, and the nearest around it."""
    for inner in (tag, *tag.find_all(True), *list(tag.parents)[:2]):
        number = _box(inner)
        if number is not None:
            yield number


def _text(tag: Tag) -> str:
    return " ".join(tag.get_text().split())


def _image(attributes: Mapping[str, object], url: str | None) -> Image | None:
    """The image where it really is: lazy loading leaves a placeholder in ``src``."""
    source = next((value for name in _SOURCES if (value := str(attributes.get(name) or "").strip())), "")
    if not source or source.startswith("data:") or _DECORATION.search(source[-80:]):
        return None
    if any(_pixels(attributes.get(side)) <= _PIXELS for side in ("width", "height")):
        return None
    alt = " ".join(str(attributes.get("alt") or "").split())
    return Image(join(url, source) or source, None, alt or None)


def _pixels(value: object) -> float:
    digits = re.match(r"\s*(\d{1,5})\s*+(?:px)?\s*$", str(value or ""))
    return float(digits[1]) if digits else float("inf")


def _caption(image: Tag) -> tuple[str, Tag] | None:
    """The caption and the element it stands in: of the figure, or the short line below that looks like one."""
    figure = image.find_parent("figure")
    if figure is not None:
        found = figure.find("figcaption")
        return (text, found) if isinstance(found, Tag) and (text := _text(found)) else None
    for text, home in _below(image):
        if FILE_NAME.match(text):
            continue
        return (text, home) if len(text) <= _LONGEST and _is_caption(home, text) else None
    return None


def _below(image: Tag) -> Iterator[tuple[str, Tag]]:
    """The first lines below the image, with the element each is in; boxes that hold nothing but the image are left."""
    here = image
    for _ in range(_LEVELS):
        for sibling in here.next_siblings:
            if isinstance(sibling, Tag) and (sibling.name == "img" or sibling.find("img") is not None):
                return
            text = _text(sibling) if isinstance(sibling, Tag) else " ".join(str(sibling).split())
            if text:
                home = sibling if isinstance(sibling, Tag) else here.parent
                if home is not None and not isinstance(sibling, PreformattedString):
                    yield text, home
                    if not FILE_NAME.match(text):
                        return
        if here.parent is None or here.parent.name in ("body", "td"):
            return
        here = here.parent


def _is_caption(home: Tag, text: str) -> bool:
    if _SPEAKS.search(text):
        return True
    around = [home, *home.find_all(True, limit=3)]
    if any(_CAPTION.search(_names(tag)) for tag in around):
        return True
    centred = home.name == "center" or any(map(_is_centred, around))
    return centred and len(text) <= _CENTRED_LONGEST and not text.endswith(("？", "?", "！", "：", ":"))


def _is_centred(tag: Tag) -> bool:
    if str(tag.get("align") or "").lower() == "center":
        return True
    return bool(_CENTRED.search(str(tag.get("style") or "")) or _CENTRE_CLASS.search(_names(tag)))


def _names(tag: Tag) -> str:
    return f"{tag.get('class') or ''} {tag.get('id') or ''}"
