"""The page on codebooks is held true: its tables are those of the taxonomy, its columns those that are written.

``python -m tests.codebooks.test_docs --update`` writes the tables anew.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from mapper.codebooks import BOOKS, code, codebook_of, equivalents
from mapper.codebooks.terms import Book, Equivalent
from mapper.taxonomy import Taxonomy
from tests.cli.command import ROOT
from tests.codebooks.events import killed, row

PAGE = ROOT / "docs" / "codebooks.md"


def types() -> str:
    """The table of types, in Markdown."""
    taxonomy = Taxonomy.load()
    found = {book: equivalents(taxonomy, book) for book in BOOKS}
    head = "\n| type | ACLED | UCDP | PLOVER | HXL |\n|---|---|---|---|---|\n"
    cells = ([f"`{entry.id}`", *(_cell(found[book][entry.id], book) for book in BOOKS)] for entry in taxonomy.types)
    return head + "".join(f"| {' | '.join(line)} |\n" for line in cells) + "\n"


def _cell(found: Equivalent, book: Book) -> str:
    if not found.terms:
        return f"no: {found.reason}"
    names = [
        f"`{term.event}`" if book == "hxl" else f"{term.event}: {term.sub}".removesuffix(": ") for term in found.terms
    ]
    return "; ".join(names)


def hashtags() -> str:
    """The table of hashtags, in Markdown."""
    book = codebook_of("hxl")
    pairs = zip(book.columns, book.tags, strict=True)
    return "\n| column | hashtag |\n|---|---|\n" + "".join(f"| `{name}` | `{tag}` |\n" for name, tag in pairs) + "\n"


def with_tables(text: str) -> str:
    for name, table in (("types", types()), ("hashtags", hashtags())):
        begin, end = (
            f"<!-- {name}: written by python -m tests.codebooks.test_docs --update -->\n",
            f"<!-- end of {name} -->",
        )
        head, rest = text.split(begin)
        text = head + begin + table + end + rest.split(end, 1)[1]
    return text


def section(title: str) -> str:
    """The page's section of a title, up to the next one."""
    return PAGE.read_text(encoding="utf-8").split(f"\n## {title}\n")[1].split("\n## ")[0]


def test_the_tables_are_up_to_date() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert text == with_tables(text), "python -m tests.codebooks.test_docs --update"


@pytest.mark.parametrize(("book", "title"), [("acled", "ACLED"), ("ucdp", "UCDP GED"), ("plover", "PLOVER")])
def test_every_column_is_described(book: Book, title: str) -> None:
    told = set(re.findall(r"`([\w ]+)`", "".join(map(section, (title, "Numbers", "Days", "Places")))))
    assert set(codebook_of(book).columns) - told == set()


@pytest.mark.parametrize(("book", "title"), [("acled", "ACLED"), ("ucdp", "UCDP GED"), ("plover", "PLOVER")])
def test_what_is_said_to_be_empty_is_empty_and_nothing_else(book: Book, title: str) -> None:
    empty = set(re.findall(r"`([\w ]+)`", section(title).split("Always empty")[1].split("\n\n")[0]))
    told = {
        "actor": "Russian troops",
        "target": "Ukrainian villagers",
        "attribution": "The mayor",
        "title": "A title",
        "counts": [killed(2), {**killed(3), "what": "injured"}, {**killed(9), "what": "crowd"}],
    }
    events = [
        row(kind, event_id=kind, trigger_start=at, trigger_end=at + 1, **told)
        for at, kind in enumerate(("violence_civilians", "protest", "crackdown", "ground_fighting", "negotiation"))
    ]
    rows = code(events, book).rows
    never = {name for name in codebook_of(book).columns if all(found[name] == "" for found in rows)}
    assert never == empty


def test_links_lead_somewhere() -> None:
    for name in re.findall(r"`(mapper/[\w/.]+)`", PAGE.read_text(encoding="utf-8")):
        assert (ROOT / name).exists(), name


if __name__ == "__main__":
    if sys.argv[1:] != ["--update"]:
        sys.exit(__doc__)
    Path(PAGE).write_text(with_tables(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
