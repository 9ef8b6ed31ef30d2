"""The box of the body is found whatever it is made of, and whatever is around it."""

from __future__ import annotations

import pytest

from summarizer.parse.blocks import Survey, survey
from summarizer.parse.body import find_body, known_body, weigh_all
from summarizer.parse.tree import plant
from tests.parse.pages import SENTENCES, page, paragraphs


def chosen(markup: str) -> tuple[Survey, str]:
    found = survey(plant(markup))
    weights, _ = weigh_all(found)
    body = find_body(found, weights)
    assert body is not None
    return found, found.boxes[body.box].node.attributes.get("class") or found.boxes[body.box].tag


@pytest.mark.parametrize(
    "body",
    [
        paragraphs(),
        "".join(f"<div>{text}</div>" for text in SENTENCES),
        "<br>".join(SENTENCES),
        "<p>" + "<br><br>".join(SENTENCES) + "</p>",
        "".join(f"<section><section><span>{text}</span></section></section>" for text in SENTENCES),
        "<table><tr><td>" + paragraphs() + "</td></tr></table>",
        paragraphs() + "<ul>" + "".join(f"<li>{text}</li>" for text in SENTENCES) + "</ul>",
    ],
    ids=["p", "div", "br", "br-in-p", "sections", "table", "list"],
)
def test_every_sentence_of_the_body_is_inside(body: str) -> None:
    found = survey(plant(page(body)))
    weights, _ = weigh_all(found)
    chosen_body = find_body(found, weights)
    assert chosen_body is not None
    inside = "".join(block.text for block in found.blocks[chosen_body.first : chosen_body.last])
    assert all(text in inside for text in SENTENCES)
    assert "联系方式" not in inside
    assert "时政" not in inside


def test_a_short_body_wins_over_long_navigation() -> None:
    links = "".join(f"<li><a href='/{n}'>城南公园夜跑道全线亮灯，市民点赞，第{n}期</a></li>" for n in range(80))
    _, name = chosen(page(f"<p>{SENTENCES[0]}</p>", below=f"<ul class='hotlist'>{links}</ul>"))
    assert name in ("detail", "p", "wrap")


def test_more_comments_than_text_do_not_win() -> None:
    comments = "".join(f"<div>读者{n}：写得真好，我也想去看看，请问周末开门吗？</div>" for n in range(60))
    _, name = chosen(page(paragraphs(), below=f"<div class='comment-list'>{comments}</div>"))
    assert name == "detail"


def test_disclaimers_do_not_win() -> None:
    rights = (
        "免责声明：凡本网注明来源的作品，版权均属于本网，未经授权，任何单位不得转载、摘编，违者将依法追究责任。" * 6
    )
    _, name = chosen(page(f"<p>{SENTENCES[0]}</p><p>{SENTENCES[1]}</p>", below=f"<div class='x'><p>{rights}</p></div>"))
    assert name == "detail"


def test_a_page_without_prose_has_no_body() -> None:
    found = survey(plant("<ul><li><a href='/'>首页</a></li></ul>"))
    weights, _ = weigh_all(found)
    assert find_body(found, weights) is None


def test_of_several_boxes_a_known_selector_means_the_one_with_the_prose() -> None:
    found = survey(plant(page("<div id='c'></div><div id='c'>" + paragraphs() + "</div>")))
    weights, _ = weigh_all(found)
    body = known_body(found, ["#missing", "#c"], weights)
    assert body is not None
    assert body.last - body.first == len(SENTENCES)
    assert body.known
