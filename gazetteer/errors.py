"""Errors of the gazetteer.

::

    GazetteerError (Exception)
    ├── IndexFileError (also OSError)      a data file is missing, damaged, or of another version
    └── SourceError (also ValueError)      something an index is built from is missing or not what it should be
"""

from __future__ import annotations


class GazetteerError(Exception):
    """Base of every error that the gazetteer raises on purpose."""


class IndexFileError(GazetteerError, OSError):
    """A data file cannot be used; the message names the file and says what to do."""


class SourceError(GazetteerError, ValueError):
    """A build source is missing or broken; the message names it and says what to do."""
