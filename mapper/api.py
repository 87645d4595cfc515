"""The two functions that most users call: reports in, events or places out."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias, overload

from mapper.errors import MapperWarning, ReadError
from mapper.model import Report, Resolution
from mapper.pipeline import Pipeline, batches
from mapper.read import ENDINGS, Fault, parse_text, read
from mapper.taxonomy import Taxonomy

if TYPE_CHECKING:
    import geopandas

ReportLike: TypeAlias = "str | os.PathLike[str] | Report"


def extract(
    reports: ReportLike | Iterable[ReportLike],
    *,
    pipeline: Pipeline | None = None,
    errors: Literal["raise", "warn"] = "raise",
    encoding: str = "utf-8",
) -> geopandas.GeoDataFrame:
    """Read reports and give the events they tell.

    Parameters
    ----------
    reports
        One or several of: a path (file, folder, glob), a text, a `Report`. A str is taken for a text if it
        has a line break, or a space and no ending of a known kind of file; else for a path.
    pipeline
        The stages to use; None for this project's own.
    errors
        ``raise``: the first report that cannot be read is an error. ``warn``: a warning, and the others are
        done.
    encoding
        Encoding of files that have no byte order mark.

    Returns
    -------
    geopandas.GeoDataFrame
        The events table, see `mapper.schema.TABLE`: one row an event, EPSG:4326, geometry missing where the
        place is a country, unknown or none.

    Raises
    ------
    ReadError
        If a report cannot be read and `errors` is ``raise``.
    """
    from mapper.schema import to_frame, to_rows

    pipeline = pipeline or Pipeline()
    taxonomy = Taxonomy.load()
    told = pipeline.stream(_reports(reports, errors, encoding))
    return to_frame(row for report, events in told for row in to_rows(report, events, taxonomy))


@overload  # a str is an iterable of str as well; the first signature counts
def geoparse(  # type: ignore[overload-overlap]
    reports: str | Report, *, pipeline: Pipeline | None = None
) -> tuple[Resolution, ...]: ...
@overload
def geoparse(reports: Iterable[str | Report], *, pipeline: Pipeline | None = None) -> list[tuple[Resolution, ...]]: ...
def geoparse(
    reports: str | Report | Iterable[str | Report], *, pipeline: Pipeline | None = None
) -> tuple[Resolution, ...] | list[tuple[Resolution, ...]]:
    """Find the names in texts and the places they mean.

    Parameters
    ----------
    reports
        A text or a `Report`, or several. A str is always a text here, never a path.
    pipeline
        The stages to use; None for this project's own.

    Returns
    -------
    tuple of Resolution, or a list of them
        For each text its mentions, sorted by start, with place, longitude, latitude, precision, score,
        reason and candidates; place is None where a mention stays open, or names a person or an organisation.
    """
    pipeline = pipeline or Pipeline()
    if isinstance(reports, str | Report):
        return pipeline.locate([_as_report(reports, 1)])[0]
    given = (_as_report(one, number) for number, one in enumerate(reports, start=1))
    return [found for batch in batches(given) for found in pipeline.locate(batch)]


def _as_report(one: str | Report, number: int) -> Report:
    return one if isinstance(one, Report) else parse_text(one, f"text:{number}")[0]


def _reports(
    given: ReportLike | Iterable[ReportLike], errors: Literal["raise", "warn"], encoding: str
) -> Iterator[Report]:
    several = [given] if isinstance(given, str | os.PathLike | Report) else given
    for number, one in enumerate(several, start=1):
        if isinstance(one, Report):
            yield one
        elif isinstance(one, str) and _is_text(one):
            yield _as_report(one, number)
        else:
            yield from _read(one, errors, encoding)


def _is_text(one: str) -> bool:
    if "\n" in one or "\r" in one:
        return True
    return " " in one.strip() and Path(one).suffix.lower() not in ENDINGS and not os.path.lexists(one[:4096])


def _read(path: str | os.PathLike[str], errors: Literal["raise", "warn"], encoding: str) -> Iterator[Report]:
    for item in read([path], encoding):
        if not isinstance(item, Fault):
            yield item
        elif item.lost and errors == "raise":
            raise ReadError(item.message, item.where)
        else:
            warnings.warn(str(item), MapperWarning, stacklevel=4)
