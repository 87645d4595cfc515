"""Mails, one (``.eml``) or many (``.mbox``): the text of each, and who sent it when. Attachments are not opened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path

from mapper.errors import ReadError
from mapper.read.decode import MAX_FILE, read_bytes
from mapper.read.fault import Note, parsing
from mapper.read.markup import plain
from mapper.read.records import Row


def mails(path: Path, form: str) -> Iterator[Row]:
    """Give the mails of a file: ``eml`` holds one, ``mbox`` any number.

    A mail without a text comes as a `ReadError` in its place; attachments that are passed over as a `Note`.
    """
    texts = [read_bytes(path, MAX_FILE)] if form == "eml" else _of_mbox(path)
    for number, data in enumerate(texts, start=1):
        if isinstance(data, ReadError):
            yield number, data
            continue
        try:
            with parsing("mail"):
                record, attached = _record(data)
        except ReadError as error:
            yield number, error
            continue
        if attached:
            yield number, Note(f"attachments are not read: {', '.join(attached)}")
        yield number, record


def _of_mbox(path: Path) -> Iterator[bytes | ReadError]:
    """Cut a file at the lines that begin a mail, holding one at a time."""
    held: list[bytes] = []
    size = 0
    blank = True
    with path.open("rb") as stream:
        first = stream.readline(MAX_FILE)
        if not first.startswith(b"From "):
            raise ReadError('no mbox file: its first line does not begin with "From "')
        while line := stream.readline(MAX_FILE):
            if blank and line.startswith(b"From "):
                yield b"".join(held) if size <= MAX_FILE else _too_long()
                held, size = [], 0
            else:
                size += len(line)
                if size <= MAX_FILE:
                    held.append(line[1:] if line.startswith(b">From ") else line)
            blank = line in (b"\n", b"\r\n")
    yield b"".join(held) if size <= MAX_FILE else _too_long()


def _too_long() -> ReadError:
    return ReadError(f"a mail of more than {MAX_FILE} bytes")


def _record(data: bytes) -> tuple[Mapping[str, object], list[str]]:
    message = message_from_bytes(data, policy=policy.default)
    if not message.keys():
        raise ReadError("no mail: it has no header lines")
    body = message.get_body(preferencelist=("plain", "html"))
    text = str(body.get_content()) if body is not None else ""
    if body is not None and body.get_content_subtype() == "html":
        text = plain(text)
    if not text.strip():
        raise ReadError("a mail without a text")
    sender, address = parseaddr(_header(message, "From"))
    record = {
        "id": _header(message, "Message-ID").strip("<> "),
        "text": text.replace("\r\n", "\n"),
        "date": _header(message, "Date"),
        "source": sender or address,
        "url": _header(message, "Archived-At").strip("<> "),
        "title": _header(message, "Subject"),
    }
    attached = [str(part.get_filename() or part.get_content_type()) for part in message.iter_attachments()]
    return record, attached


def _header(message: EmailMessage, name: str) -> str:
    return " ".join(str(message.get(name, "")).split())
