"""What a kill can leave of a file, and what is made of it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from summarizer.batch.files import Lock, write_whole
from summarizer.batch.folder import JobFolder
from summarizer.batch.journal import BusyError, Journal, note_crash
from summarizer.batch.store import Shelf, Store, keep, mend
from summarizer.data import Page
from summarizer.errors import FetchError
from summarizer.messages import say

RECORD = {"id": "一", "status": "ok", "check": None, "article": None, "error": None, "repost": None}


def test_a_file_is_there_whole_or_as_it_was(tmp_path: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield b"half"
        raise KeyboardInterrupt

    path = tmp_path / "records.jsonl"
    with pytest.raises(KeyboardInterrupt):
        write_whole(path, broken())
    assert not path.exists()
    write_whole(path, [b"one\n"])
    with pytest.raises(KeyboardInterrupt):
        write_whole(path, broken())
    assert path.read_bytes() == b"one\n"


@pytest.mark.parametrize("torn", [b'{"item":1,"rec', b'{"item":1}', b"\0\0\0\0\n"])
def test_a_line_cut_short_is_cut_off_and_what_stands_before_it_holds(tmp_path: Path, torn: bytes) -> None:
    path = tmp_path / "000000.jsonl"
    journal = Journal(path)
    journal.put(0, RECORD, {"check": 0.5}, waits=False)
    journal.close()
    whole = path.read_bytes()
    path.write_bytes(whole + torn)
    again = Journal(path)
    assert (again.has_record(0), again.has_record(1)) == (True, False)
    assert path.read_bytes() == whole
    again.put(1, RECORD, {}, waits=False)
    assert again.finished(1) == (RECORD, {})
    assert again.finished(0) == (RECORD, {"check": 0.5})
    again.close()


def test_only_the_item_in_hand_is_blamed_for_a_death(tmp_path: Path) -> None:
    path = tmp_path / "000000.jsonl"
    journal = Journal(path)
    with journal.hand((0,), 60):
        pass
    journal.put(0, RECORD, {}, waits=False)
    with pytest.raises(BusyError):
        Journal(path)
    journal.close()
    assert not note_crash(path, "SIGSEGV"), "nothing was in hand"
    journal = Journal(path)
    with journal.hand((1,), 60):
        journal.close()
        assert note_crash(path, "SIGSEGV")
    journal = Journal(path)
    assert journal.crashes == {(1,): 1}
    journal.close()


def test_a_lock_ends_with_the_process_that_holds_it(tmp_path: Path) -> None:
    hold = "import sys; from pathlib import Path; from summarizer.batch.files import Lock\n"
    hold += "assert Lock(Path(sys.argv[1])).take(); print(flush=True); sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", hold, str(tmp_path / "lock")], stdin=-1, stdout=-1) as process:
        assert process.stdout is not None
        process.stdout.readline()
        assert not Lock(tmp_path / "lock").take()
        process.kill()
        process.wait()
        assert Lock(tmp_path / "lock").take()


def test_pages_are_kept_and_failures_are_asked_again(tmp_path: Path) -> None:
    path = tmp_path / "000000.jsonl"
    page = Page(b"<p>\xc4\xe3</p>", url="http://a.example/1", status=200, headers=(("etag", '"1"'),))
    failed = FetchError(say("fetch.unresolved", host="b.example"), code="unresolved")
    keep(path, [("http://a.example/0", page), ("http://b.example/", failed)])
    path.write_bytes(path.read_bytes() + b'{"asked": "http://c')
    assert mend(path) == {"http://a.example/0"}
    store = Store(path)
    assert store.page("http://a.example/0") == page
    with pytest.raises(FetchError) as raised:
        store.page("http://b.example/")
    assert (raised.value.code, raised.value.message) == ("unresolved", failed.message)
    keep(path, [("http://b.example/", page)])
    assert Store(path).page("http://b.example/") == page


def test_of_kept_pages_the_oldest_of_finished_shards_go_first(tmp_path: Path) -> None:
    folder = JobFolder(tmp_path)
    folder.make()
    for shard in range(4):
        keep(folder.pages(shard), [(f"http://a.example/{shard}", Page(b"x" * 100))])
        if shard != 2:
            folder.records(shard).touch()
    size = folder.pages(0).stat().st_size
    shelf = Shelf(folder, 2 * size)
    shelf.add(folder.pages(2))
    assert [shard for shard in range(4) if folder.pages(shard).exists()] == [2, 3]
