"""The ``result.json`` that Telegram's desktop program exports: one chat, or all chats of an account."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mapper.errors import ReadError
from mapper.read.records import Row


def is_export(value: object) -> bool:
    """Whether a JSON document is such an export."""
    return isinstance(value, dict) and any(True for _ in _chats(value))


def posts(value: Mapping[str, Any]) -> Iterator[Row]:
    """Give the messages that hold a text, in their order; a report is named by its chat and the message's number."""
    number = 0
    for chat in _chats(value):
        for message in chat["messages"]:
            number += 1
            yield from post(message, chat, number)


def post(message: object, chat: Mapping[str, Any], number: int) -> Iterator[Row]:
    """Give the report of a message, or nothing where it holds no text; `number` is its place in the file."""
    if not isinstance(message, dict):
        yield number, ReadError(f"a message must be a JSON object, not {type(message).__name__}")
        return
    text = _text(message.get("text"))
    if message.get("type", "message") == "message" and text.strip():
        yield number, _record(message, chat, text)


def _chats(value: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    chats = value.get("chats")
    listed = chats.get("list") if isinstance(chats, dict) else [value]
    for chat in listed if isinstance(listed, list) else []:
        if isinstance(chat, dict) and isinstance(chat.get("messages"), list) and "text" not in chat:
            yield chat


def _text(value: object) -> str:
    """Put together a text that is a list of plain pieces and of marked ones (bold, links, mentions)."""
    pieces = value if isinstance(value, list) else [value]
    texts = (piece.get("text") if isinstance(piece, dict) else piece for piece in pieces)
    return "".join(text for text in texts if isinstance(text, str))


def _record(message: Mapping[str, Any], chat: Mapping[str, Any], text: str) -> Mapping[str, object]:
    name = str(chat.get("name") or chat.get("id") or "")
    return {
        "id": f"{name}/{message['id']}" if name and "id" in message else "",
        "text": text,
        "date": message.get("date", ""),
        "source": message.get("forwarded_from") or name or message.get("from") or "",
    }
