"""Broken dumps: whatever stands between good rows, these come in, and the broken ones are counted and told by line."""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer import Gazetteer, SourceError
from gazetteer.importing import Outcome, import_dump
from gazetteer.layers import installed
from tests.gazetteer.dumps import ALTERNATES, row

GOOD = [row(str(9_000_100 + number), f"Gooddorp {number}").encode() for number in range(4)]

# What no row can have, by column.
BAD_CELLS: dict[int, list[bytes]] = {
    0: [b"", b"x", b"-1", b"0", b"+5", b"1.0", "٣".encode(), b"9" * 30, b" 7"],
    1: [b"", b"  ", b"a\0b", b"x" * 201, b"\xff", b"\xd0", b"Z\xfcrich", b"\xed\xa0\x80"],
    3: [b"\xff\xfe", b"x," * 600_000],
    4: [b"", b"north", b"91", b"-90.01", b"inf", b"nan", b"1e400", b"52,1", b"0x10"],
    5: [b"", b"east", b"180.5", b"-1e9", b"-inf", b"NaN"],
    6: [b"", b"X", b"PP", b"p", "П".encode()],
    8: [b"USA", b"u", b"nl", b"1A", "УК".encode()],
    14: [b"-1", b"1.5", b"many", b"1" * 11, "٣".encode()],
}
CELL = st.one_of(
    st.binary(max_size=30),
    st.text(max_size=30).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.sampled_from([cell for cells in BAD_CELLS.values() for cell in cells if len(cell) < 1000]),
).map(lambda cell: cell.replace(b"\n", b" "))


def fresh(number: int) -> list[bytes]:
    """Cells of a good row with an id of its own."""
    return row(str(9_500_000 + number), f"Broken {number}").encode().split(b"\t")


@st.composite
def bad_rows(draw: st.DrawFn) -> bytes:
    """A row that cannot be taken: a cell too few or too many, or a cell with what it cannot hold."""
    cells = fresh(draw(st.integers(0, 10**6)))
    how = draw(st.sampled_from(["fewer", "more", *map(str, BAD_CELLS)]))
    if how == "fewer":
        del cells[draw(st.integers(1, 18)) :]
    elif how == "more":
        cells += [b""] * draw(st.integers(1, 40))
    else:
        cells[int(how)] = draw(st.sampled_from(BAD_CELLS[int(how)]))
    return b"\t".join(cells)


@st.composite
def odd_rows(draw: st.DrawFn) -> bytes:
    """A row with anything in some of its cells; it may be good or not."""
    cells = fresh(draw(st.integers(0, 10**6)))
    for column in draw(st.lists(st.integers(0, 18), max_size=4)):
        cells[column] = draw(CELL)
    return b"\t".join(cells)


def imported(folder: Path, lines: list[bytes], end: bytes = b"\n", alternates: list[bytes] | None = None) -> Outcome:
    dump = folder / "NL.txt"
    dump.write_bytes(b"".join(line + end for line in lines))
    table = None
    if alternates is not None:
        table = folder / "alternateNamesV2.txt"
        table.write_bytes(b"".join(line + b"\n" for line in alternates))
    return import_dump(dump, folder / "layers", table)


def good_ones_are_found(folder: Path) -> None:
    gazetteer = Gazetteer.open(layers=[layer.path for layer in installed(folder / "layers")])
    for number in range(len(GOOD)):
        (match,) = gazetteer.lookup(f"Gooddorp {number}", fuzzy=False)
        assert (match.place.id, match.place.longitude) == (str(9_000_100 + number), 5.0)


@settings(max_examples=60, deadline=None)
@given(st.lists(bad_rows(), min_size=1, max_size=6), st.sampled_from([b"\n", b"\r\n"]))
def test_rows_that_cannot_be_taken_are_counted_and_told_by_their_line(bad: list[bytes], end: bytes) -> None:
    with tempfile.TemporaryDirectory() as name:
        outcome = imported(Path(name), [GOOD[0], *bad, *GOOD[1:]], end)
        assert outcome.layer.counts == {"settlement": len(GOOD)}
        assert outcome.layer.skipped == {"broken": len(bad)}
        assert [fault.split(":")[:2] for fault in outcome.faults] == [
            ["NL.txt", str(number)] for number in range(2, 2 + len(bad))
        ]
        assert all(len(fault) < 300 and fault.isprintable() for fault in outcome.faults)
        good_ones_are_found(Path(name))


@settings(max_examples=60, deadline=None)
@given(st.lists(odd_rows(), min_size=1, max_size=8))
def test_rows_with_anything_in_them_are_taken_or_counted(odd: list[bytes]) -> None:
    with tempfile.TemporaryDirectory() as name:
        outcome = imported(Path(name), [GOOD[0], *odd, *GOOD[1:]])
        taken, left_out = sum(outcome.layer.counts.values()), sum(outcome.layer.skipped.values())
        assert taken + left_out == len(odd) + len(GOOD)
        good_ones_are_found(Path(name))
        gazetteer = Gazetteer.open(layers=[layer.path for layer in installed(Path(name) / "layers")])
        for found in range(len(gazetteer) - taken, len(gazetteer)):
            place = gazetteer.place(found)
            assert place.name.strip()
            assert -180 <= place.longitude <= 180
            assert -90 <= place.latitude <= 90


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(CELL, max_size=6).map(b"\t".join), max_size=8))
def test_broken_alternate_names_leave_the_good_ones(junk: list[bytes]) -> None:
    alternates = [b"1\t9000100\ten\tFinevillage\t\t\t\t", *junk, b"2\t9000101\ten\tNicevillage\t\t\t\t"]
    with tempfile.TemporaryDirectory() as name:
        imported(Path(name), GOOD, alternates=alternates)
        gazetteer = Gazetteer.open(layers=[layer.path for layer in installed(Path(name) / "layers")])
        for text, place_id in (("Finevillage", "9000100"), ("Nicevillage", "9000101")):
            assert place_id in {match.place.id for match in gazetteer.lookup(text, fuzzy=False)}


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_zip_file_that_is_damaged_anywhere_is_told_or_read(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "NL.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("NL.txt", b"\n".join(GOOD))
        whole = bytearray(path.read_bytes())
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at] ^= data.draw(st.integers(1, 255))
        path.write_bytes(whole[: data.draw(st.integers(at, len(whole)))])
        told = ""
        try:
            outcome = import_dump(path, Path(name) / "layers")
        except SourceError as error:
            told = str(error)
        if told:
            assert str(path) in told
            assert installed(Path(name) / "layers") == []
        else:
            assert outcome.layer.counts == {"settlement": len(GOOD)}


def test_ten_thousand_broken_rows_are_counted_and_twenty_of_them_told(tmp_path: Path) -> None:
    outcome = imported(tmp_path, [GOOD[0], *[b"broken"] * 10_000, *GOOD[1:]])
    assert outcome.layer.skipped == {"broken": 10_000}
    assert outcome.faults[-1].startswith("NL.txt:21: ")
    good_ones_are_found(tmp_path)


@pytest.mark.parametrize("line", ALTERNATES[:2])
def test_a_table_of_alternate_names_is_no_dump(tmp_path: Path, line: str) -> None:
    with pytest.raises(SourceError, match="has 8 columns where 19 are due"):
        imported(tmp_path, [line.encode()])
