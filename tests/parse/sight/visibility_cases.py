"""Planted cases of text that is, or is not, kept from sight; the marked text stands in ``#t``.

Every case says what a reader's desktop browser shows: ``seen``, ``effort``, ``hidden``, or ``unknown`` where the page leaves
it open. ``DISPLAYED`` cases are checked against a real Chromium too, where there is one.
"""

from __future__ import annotations

from dataclasses import dataclass

TARGET = "请附上原文出处链接"


@dataclass(frozen=True, slots=True)
class Case:
    """A page, and how its target text is met. ``rule`` is ``None`` where it is simply seen."""

    name: str
    html: str
    sight: str
    rule: str | None = None


def page(style: str, target: str, *, doctype: str = "<!DOCTYPE html>") -> str:
    """A small article; ``target`` stands below its paragraphs."""
    return (
        f"{doctype}<html lang='zh'><head><meta charset='utf-8'><title>山城花市开放</title><style>{style}</style></head><body>"
        "<div id='art'><h1>山城花市开放</h1><p>花市在河边开放，每天早上八点开门，市民可以免费入场。</p>"
        f"<p>管理处说，花市将开放到月底。</p>{target}<p>花市旁边有公交车站。</p></div></body></html>"
    )


# Declarations on a block, and what they do to its text.
BLOCK: dict[str, tuple[str, str | None]] = {
    "display:none": ("hidden", "V601"),
    "display: NONE": ("hidden", "V601"),
    "display:n\\6fne": ("hidden", "V601"),
    "display:table-column": ("hidden", "V601"),
    "zoom:.01": ("hidden", "V602"),
    "contain:strict;height:0": ("hidden", "V602"),
    "contain:paint;height:0": ("hidden", "V602"),
    "transform:rotateY(180deg);backface-visibility:hidden": ("hidden", "V602"),
    "rotate:x 180deg;-webkit-backface-visibility:hidden": ("hidden", "V602"),
    "transform:rotateZ(180deg);backface-visibility:hidden": ("seen", None),
    "direction:rtl;unicode-bidi:bidi-override": ("hidden", "V602"),
    "direction:rtl;unicode-bidi:isolate": ("seen", None),
    "visibility:hidden": ("hidden", "V601"),
    "visibility:collapse": ("hidden", "V601"),
    "content-visibility:hidden": ("hidden", "V601"),
    "font-size:0": ("hidden", "V601"),
    "font-size:0px": ("hidden", "V601"),
    "font-size:3px": ("hidden", "V601"),
    "font-size:.2em": ("hidden", "V601"),
    "font-size:10%": ("hidden", "V601"),
    "font:1px/1 serif": ("hidden", "V601"),
    "font-size:calc(1px + 0.05em)": ("hidden", "V601"),
    "opacity:calc(1 - 1)": ("hidden", "V602"),
    "line-height:0;overflow:hidden": ("hidden", "V602"),
    "height:24px;line-height:400px;overflow:hidden": ("hidden", "V602"),
    "box-sizing:border-box;height:20px;padding-top:60px;overflow:hidden": ("hidden", "V602"),
    "clip-path:polygon(0 0,100% 100%,0 0)": ("hidden", "V602"),
    "transform:rotate3d(0,1,0,90deg)": ("hidden", "V602"),
    "rotate:x 90deg": ("hidden", "V602"),
    "contain:strict": ("hidden", "V602"),
    "opacity:0": ("hidden", "V602"),
    "opacity:0%": ("hidden", "V602"),
    "opacity:.01": ("hidden", "V602"),
    "filter:opacity(0)": ("hidden", "V602"),
    "filter:opacity(0%)": ("hidden", "V602"),
    "position:absolute;left:-9999px": ("hidden", "V602"),
    "position:absolute;left:-999em": ("hidden", "V602"),
    "position:absolute;top:-9999px": ("hidden", "V602"),
    "position:absolute;right:-9999px": ("hidden", "V602"),
    "position:fixed;left:-5000px": ("hidden", "V602"),
    "position:fixed;top:-100px;height:20px": ("hidden", "V602"),
    "position:fixed;bottom:-200px;height:30px": ("hidden", "V602"),
    "position:relative;left:-3000px": ("hidden", "V602"),
    "position:absolute;inset:0 0 0 -9999px;width:90px": ("hidden", "V602"),
    "margin-left:-9999px": ("hidden", "V602"),
    "margin:0 0 0 -9999px": ("hidden", "V602"),
    "text-indent:-9999px": ("hidden", "V602"),
    "text-indent:-999em;overflow:hidden": ("hidden", "V602"),
    "text-indent:200%;white-space:nowrap;overflow:hidden": ("hidden", "V602"),
    "transform:translateX(-9999px)": ("hidden", "V602"),
    "transform:translate(-5000px, 0)": ("hidden", "V602"),
    "transform:translate3d(0,-9999px,0)": ("hidden", "V602"),
    "transform:scale(0)": ("hidden", "V602"),
    "transform:scaleY(0)": ("hidden", "V602"),
    "transform:scale(0.01)": ("hidden", "V602"),
    "transform:matrix(0,0,0,0,0,0)": ("hidden", "V602"),
    "transform:rotateY(90deg)": ("hidden", "V602"),
    "-webkit-transform:scale(0)": ("hidden", "V602"),
    "translate:-9999px": ("hidden", "V602"),
    "scale:0": ("hidden", "V602"),
    "position:absolute;clip:rect(0 0 0 0)": ("hidden", "V602"),
    "position:absolute;clip:rect(1px,1px,1px,1px)": ("hidden", "V602"),
    "clip-path:inset(50%)": ("hidden", "V602"),
    "clip-path:inset(100%)": ("hidden", "V602"),
    "clip-path:inset(0 100% 0 0)": ("hidden", "V602"),
    "clip-path:circle(0)": ("hidden", "V602"),
    "clip-path:polygon(0 0,0 0,0 0)": ("hidden", "V602"),
    "width:0;height:0;overflow:hidden": ("hidden", "V602"),
    "width:1px;height:1px;overflow:hidden;position:absolute": ("hidden", "V602"),
    "height:0;overflow:hidden": ("hidden", "V602"),
    "height:1px;overflow:hidden": ("hidden", "V602"),
    "max-height:0;overflow:hidden": ("hidden", "V602"),
    "max-height:0;overflow-y:hidden": ("hidden", "V602"),
    "width:0;overflow:hidden;white-space:nowrap": ("hidden", "V602"),
    "height:0;overflow:auto": ("hidden", "V602"),
    "height:0;overflow:clip": ("hidden", "V602"),
    "color:#fff": ("hidden", "V603"),
    "color:white": ("hidden", "V603"),
    "color:rgb(255,255,255)": ("hidden", "V603"),
    "color:hsl(0 0% 100%)": ("hidden", "V603"),
    "color:#fefefe": ("hidden", "V603"),
    "color:transparent": ("hidden", "V603"),
    "color:rgba(0,0,0,0)": ("hidden", "V603"),
    "color:#0000": ("hidden", "V603"),
    "color:rgba(0,0,0,.05)": ("hidden", "V603"),
    "-webkit-text-fill-color:transparent": ("hidden", "V603"),
    "color:#333;background:#333": ("hidden", "V603"),
    "background:red;color:red": ("hidden", "V603"),
    "color:#000;background-color:rgb(0,0,0)": ("hidden", "V603"),
    # what hides only in part
    "color:#bbb": ("effort", "L216"),
    "color:#aaa": ("effort", "L216"),
    "font-size:8px": ("effort", "L216"),
    "font-size:6pt": ("effort", "L216"),
    "opacity:.4;color:#888": ("effort", "L216"),
    # what looks like hiding and is none
    "display:block": ("seen", None),
    "display:inline": ("seen", None),
    "display:nonsense": ("seen", None),
    "display:none none": ("seen", None),
    "display:none;display:block": ("seen", None),
    "display:none !ie": ("seen", None),
    "*display:none": ("seen", None),
    "visibility:visible": ("seen", None),
    "visibility:none": ("seen", None),
    "opacity:1": ("seen", None),
    "opacity:.9": ("seen", None),
    "opacity:nope": ("seen", None),
    "font-size:12px": ("seen", None),
    "font-size:0x": ("seen", None),
    "font-size:-1px": ("seen", None),
    "font-size:2": ("seen", None),
    "left:-9999px": ("seen", None),
    "top:-9999px": ("seen", None),
    "position:static;left:-9999px": ("seen", None),
    "position:relative;left:-9999": ("seen", None),
    "position:relative;left:2px": ("seen", None),
    "position:absolute;left:10px": ("seen", None),
    "text-indent:2em": ("seen", None),
    "text-indent:-2em;padding-left:2em": ("seen", None),
    "margin-left:-10px": ("seen", None),
    "margin:0 auto": ("seen", None),
    "margin-right:-9999px": ("seen", None),
    "transform:none": ("seen", None),
    "transform:rotate(180deg)": ("seen", None),
    "transform:translateX(10px)": ("seen", None),
    "transform:scale(1.1)": ("seen", None),
    "transform:scale(0": ("hidden", "V602"),
    "clip:rect(0 0 0 0)": ("seen", None),
    "clip-path:none": ("seen", None),
    "clip-path:inset(0)": ("seen", None),
    "clip-path:circle(100%)": ("seen", None),
    "height:0": ("seen", None),
    "width:0": ("seen", None),
    "max-height:0": ("seen", None),
    "height:0%;overflow:hidden": ("seen", None),
    "overflow:hidden": ("seen", None),
    "height:200px;overflow:hidden": ("seen", None),
    "height:0;min-height:40px;overflow:hidden": ("seen", None),
    "color:#333": ("seen", None),
    "color:nocolor": ("seen", None),
    "color:#fff;background:#000": ("seen", None),
    "color:#fff;background:navy": ("seen", None),
    "background:#fff": ("seen", None),
    "color:white;color:black": ("seen", None),
    "color:inherit": ("seen", None),
    "filter:none": ("seen", None),
    "filter:alpha(opacity=0)": ("seen", None),
    "filter:opacity(1)": ("seen", None),
    "-moz-opacity:0": ("seen", None),
    "z-index:-1": ("seen", None),
    "white-space:nowrap": ("seen", None),
    "line-height:1": ("seen", None),
    "content:''": ("seen", None),
    # what only a layout or a picture decides
    "background:url(data:image/gif;base64,R0lGODlhAQABAAAAACw=);color:#fff": ("unknown", "V603"),
    "color:#fff;background-image:linear-gradient(#fff,#000)": ("unknown", "V603"),
    "opacity:0;animation:fade 1s forwards": ("unknown", "V602"),
}

# Declarations on ``<span>``, where some of them have no effect.
INLINE: dict[str, tuple[str, str | None]] = {
    "display:none": ("hidden", "V601"),
    "visibility:hidden": ("hidden", "V601"),
    "font-size:0": ("hidden", "V601"),
    "opacity:calc(1 - 1)": ("hidden", "V602"),
    "line-height:0;overflow:hidden": ("seen", None),
    "clip-path:polygon(0 0,100% 100%,0 0)": ("hidden", "V602"),
    "transform:rotate3d(0,1,0,90deg)": ("seen", None),
    "contain:strict": ("seen", None),
    "opacity:0": ("hidden", "V602"),
    "color:#fff": ("hidden", "V603"),
    "display:inline-block;width:0;overflow:hidden;white-space:nowrap": ("hidden", "V602"),
    "position:absolute;left:-9999px": ("hidden", "V602"),
    "display:inline-block;text-indent:-9999px": ("hidden", "V602"),
    "display:block;height:0;overflow:hidden": ("hidden", "V602"),
    "float:left;width:0;height:0;overflow:hidden": ("hidden", "V602"),
    "width:0;height:0;overflow:hidden": ("seen", None),
    "transform:scale(0)": ("seen", None),
    "text-indent:-9999px": ("seen", None),
    "margin-top:-9999px": ("seen", None),
    "font-weight:bold": ("seen", None),
}

# How a rule reaches its element: the sheet and the element, with ``{}`` for the declarations.
REACH: dict[str, tuple[str, str]] = {
    "class": (".h{{{}}}", "<p id='t' class='h'>{}</p>"),
    "id": ("#t{{{}}}", "<p id='t'>{}</p>"),
    "ancestor": (".box{{{}}}", "<div class='box'><p id='t'>{}</p></div>"),
    "child": ("#art > .note p{{{}}}", "<div class='note'><p id='t'>{}</p></div>"),
    "attribute": ("p[data-k='1']{{{}}}", "<p id='t' data-k='1'>{}</p>"),
    "position in family": ("#art p:nth-of-type(3){{{}}}", "<p id='t'>{}</p>"),
    "not": ("#art p:not(.x):not([class]):nth-child(4){{{}}}", "<p id='t'>{}</p>"),
    "is": (":is(.h,.i){{{}}}", "<p id='t' class='i'>{}</p>"),
    "nested": ("#art{{ & .h{{{}}} }}", "<p id='t' class='h'>{}</p>"),
    "important": ("p.h{{{} !important}} #t{{display:block;opacity:1}}", "<p id='t' class='h'>{}</p>"),
    "screen": ("@media screen{{.h{{{}}}}}", "<p id='t' class='h'>{}</p>"),
    "wide": ("@media (min-width:300px) and (max-width:5000px){{.h{{{}}}}}", "<p id='t' class='h'>{}</p>"),
    "layer": ("@layer a{{.h{{{}}}}}", "<p id='t' class='h'>{}</p>"),
    "supports": ("@supports (display:block){{.h{{{}}}}}", "<p id='t' class='h'>{}</p>"),
    "comment": ("/* .x{{ */.h/**/{{/* color:red */{}}}", "<p id='t' class='h'>{}</p>"),
    "after rubbish": ("}} p{{color:#000}} ;x{{y:z}} .h{{{}}}", "<p id='t' class='h'>{}</p>"),
    "after a string": (".q::before{{content:'}} .h{{'}} .h{{{}}}", "<p id='t' class='h'>{}</p>"),
    "escaped class": (".\\68{{{}}}", "<p id='t' class='h'>{}</p>"),
    "unclosed": (".h{{{}", "<p id='t' class='h'>{}</p>"),
    "charset first": ("@charset 'utf-8'; .h{{{}}}", "<p id='t' class='h'>{}</p>"),
}

REACHED = {
    "display:none": ("hidden", "V601"),
    "opacity:0": ("hidden", "V602"),
    "color:#fff": ("hidden", "V603"),
}

# Whole pages: sheet, target markup, what is met.
SHEETS: tuple[tuple[str, str, str, str, str | None], ...] = (
    (
        "import after a rule is dropped",
        "p{margin:0} @import 'data:text/css,.h%7Bdisplay:none%7D';",
        "<p id='t' class='h'>{}</p>",
        "seen",
        None,
    ),
    (
        "import after layers counts",
        "@layer a; @import 'data:text/css,.h%7Bdisplay:none%7D'; p{margin:0}",
        "<p id='t' class='h'>{}</p>",
        "hidden",
        "V601",
    ),
    (
        "one line in a narrow box",
        ".h{max-width:4em} .h p{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}",
        "<div class='h'><p id='t'>{}</p></div>",
        "unknown",
        "V602",
    ),
    (
        "one line cut sideways",
        ".h{width:5em;overflow-x:clip;white-space:nowrap}",
        "<div class='h'><p id='t'>{}</p></div>",
        "unknown",
        "V602",
    ),
    (
        "one line in a wide box",
        ".h{width:40em;overflow:hidden;white-space:nowrap}",
        "<div class='h'><p id='t'>{}</p></div>",
        "seen",
        None,
    ),
    (
        "a link that begins in the line",
        ".h{width:5em;overflow:hidden;white-space:nowrap}",
        "<div class='h'><a id='t' href='https://site.example/b/2.html'>{}</a></div>",
        "seen",
        None,
    ),
    (
        "narrow lines that wrap",
        ".h{width:5em;overflow:hidden}",
        "<div class='h'><p id='t'>{}</p></div>",
        "seen",
        None,
    ),
    (
        "one clamped line in a narrow box",
        ".h{width:6em;display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:1;overflow:hidden}",
        "<p id='t' class='h'>{}，并注明作者</p>",
        "unknown",
        "V602",
    ),
    (
        "left of the screen from the right",
        "#art{position:relative} .h{position:absolute;right:101vw}",
        "<p id='t' class='h'>{}</p>",
        "unknown",
        "V602",
    ),
    (
        "begins unseen and stays so for a day",
        ".h{transition:opacity 1s 86400s} @starting-style{.h{opacity:0}}",
        "<p id='t' class='h'>{}</p>",
        "unknown",
        "V602",
    ),
    (
        "begins unseen and appears at once",
        ".h{transition:opacity 1s} @starting-style{.h{opacity:0}}",
        "<p id='t' class='h'>{}</p>",
        "seen",
        None,
    ),
    ("later rule wins", ".h{display:none} .h{display:block}", "<p id='t' class='h'>{}</p>", "seen", None),
    ("specificity wins", "#t{display:block} .h{display:none}", "<p id='t' class='h'>{}</p>", "seen", None),
    ("two classes win", ".a.b{display:none} .a{display:block}", "<p id='t' class='a b'>{}</p>", "hidden", "V601"),
    ("important wins", ".h{display:none!important} #t{display:block}", "<p id='t' class='h'>{}</p>", "hidden", "V601"),
    ("inline wins", ".h{display:none}", "<p id='t' class='h' style='display:block'>{}</p>", "seen", None),
    (
        "important beats inline",
        ".h{display:none!important}",
        "<p id='t' class='h' style='display:block'>{}</p>",
        "hidden",
        "V601",
    ),
    ("where counts nothing", ":where(#t){display:none} p{display:block}", "<p id='t'>{}</p>", "seen", None),
    (
        "unlayered beats layer",
        ".h{display:block} @layer a{#t{display:none}}",
        "<p id='t' class='h'>{}</p>",
        "seen",
        None,
    ),
    (
        "important layer beats",
        ".h{display:block!important} @layer a{.h{display:none!important}}",
        "<p id='t' class='h'>{}</p>",
        "hidden",
        "V601",
    ),
    (
        "child shows again",
        ".h{visibility:hidden} .h b{visibility:visible}",
        "<p class='h'>藏<b id='t'>{}</b></p>",
        "seen",
        None,
    ),
    (
        "child cannot display",
        ".h{display:none} .h b{display:block}",
        "<p class='h'>藏<b id='t'>{}</b></p>",
        "hidden",
        "V601",
    ),
    (
        "opacity multiplies",
        ".a{opacity:.2} .b{opacity:.2}",
        "<div class='a'><p class='b' id='t'>{}</p></div>",
        "hidden",
        "V602",
    ),
    (
        "child cannot undo opacity",
        ".a{opacity:0} .b{opacity:1}",
        "<div class='a'><p class='b' id='t'>{}</p></div>",
        "hidden",
        "V602",
    ),
    (
        "child resets font",
        ".a{font-size:0} .b{font-size:14px}",
        "<div class='a'><p class='b' id='t'>{}</p></div>",
        "seen",
        None,
    ),
    (
        "em of nothing",
        ".a{font-size:0} .b{font-size:2em}",
        "<div class='a'><p class='b' id='t'>{}</p></div>",
        "hidden",
        "V601",
    ),
    (
        "rem stands",
        ".a{font-size:0} .b{font-size:1rem}",
        "<div class='a'><p class='b' id='t'>{}</p></div>",
        "seen",
        None,
    ),
    (
        "white on dark box",
        ".a{background:#222} .b{color:#fff}",
        "<div class='a'><p class='b' id='t'>{}</p></div>",
        "seen",
        None,
    ),
    (
        "white in white in dark",
        ".a{background:#222} .b{background:#fff;color:#fff}",
        "<div class='a'><p class='b' id='t'>{}</p></div>",
        "hidden",
        "V603",
    ),
    (
        "half see-through",
        ".a{background:#000} .b{background:rgba(255,255,255,.98);color:#fff}",
        "<div class='a'><p class='b' id='t'>{}</p></div>",
        "hidden",
        "V603",
    ),
    (
        "dark page",
        "body{background:#111} p{color:#111} #art p{color:#ddd} #art #t{color:#121212}",
        "<p id='t'>{}</p>",
        "hidden",
        "V603",
    ),
    (
        "current colour",
        ".a{color:#060} .b{background:currentcolor}",
        "<div class='a'><p class='b' id='t'>{}</p></div>",
        "hidden",
        "V603",
    ),
    (
        "inherited colour",
        ".a{color:#fff} .b{color:inherit}",
        "<div class='a'><p class='b' id='t'>{}</p></div>",
        "hidden",
        "V603",
    ),
    (
        "link keeps its colour",
        ".a{color:#fff}",
        "<p class='a'>白<a href='https://news.example/1' id='t'>{}</a></p>",
        "seen",
        None,
    ),
    (
        "link painted over",
        ".a a{color:#fff}",
        "<p class='a'><a href='https://news.example/1' id='t'>{}</a></p>",
        "hidden",
        "V603",
    ),
    (
        "link pseudo-class",
        "a:link{color:#fff}",
        "<p><a href='https://news.example/1' id='t'>{}</a></p>",
        "hidden",
        "V603",
    ),
    (
        "text in gradient",
        ".g{background:linear-gradient(red,blue);-webkit-background-clip:text;color:transparent}",
        "<p id='t' class='g'>{}</p>",
        "seen",
        None,
    ),
    (
        "pushed out by a margin",
        ".w{height:30px;overflow:hidden}.i{margin-top:80px}",
        "<div class='w'><div class='i' id='t'>{}</div></div>",
        "hidden",
        "V602",
    ),
    (
        "second row",
        ".g{display:grid;grid-template-rows:0;overflow:hidden}",
        "<div class='g'><p>来源</p><p id='t'>{}</p></div>",
        "unknown",
        "V602",
    ),
    ("stray brace", ".x{color:red} } .h{display:none}", "<p id='t' class='h'>{}</p>", "seen", None),
    ("stray semicolon", ".x{color:red}; .h{display:none}", "<p id='t' class='h'>{}</p>", "seen", None),
    ("after a stray mark", "}.x{color:red} .h{display:none}", "<p id='t' class='h'>{}</p>", "hidden", "V601"),
    ("import before", "@import 'x.css'; .h{display:none}", "<p id='t' class='h'>{}</p>", "hidden", "V601"),
    ("column group", ".c{display:table-column-group}", "<div class='c'><p id='t'>{}</p></div>", "hidden", "V601"),
    ("variable", ":root{--d:none} .h{display:var(--d)}", "<p id='t' class='h'>{}</p>", "hidden", "V601"),
    ("variable colour", "body{--bg:#fff} .h{color:var(--bg)}", "<p id='t' class='h'>{}</p>", "hidden", "V603"),
    ("variable fallback", ".h{display:var(--nope, none)}", "<p id='t' class='h'>{}</p>", "hidden", "V601"),
    (
        "variable in shorthand",
        ".a{--c:#000} .h{background:var(--c)}",
        "<div class='a'><p id='t' class='h'>{}</p></div>",
        "hidden",
        "V603",
    ),
    (
        "variable redefined",
        ":root{--d:none} .a{--d:block} .h{display:var(--d)}",
        "<div class='a'><p id='t' class='h'>{}</p></div>",
        "seen",
        None,
    ),
    ("print only", ".h{display:none} @media print{.h{display:block}}", "<p id='t' class='h'>{}</p>", "effort", "V607"),
    (
        "phone only",
        ".h{display:none} @media (max-width:600px){.h{display:block}}",
        "<p id='t' class='h'>{}</p>",
        "effort",
        "V607",
    ),
    ("hidden on phones", "@media (max-width:600px){.h{display:none}}", "<p id='t' class='h'>{}</p>", "seen", None),
    ("hidden in print", "@media print{.h{display:none}}", "<p id='t' class='h'>{}</p>", "seen", None),
    ("not screen", "@media not screen{.h{display:none}}", "<p id='t' class='h'>{}</p>", "seen", None),
    ("range query", "@media (width >= 300px){.h{display:none}}", "<p id='t' class='h'>{}</p>", "hidden", "V601"),
    ("dark mode", "@media (prefers-color-scheme:dark){.h{display:none}}", "<p id='t' class='h'>{}</p>", "seen", None),
    ("media list", "@media print, (min-width:100px){.h{display:none}}", "<p id='t' class='h'>{}</p>", "hidden", "V601"),
    ("supports not", "@supports not (display:block){.h{display:none}}", "<p id='t' class='h'>{}</p>", "seen", None),
    ("hover shows", ".h{display:none} #art:hover .h{display:block}", "<p id='t' class='h'>{}</p>", "effort", "V605"),
    ("hover hides", ".h:hover{display:none}", "<p id='t' class='h'>{}</p>", "seen", None),
    ("invalid selector drops rule", ".h, p:::x{display:none}", "<p id='t' class='h'>{}</p>", "seen", None),
    ("open bracket swallows", ".x{color:rgb(0,0,0;} .h{display:none}", "<p id='t' class='h'>{}</p>", "seen", None),
    (
        "url hides a comment",
        ".x{background:url(http://a.example/*)} .h{display:none} /* */",
        "<p id='t' class='h'>{}</p>",
        "hidden",
        "V601",
    ),
    ("html comment in sheet", "<!-- .h{display:none} -->", "<p id='t' class='h'>{}</p>", "hidden", "V601"),
    (
        "absolute leaves the clip",
        ".a{height:0;overflow:hidden} .b{position:absolute;left:20px;top:300px}",
        "<div class='a'><p class='b' id='t'>{}</p></div>",
        "seen",
        None,
    ),
    (
        "absolute in placed clip",
        ".a{height:0;overflow:hidden;position:relative} .b{position:absolute;left:20px;top:300px}",
        "<div class='a'><p class='b' id='t'>{}</p></div>",
        "hidden",
        "V602",
    ),
    (
        "padding shows",
        ".a{height:0;overflow:hidden;padding:0 0 60px}",
        "<div class='a'><p id='t'>{}</p></div>",
        "unknown",
        "V602",
    ),
    (
        "flex child of no height",
        ".a{display:flex} .b{height:0;overflow:hidden}",
        "<div class='a'><span class='b' id='t'>{}</span></div>",
        "hidden",
        "V602",
    ),
    ("contents", ".h{display:contents;background:#000}", "<div class='h'><p id='t'>{}</p></div>", "seen", None),
    (
        "inherit display",
        ".a{display:none}",
        "<div class='a'><p id='t' style='display:inherit'>{}</p></div>",
        "hidden",
        "V601",
    ),
    ("all the same", "*{margin:0;padding:0} p,div,span{font-size:14px;color:#333}", "<p id='t'>{}</p>", "seen", None),
    (
        "scale of small print",
        ".a{transform:scale(.4)} .b{font-size:12px}",
        "<div class='a'><p class='b' id='t'>{}</p></div>",
        "hidden",
        "V601",
    ),
)

# Markup that hides by itself.
MARKUP: tuple[tuple[str, str, str, str | None], ...] = (
    ("second of a switch", "<svg><switch><g></g><text id='t' y='20'>{}</text></switch></svg>", "hidden", "V601"),
    ("first of a switch", "<svg><switch><text id='t' y='20'>{}</text><g></g></switch></svg>", "seen", None),
    (
        "after a condition of a switch",
        "<svg><switch><g systemLanguage='fr'></g><text id='t' y='20'>{}</text></switch></svg>",
        "seen",
        None,
    ),
    ("hidden attribute", "<p id='t' hidden>{}</p>", "hidden", "V601"),
    ("hidden until found", "<p id='t' hidden='until-found'>{}</p>", "hidden", "V601"),
    ("hidden overridden", "<p id='t' hidden style='display:block'>{}</p>", "seen", None),
    ("hidden ancestor", "<div hidden><p id='t'>{}</p></div>", "hidden", "V601"),
    ("dialog", "<dialog><p id='t'>{}</p></dialog>", "hidden", "V601"),
    ("open dialog", "<dialog open><p id='t'>{}</p></dialog>", "seen", None),
    ("popover", "<div popover><p id='t'>{}</p></div>", "hidden", "V601"),
    ("details", "<details><summary>更多</summary><p id='t'>{}</p></details>", "effort", "V605"),
    ("open details", "<details open><summary>更多</summary><p id='t'>{}</p></details>", "seen", None),
    ("summary", "<details><summary id='t'>{}</summary><p>更多</p></details>", "seen", None),
    ("aria-hidden", "<p id='t' aria-hidden='true'>{}</p>", "effort", "V606"),
    ("textarea", "<textarea id='t'>{}</textarea>", "seen", None),
    ("hidden textarea", "<textarea id='t' style='display:none'>{}</textarea>", "hidden", "V601"),
    ("table cell", "<table><tr><td>甲</td><td id='t'>{}</td></tr></table>", "seen", None),
    (
        "bgcolor",
        "<table><tr><td bgcolor='#000000'><font color='#000' id='t'>{}</font></td></tr></table>",
        "hidden",
        "V603",
    ),
    (
        "bgcolor light",
        "<table><tr><td bgcolor='#000000'><font color='#fff' id='t'>{}</font></td></tr></table>",
        "seen",
        None,
    ),
    ("font white", "<font color='ffffff' id='t'>{}</font>", "hidden", "V603"),
    ("ruby parenthesis", "<ruby>字<rp id='t'>{}</rp></ruby>", "hidden", "V601"),
    ("video fallback", "<video><p id='t'>{}</p></video>", "hidden", "V604"),
    ("object fallback", "<canvas><p id='t'>{}</p></canvas>", "hidden", "V604"),
    ("button", "<button id='t'>{}</button>", "seen", None),
    ("label", "<label id='t'>{}</label>", "seen", None),
    ("split over elements", "<p id='t'><b>{}</b></p>", "seen", None),
    ("iframe fallback", "<iframe><p id='t'>{}</p></iframe>", "hidden", "V604"),
    ("del", "<del id='t'>{}</del>", "effort", "L216"),
)


def _slug(text: str) -> str:
    return text.replace(" ", "")


def cases() -> list[Case]:
    """All planted cases, in a stable order."""
    found = [
        Case(f"block {css}", page("", f'<p id="t" style="{css}">{TARGET}</p>'), sight, rule)
        for css, (sight, rule) in BLOCK.items()
    ]
    found += [
        Case(f"inline {css}", page("", f'<p>来源：<span id="t" style="{css}">{TARGET}</span></p>'), sight, rule)
        for css, (sight, rule) in INLINE.items()
    ]
    found += [
        Case(f"{name} {css}", page(sheet.format(css), target.format(TARGET)), sight, rule)
        for name, (sheet, target) in REACH.items()
        for css, (sight, rule) in REACHED.items()
        if not (name == "important" and css == "color:#fff" and sight != "hidden")
    ]
    found += [
        Case(name, page(sheet, target.format(TARGET)), sight, rule) for name, sheet, target, sight, rule in SHEETS
    ]
    found += [Case(name, page("", target.format(TARGET)), sight, rule) for name, target, sight, rule in MARKUP]
    quirks = '<p id="t" style="position:relative;left:-9999">' + TARGET + "</p>"
    found.append(Case("quirks length", page("", quirks, doctype=""), "hidden", "V602"))
    found.append(
        Case(
            "quirks class",
            page(".HID{display:none}", f'<p id="t" class="hid">{TARGET}</p>', doctype=""),
            "hidden",
            "V601",
        )
    )
    return found
