"""Batches: reports that are worked on together, cut where their own contents say, and named by them.

A batch is cut after a report whose digest says so. A report that is added, changed or taken away thus moves no other
cut than those beside it, and a later run finds all other batches done.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

from mapper.model import Report

LEAST_CHARACTERS: Final = 100_000
"""Characters of text below which no batch is cut: half a second of work, against milliseconds of sending it."""

MOST_CHARACTERS: Final = 400_000
"""A batch ends with the report that reaches so many, whatever its digest."""

MOST_REPORTS: Final = 2_000
"""Reports in a batch, at most."""

_ONE_IN: Final = 8
"""One report in so many ends a batch that is long enough."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some reports, in their order.

    Attributes
    ----------
    reports
        The reports.
    wheres
        Where each stands, for messages.
    key
        32 hex digits that name what is in the reports, all fields of each.
    characters
        Length of their texts.
    """

    reports: tuple[Report, ...]
    wheres: tuple[str, ...]
    key: str
    characters: int


def cut(reports: Iterable[tuple[Report, str]]) -> Iterator[Batch]:
    """Cut a stream of reports, each with where it stands, into batches; holds no more than one at a time."""
    found: list[Report] = []
    wheres: list[str] = []
    digests: list[bytes] = []
    characters = 0
    for report, where in reports:
        found.append(report)
        wheres.append(where)
        digests.append(digest(report))
        characters += len(report.text)
        if _ends(digests[-1], len(found), characters):
            yield _batch(found, wheres, digests, characters)
            found, wheres, digests, characters = [], [], [], 0
    if found:
        yield _batch(found, wheres, digests, characters)


def _ends(last: bytes, reports: int, characters: int) -> bool:
    if reports >= MOST_REPORTS or characters >= MOST_CHARACTERS:
        return True
    return characters >= LEAST_CHARACTERS and last[0] % _ONE_IN == 0


def _batch(reports: list[Report], wheres: list[str], digests: list[bytes], characters: int) -> Batch:
    return Batch(tuple(reports), tuple(wheres), blake2b(b"".join(digests), digest_size=16).hexdigest(), characters)


def digest(report: Report) -> bytes:
    """Give 16 bytes that tell a report from every other: all of its fields count, the text and the rest."""
    said = blake2b(digest_size=16)
    about = (report.id, report.source, report.url, report.title, report.lang, report.published, report.body_start)
    for part in (repr(about), report.text):
        data = part.encode("utf-8", "surrogatepass")
        said.update(b"%d:" % len(data))
        said.update(data)
    return said.digest()
