"""The register finds which of one's own articles a page reposts, keeps pages byte for byte, and survives misuse."""

from __future__ import annotations

import random
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from filelock import FileLock

from summarizer.data import Article, Decode, Notice, Page
from summarizer.errors import InputError
from summarizer.originals.register import Register
from summarizer.originals.signature import bands, shingles

WORDS = "水库,清淤,村民,合作社,大棚,番茄,公路,通车,小学,图书,捐赠,医院,夜市,渡口,灯会,消防,演练,茶园,直播,快递"


def article(seed: int, length: int = 200) -> Article:
    rng = random.Random(seed)  # noqa: S311
    text = "，".join("".join(rng.sample(WORDS.split(","), 3)) + str(rng.randrange(1000)) for _ in range(length // 8))
    return Article(
        url=f"https://news.example.cn/{seed}.html",
        canonical_url=None,
        site=None,
        title=f"标题{seed}",
        published=None,
        language="zh",
        paragraphs=(text,),
        images=(),
        notice=Notice(),
        warnings=(),
        decode=Decode("utf-8"),
        sha256=f"{seed:064x}",
    )


@pytest.fixture
def register(tmp_path: Path) -> Register:
    with Register(tmp_path / "deep" / "originals.sqlite") as made:
        for seed in range(30):
            made.add(
                article(seed, 1600), Page(f"<p>第{seed}篇</p>".encode(), url=f"https://news.example.cn/{seed}.html")
            )
        yield made


def test_a_full_repost_is_found_and_named(register: Register) -> None:
    (best, *rest) = register.match("编者按：本站转发。" + article(7, 1600).text)
    assert best.entry.id == "https://news.example.cn/7.html"
    assert best.original_in_page == 1.0
    assert not rest


def test_an_excerpt_is_found_and_says_how_much_it_holds(register: Register) -> None:
    whole = article(3, 1600).text
    (best,) = register.match(whole[: len(whole) // 2])
    assert best.entry.title == "标题3"
    assert best.page_in_original > 0.95
    assert 0.4 < best.original_in_page < 0.6


def test_width_script_and_punctuation_do_not_matter(register: Register) -> None:
    traditional = (
        article(5, 1600).text.replace("村民", "村民").replace("图书", "圖書").replace("医院", "醫院").replace("，", ",")
    )
    assert register.match(traditional)[0].page_in_original == 1.0


def test_an_unrelated_page_matches_nothing(register: Register) -> None:
    assert register.match("今日天气晴，最高气温二十六度，适合出行。" * 20) == ()
    assert register.match("") == ()


def test_the_page_comes_back_byte_for_byte_by_name_and_by_address(register: Register) -> None:
    register.add(article(99), Page(b"\xff\xfe raw", url="https://a.example/1", content_type="text/html"), name="头条")
    assert register.page("头条") == Page(b"\xff\xfe raw", url="https://a.example/1", content_type="text/html")
    assert register.page("https://news.example.cn/99.html") == register.page("头条")
    assert register.page("没有") is None


def test_adding_again_replaces_and_removing_forgets(register: Register) -> None:
    register.add(article(7, 1600), Page(b"new"), name="https://news.example.cn/7.html")
    assert len(register) == 30
    assert register.page("https://news.example.cn/7.html") == Page(b"new", url="https://news.example.cn/7.html")
    assert register.remove("https://news.example.cn/7.html")
    assert not register.remove("https://news.example.cn/7.html")
    assert register.match(article(7, 1600).text) == ()


def test_many_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    def write(seed: int) -> None:
        with Register(tmp_path / "r.sqlite") as one:
            one.add(article(seed), Page(b"x"))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(24)))
    with Register(tmp_path / "r.sqlite") as one:
        assert len(one) == 24
        assert [entry.title for entry in one] != []


def test_a_new_file_that_another_is_setting_up_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    other = sqlite3.connect(path, isolation_level=None)
    with ThreadPoolExecutor(1) as pool:
        with FileLock(f"{path}.lock"):
            other.execute("BEGIN IMMEDIATE")
            opened = pool.submit(lambda: Register(path).add(article(1), Page(b"x")))
            time.sleep(0.5)
            assert not opened.done()
            other.execute("ROLLBACK")
        assert opened.result()
    other.close()


def test_a_file_that_is_no_register_and_one_of_a_newer_version_are_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("not a database " * 100)
    with pytest.raises(InputError) as refused:
        Register(tmp_path / "text")
    assert "\n" not in refused.value.message.zh
    with sqlite3.connect(tmp_path / "new") as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(InputError, match="newer"):
        Register(tmp_path / "new")


def test_signatures_are_the_same_on_every_machine() -> None:
    assert (
        bands(shingles("郴州苏仙岭下，一座新桥今日合龙。"))[:2]
        == bands(shingles("郴州 苏仙岭下, 一座新橋今日合龍."))[:2]
    )
    assert len(set(bands(shingles("郴州苏仙岭下，一座新桥今日合龙。")))) == 32
