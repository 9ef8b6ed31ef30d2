"""Reading a whole page: lines as a reader meets them, hidden text, links, and what a page leaves open."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.data import Link, Page, Region, Sight, Visibility
from summarizer.parse.sight.reading import Lines, read_lines
from summarizer.parse.tree import plant
from tests import pace

URL = "https://copy.example/a/2.html"
STATEMENT = "转载请附上原文出处链接和本声明"
PROSE = "花市在河边开放，每天早上八点开门，市民可以免费入场，管理处安排了两百名志愿者。"


def read(html: str, *, url: str | None = URL, regions: dict[str, Region] | None = None, **page: object) -> Lines:
    """Lines of a page; ``regions`` names regions by selector."""
    tree = plant(html)
    marked = {node.mem_id: region for css, region in (regions or {}).items() for node in tree.parser.css(css)}
    return read_lines(tree, Page(html, url, **page), marked)  # type: ignore[arg-type]


def article(target: str, head: str = "", **page: object) -> Lines:
    """An article of four paragraphs with ``target`` below them inside the body."""
    body = "".join(f"<p>{PROSE}{n}</p>" for n in range(4))
    html = (
        f"<!DOCTYPE html><html><head>{head}</head><body><div class='main'><h1>山城花市</h1>"
        f"<div class='content' id='c'>{body}{target}</div></div></body></html>"
    )
    regions = {"#c": Region.NOTICE, "#c > p:not([class])": Region.BODY, "h1": Region.HEAD}
    return read(html, regions=regions, **page)


def seen(found: Lines, text: str = STATEMENT) -> Visibility:
    for line in (*found.lines, *found.hidden):
        start = line.text.find(text)
        if start >= 0:
            return line.visibility(start, start + len(text))
    raise AssertionError(text)


def texts(found: Lines) -> list[str]:
    return [line.text for line in found.lines]


class TestLines:
    @pytest.mark.parametrize(
        ("html", "lines"),
        [
            ("<p>转载请<b>附上</b><span>原文</span>链<wbr>接</p>", ["转载请附上原文链接"]),
            ("<p>来源：红网<br>作者：林溪<br/>编辑：周岚</p>", ["来源：红网", "作者：林溪", "编辑：周岚"]),
            ("<p>一&nbsp;二&#19977;&emsp;四</p>", ["一 二三 四"]),
            ("<p>  前\n\t 后  </p>", ["前 后"]),
            ("<table><tr><td>来源</td><td>红网</td></tr></table>", ["来源", "红网"]),
            ("<div>上<p>中</p>下</div>", ["上", "中", "下"]),
            ("<ul><li>一</li><li>二</li></ul>", ["一", "二"]),
            ("<ul><li style='display:inline'>一</li><li style='display:inline'>二</li></ul>", ["一二"]),
            ("<p>甲<span style='display:block'>乙</span>丙</p>", ["甲", "乙", "丙"]),
            ("<p>甲<span style='float:right'>乙</span></p>", ["甲", "乙"]),
            ("<pre>第一行\n第二行</pre>", ["第一行", "第二行"]),
            ("<p>请<i style='display:none'>勿</i>附上</p>", ["请附上"]),
            ("<div style='display:flex'><span>甲</span><span>乙</span></div>", ["甲", "乙"]),
            ("<p></p><div> </div>", []),
        ],
    )
    def test_as_a_reader_sees_them(self, html: str, lines: list[str]):
        assert texts(read(html)) == lines

    def test_runs_cover_the_line_without_gaps(self):
        (line,) = read("<p id='x'>转载<b>请</b> 附上 <i>链接</i></p>").lines
        assert line.text == "转载请 附上 链接"
        assert line.runs[0].start == 0
        assert line.runs[-1].end == len(line.text)
        assert all(
            one.end == two.start or line.text[one.end] == " "
            for one, two in zip(line.runs, line.runs[1:], strict=False)
        )
        assert (line.xpath, line.css) == ("/html/body/p", "#x")

    def test_generated_text_is_part_of_the_line_but_not_to_be_copied(self):
        found = read(
            f"<style>.s::before{{content:'{STATEMENT}'}} .s::after{{content:'\\300B'}}</style><p class='s'>。完</p>"
        )
        assert texts(found) == [f"{STATEMENT}。完"]
        assert seen(found).rule == "V608"

    def test_generated_text_can_be_hidden_too(self):
        found = read(f"<style>.s::after{{content:'{STATEMENT}';font-size:0}}</style><p class='s'>完</p>")
        assert texts(found) == ["完"]
        assert seen(found).rule == "V601"

    def test_regions_go_down_the_tree_and_the_innermost_decides(self):
        found = read("<div id='a'><p>正文</p><p id='n'>来源：红网</p></div><p>页脚</p>",
                     regions={"#a": Region.BODY, "#n": Region.NOTICE})  # fmt: skip
        assert [line.region for line in found.lines] == [Region.BODY, Region.NOTICE, Region.OUTSIDE]


class TestHiddenContainers:
    @pytest.mark.parametrize(
        ("html", "origin"),
        [
            (f"<p>正文</p><!-- {STATEMENT} -->", "comment"),
            (f"<template><p>{STATEMENT}</p></template>", "<template>"),
            (f"<noscript><p>{STATEMENT}</p></noscript>", "<noscript>"),
            (f"<script>var a = '{STATEMENT}';</script>", "<script>"),
            ('<script>var a = "\\u8f6c\\u8f7d\\u8bf7附上原文出处链接和本声明";</script>', "<script>"),
            (f'<script type="application/json">{{"n": "{STATEMENT}"}}</script>', "<script>"),
            (f"<img src='a.png' alt='{STATEMENT}'>", "attribute alt"),
            (f"<p title='{STATEMENT}'>正文</p>", "attribute title"),
            (f"<p aria-label='{STATEMENT}'>正文</p>", "attribute aria-label"),
            (f"<input type='hidden' value='{STATEMENT}'>", '<input type="hidden">'),
            (f"<meta name='description' content='{STATEMENT}'>", "<meta>"),
        ],
    )
    def test_are_no_lines(self, html: str, origin: str):
        found = read(html)
        assert STATEMENT not in "".join(texts(found))
        rule = "V601" if origin.startswith("<input") else "V604"
        assert (seen(found).sight, seen(found).rule, seen(found).origin) == (Sight.HIDDEN, rule, origin)

    def test_the_declaration_and_its_line_are_named(self):
        found = read(
            f"<style>\np{{color:#333}}\n.h{{\n display:none}}</style><style>i{{}}</style><p class='h'>{STATEMENT}</p>"
        )
        assert (seen(found).declaration, seen(found).origin) == ("display:none", "style#1 line 3")


class TestLinks:
    def only(self, html: str, **page: object) -> Link:
        (link,) = read(html, **page).links  # type: ignore[arg-type]
        return link

    def test_an_anchor_in_its_line(self):
        found = read("<p>本文链接：<a href='/x/1.html' rel='nofollow ugc'>原<b>文</b></a>。</p>")
        (link,) = found.links
        assert (link.url, link.text, link.via, link.rel) == (
            "https://copy.example/x/1.html",
            "原文",
            "a",
            ("nofollow", "ugc"),
        )
        assert found.lines[link.line or 0].text[link.start : link.end] == "原文"
        assert link.visibility.sight is Sight.SEEN

    def test_base_address(self):
        link = self.only("<base href='https://news.example/c/'><a href='1.html'>原文</a>")
        assert link.url == "https://news.example/c/1.html"

    @pytest.mark.parametrize(
        ("html", "via"),
        [
            ("<a href='https://news.example/1'>原文</a>", "a"),
            ("<map><area href='https://news.example/1'></map>", "area"),
            ("<a href='javascript:open(\"https://news.example/1\")'>原文</a>", "script"),
            ("<span onclick=\"location.href='https://news.example/1'\">原文</span>", "script"),
            ("<span data-href='https://news.example/1'>原文</span>", "script"),
            ("<link rel='canonical' href='https://news.example/1'>", "canonical"),
            ("<meta property='og:url' content='https://news.example/1'>", "meta"),
            ("<meta name='syndication-source' content='https://news.example/1'>", "meta"),
            ('<script type="application/ld+json">{"isBasedOn": "https://news.example/1"}</script>', "json-ld"),
            (
                '<script type="application/ld+json">[{"mainEntityOfPage": {"@id": "https://news.example/1"}}]</script>',
                "json-ld",
            ),
            ("<iframe src='https://news.example/1'></iframe>", "frame"),
        ],
    )
    def test_every_way_to_lead_somewhere(self, html: str, via: str):
        link = self.only(html)
        assert (link.url, link.via) == ("https://news.example/1", via)

    def test_link_header(self):
        link = self.only("<p>正文</p>", headers=(("Link", '<https://news.example/1>; rel="canonical"'),))
        assert (link.url, link.via, link.rel) == ("https://news.example/1", "header", ("canonical",))

    def test_hidden_links_stand_in_hidden_text(self):
        found = read("<p>完</p><p style='display:none'>见<a href='https://news.example/1'>原文</a></p>")
        (link,) = found.links
        assert link.visibility.rule == "V601"
        assert found.hidden[link.line or 0].text[link.start : link.end] == "原文"

    def test_a_link_is_as_visible_as_its_best_text(self):
        link = self.only("<a href='https://news.example/1'><i hidden>https://news.example/1</i>原文</a>")
        assert (link.text, link.visibility.sight) == ("原文", Sight.SEEN)

    def test_a_link_around_nothing_cannot_be_met(self):
        assert self.only("<a href='https://news.example/1'></a>").visibility.sight is Sight.HIDDEN
        assert self.only("<a href='https://news.example/1'><img src='a.png'></a>").visibility.sight is Sight.SEEN

    def test_an_address_that_leads_nowhere(self):
        link = self.only("<a href='http://[bad'>原文</a>")
        assert (link.href, link.url) == ("http://[bad", None)


class TestUnreadSheets:
    LINK = "<link rel='stylesheet' href='/css/main.css'>"

    def test_a_name_of_its_own_leaves_it_open(self):
        found = article(f"<p class='h'>{STATEMENT}</p>", self.LINK)
        assert (seen(found).sight, seen(found).rule) == (Sight.UNKNOWN, "F007")
        assert [warning.code for warning in found.warnings] == ["css-unread"]

    @pytest.mark.parametrize("target", ["<p>{}</p>", "<p><b>{}</b></p>", "<p style='color:#333'>{}</p>"])
    def test_what_shares_the_bodys_names_is_seen(self, target: str):
        found = article(target.format(STATEMENT), self.LINK)
        assert seen(found).sight is Sight.SEEN
        assert not found.warnings

    @pytest.mark.parametrize("target", ["<p id='x'>{}</p>", "<p data-k='1'>{}</p>", "<div class='k'><p>{}</p></div>"])
    def test_ids_attributes_and_boxes_count(self, target: str):
        assert seen(article(target.format(STATEMENT), self.LINK)).rule == "F007"

    def test_a_sheet_at_hand_settles_it(self):
        sheet = ("https://copy.example/css/main.css", ".h{display:none}")
        found = article(f"<p class='h'>{STATEMENT}</p>", self.LINK, stylesheets=(sheet,))
        assert (seen(found).rule, seen(found).origin) == ("V601", "https://copy.example/css/main.css line 1")
        kind = ("https://copy.example/css/main.css", ".h{color:#333}")
        assert seen(article(f"<p class='h'>{STATEMENT}</p>", self.LINK, stylesheets=(kind,))).sight is Sight.SEEN

    def test_a_print_sheet_does_not_matter(self):
        link = "<link rel='stylesheet' media='print' href='/css/print.css'>"
        assert seen(article(f"<p class='h'>{STATEMENT}</p>", link)).sight is Sight.SEEN

    def test_an_import_counts(self):
        assert seen(article(f"<p class='h'>{STATEMENT}</p>", "<style>@import url(more.css);</style>")).rule == "F007"

    def test_without_external_sheets_nothing_is_open(self):
        assert seen(article(f"<p class='h'>{STATEMENT}</p>")).sight is Sight.SEEN

    def test_white_text_may_have_a_dark_box_in_the_unread_sheet(self):
        assert seen(article(f"<p style='color:#fff'>{STATEMENT}</p>", self.LINK)).sight is Sight.UNKNOWN


class TestScripts:
    @pytest.mark.parametrize(
        "script",
        [
            "document.getElementById('t').style.display = 'none';",
            "$('#t').hide()",
            "jQuery('.t').remove();",
            "var e = document.querySelector('#t'); if (e) { e.style.visibility = 'hidden' }",
            "document.head.insertAdjacentHTML('beforeend', '<style>.t{display:none}</style>')",
            "document.getElementById('t').innerHTML = '';",
        ],
    )
    def test_what_a_script_hides_is_open(self, script: str):
        found = article(f"<p class='t' id='t'>{STATEMENT}</p><script>{script}</script>")
        assert (seen(found).sight, seen(found).rule) == (Sight.UNKNOWN, "F004")

    def test_what_a_script_shows_is_open(self):
        found = article(f"<p id='t' style='display:none'>{STATEMENT}</p><script>$('#t').show()</script>")
        assert (seen(found).sight, seen(found).rule) == (Sight.UNKNOWN, "F004")

    def test_a_script_that_is_about_something_else(self):
        script = "<script>document.getElementById('menu').style.display='none'; var t = 1;</script>"
        assert seen(article(f"<p id='t'>{STATEMENT}</p>{script}")).sight is Sight.SEEN
        assert seen(article(f"<p id='t' style='display:none'>{STATEMENT}</p>{script}")).rule == "V601"

    def test_a_known_site_always_shows_its_body(self):
        html = f"<div id='js_content' style='visibility:hidden;opacity:0'><p>{PROSE}</p><p>{STATEMENT}</p></div>"
        assert seen(read(html, url="https://mp.weixin.qq.com/s/abc")).sight is Sight.SEEN
        assert seen(read(html)).sight is Sight.HIDDEN


class TestCovers:
    @pytest.mark.parametrize(
        "cover",
        [
            "position:absolute;top:0;left:0;right:0;bottom:0;background:#fff",
            "position:absolute;inset:0;background-color:white",
            "position:absolute;top:0;left:0;width:100%;height:100%;background:url(a.png)",
        ],
    )
    def test_an_opaque_box_upon_it(self, cover: str):
        found = article(f"<div style='position:relative'><p>{STATEMENT}</p><i style='{cover}'></i></div>")
        assert (seen(found).sight, seen(found).rule) == (Sight.UNKNOWN, "V602")

    def test_a_see_through_box_does_no_harm(self):
        cover = "position:absolute;inset:0;background:rgba(0,0,0,.1)"
        found = article(f"<div style='position:relative'><p>{STATEMENT}</p><i style='{cover}'></i></div>")
        assert seen(found).sight is Sight.SEEN

    def test_sunk_below_a_background(self):
        found = article(f"<div style='background:#fff'><p style='position:relative;z-index:-1'>{STATEMENT}</p></div>")
        assert seen(found).sight is Sight.UNKNOWN

    def test_drawn_up_over_it(self):
        over = "<div style='position:relative;margin-top:-3em;background:#fff'>广告广告</div>"
        assert seen(article(f"<p>{STATEMENT}</p>{over}")).sight is Sight.UNKNOWN


class TestBounds:
    @pytest.mark.parametrize(
        "html",
        [
            "", "<", "<p", "\x00", "<p>\ud800</p>", "<style>", "<style>}}}{{{", "<p style='" + "(" * 5000 + "'>x",
            "<script>" + '"中\\' * 20_000, "<style>" + ".a{" * 20_000, "<style>" + "url(" * 20_000, "<!-- x -->" * 20_000,
            "<div>" * 20_000 + "x", "<style>" + ":is(" * 3000 + "p" + ")" * 3000 + "{color:red}</style><p>x",
            "<style>:root{" + "".join(f"--a{n}:var(--a{n + 1}) var(--a{n + 1});" for n in range(60)) + "}p{display:var(--a0)}",
            "<p style='width:calc(" + "(" * 5000 + "1px'>x", "<a href=x>" * 5000, "<style>@media " + "(" * 5000 + "{p{}}",
        ],
        ids=lambda html: html[:18] or "empty",
    )  # fmt: skip
    def test_odd_pages_are_read(self, html: str):
        read(html)

    def test_many_rules_cost_little(self):
        import time

        rules = "\n".join(
            f".n{n} .m{n % 50} > a, #x{n} p:nth-child(2){{color:#333;margin:0 auto}}" for n in range(2000)
        )
        body = "".join(f"<div class='n{n}'><p class='m{n}'><a href='/{n}'>标题{n}</a></p></div>" for n in range(300))
        html = f"<!DOCTYPE html><style>{rules}</style>{body}"
        start = time.process_time()
        read(html)
        assert time.process_time() - start < pace.seconds(2)  # 0.2 s on a quiet machine

    @settings(max_examples=60, deadline=None)
    @given(st.text(alphabet="<>/ =\"'{}();:!&-#.abpdivstyle中文0\\\n", max_size=200))
    def test_any_markup_gives_lines_with_whole_runs(self, html: str):
        found = read(f'<style>{html}</style><div style="{html}">甲{html}乙</div>')
        for line in (*found.lines, *found.hidden):
            assert line.text
            assert line.runs[0].start == 0
            assert line.runs[-1].end == len(line.text)
