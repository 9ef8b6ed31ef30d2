"""Images are found where they really are, with the caption that readers see."""

from __future__ import annotations

import pytest

from summarizer.data import Page
from summarizer.parse.page import read_article
from tests.parse.pages import SENTENCES, page

URL = "https://news.example.com/2024/11/1.html"


def read(inside: str):  # type: ignore[no-untyped-def]
    return read_article(Page(page(f"<p>{SENTENCES[0]}</p>{inside}<p>{SENTENCES[1]}</p><p>{SENTENCES[2]}</p>"), URL))


@pytest.mark.parametrize("name", ["src", "data-src", "data-original", "data-lazy-src"])
def test_lazy_images(name: str) -> None:
    image = read(f"<p><img {name}='/i/1.jpg' src='/i/1.jpg'></p>").images[0]
    assert image.src == "https://news.example.com/i/1.jpg"


@pytest.mark.parametrize(
    "inside",
    [
        "<figure><img src='/i/1.jpg'><figcaption>孩子们在看书</figcaption></figure>",
        "<p align='center'><img src='/i/1.jpg'></p><p align='center'>孩子们在看书</p>",
        "<p style='text-align:center'><img src='/i/1.jpg'><br>孩子们在看书</p>",
        "<div><img src='/i/1.jpg'></div><div class='img-desc'>孩子们在看书</div>",
        "<p class='cap'><img src='/i/1.jpg'></p><p class='cap'>01_副本.jpg</p><p class='cap'>孩子们在看书</p>",
    ],
    ids=["figure", "align", "br", "class", "file-name-between"],
)
def test_captions_belong_to_their_image_and_not_to_the_text(inside: str) -> None:
    article = read(inside)
    assert [image.caption for image in article.images] == ["孩子们在看书"]
    assert article.paragraphs == SENTENCES[:3]


def test_a_paragraph_below_an_image_is_no_caption() -> None:
    article = read("<p><img src='/i/1.jpg'></p>")
    assert article.images[0].caption is None
    assert article.paragraphs == SENTENCES[:3]


@pytest.mark.parametrize(
    "tag",
    [
        "<img src='/i/logo.png'>",
        "<img src='/i/1.jpg' width=16>",
        "<img src='data:image/gif;base64,R0lG'>",
        "<img src='/i/blank.gif'>",
        "<img>",
    ],
)
def test_icons_and_placeholders_are_no_images(tag: str) -> None:
    assert read(f"<p>{tag}</p>").images == ()


def test_what_a_site_leaves_out_is_no_body() -> None:
    body = (
        f"<div id='artibody'><p>{SENTENCES[0]}</p><p class='show_author'>{SENTENCES[1]}</p><p>{SENTENCES[2]}</p></div>"
    )
    article = read_article(Page(page(body), "https://news.sina.com.cn/c/1.shtml"))
    assert article.paragraphs == (SENTENCES[0], SENTENCES[2])


def test_images_far_apart_keep_their_captions() -> None:
    between = "".join(f"<p>{SENTENCES[n % 3]}</p>" for n in range(60))
    figure = "<figure><img src='/i/{0}.jpg'><figcaption>第{0}张图</figcaption></figure>"
    article = read(between + figure.format(1) + between + figure.format(2) + between)
    assert [(image.src[-5:], image.caption) for image in article.images] == [("1.jpg", "第1张图"), ("2.jpg", "第2张图")]
