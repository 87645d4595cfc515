"""Bytes to reports: text files, JSON Lines, JSON, CSV and TSV, from files, folders, globs or standard input.

Nothing is held but one file's text or one row at a time. What cannot be read is told as a `Fault` among the
reports, so that the rest of a batch is done.
"""

from __future__ import annotations

from mapper.read.fault import Fault
from mapper.read.reader import Item, items, read, read_records
from mapper.read.records import writable
from mapper.read.sources import ENDINGS
from mapper.read.textfile import parse_text

__all__ = ["ENDINGS", "Fault", "Item", "items", "parse_text", "read", "read_records", "writable"]
