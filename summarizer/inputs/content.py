"""Telling a page from everything else by its first bytes."""

from __future__ import annotations

from summarizer.data import Message
from summarizer.errors import InputError
from summarizer.messages import say

# What people hand over by mistake, by its signature (as in file(1)).
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", Message("图片（PNG）", "a PNG image")),
    (b"\xff\xd8\xff", Message("图片（JPEG）", "a JPEG image")),
    (b"GIF8", Message("图片（GIF）", "a GIF image")),
    (b"PK\x03\x04", Message("压缩包或 Office 文档（ZIP）", "a ZIP archive or an Office document")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Message("旧式 Office 文档", "an old Office document")),
    (b"\x1f\x8b", Message("gzip 压缩文件", "a gzip file")),
    (b"Rar!\x1a\x07", Message("压缩包（RAR）", "a RAR archive")),
    (b"7z\xbc\xaf\x27\x1c", Message("压缩包（7z）", "a 7z archive")),
    (b"\x7fELF", Message("可执行文件", "an executable")),
    (b"SQLite format 3\x00", Message("SQLite 数据库", "an SQLite database")),
)
_PDF = b"%PDF-"
_UTF16 = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
_PROBE = 8192  # bytes looked at
_CONTROL = bytes(set(range(32)) - set(b"\t\n\f\r\x1b")) + b"\x7f"  # ESC stays: ISO-2022 pages are text
_MAX_CONTROL_SHARE = 0.1  # a stray NUL does not make a page binary; one byte in ten does


def refuse_non_page(content: bytes | str, name: str | Message) -> None:
    """Raise ``InputError`` where ``content`` is empty, a PDF, an image, an archive or other binary data."""
    start = content[:_PROBE].lstrip()
    head = start.encode("utf-8", "replace") if isinstance(start, str) else start
    if not head and not content.strip():
        raise InputError(say("input.empty", source=name), code="empty")
    if head.startswith(_PDF):
        raise InputError(say("input.pdf", source=name), code="pdf")
    kind = _binary_kind(head)
    if kind:
        raise InputError(say("input.not-a-page", source=name, kind=kind), code="not-a-page")


def _binary_kind(head: bytes) -> Message | None:
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return kind
    if head.startswith(_UTF16):
        return None
    control = len(head) - len(head.translate(None, _CONTROL))
    return say("input.binary-data") if control > len(head) * _MAX_CONTROL_SHARE else None
