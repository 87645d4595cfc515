"""The two functions that most users call: reports in, events or places out."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias, overload

from mapper.errors import ReadError, raise_or_warn
from mapper.model import Report, Resolution
from mapper.pipeline import Pipeline, batches
from mapper.read import ENDINGS, Fault, parse_text, read, read_records, writable
from mapper.taxonomy import Taxonomy

if TYPE_CHECKING:
    import geopandas
    import pandas as pd
    from typing_extensions import TypeIs

ReportLike: TypeAlias = "str | os.PathLike[str] | Report"


def extract(
    reports: ReportLike | Iterable[ReportLike] | pd.DataFrame,
    *,
    columns: Mapping[str, str] | None = None,
    pipeline: Pipeline | None = None,
    taxonomy: Taxonomy | None = None,
    errors: Literal["raise", "warn"] = "raise",
    encoding: str = "auto",
    jobs: int = 1,
) -> geopandas.GeoDataFrame:
    """Read reports and give the events they tell.

    Parameters
    ----------
    reports
        One or several of: a path (file, folder, glob), a text, a `Report`. A str is taken for a text if it
        has a line break, or a space and no ending of a known kind of file; else for a path. Or a table with a
        row a report: columns ``text`` and, where known, ``id date source url title lang``. A table or bag of Dask
        gives a table of dask-geopandas, see `mapper.cluster.extract`.
    columns
        For a table whose columns have other names: ours to theirs, as in ``{"text": "body", "date": "day"}``.
    pipeline
        The stages to use; None for this project's own.
    taxonomy
        The event types: those of `pipeline`'s tagger, where it has others than this project's own.
    errors
        ``raise``: the first report that cannot be read is an error. ``warn``: a warning, and the others are
        done.
    encoding
        Encoding of files that have no byte order mark; ``auto``: what they declare, UTF-8, or a guess that is told
        by a `MapperWarning`.
    jobs
        Processes to work in; a script that asks for more than one must begin its work under
        ``if __name__ == "__main__":``, as `multiprocessing` has it. See `extract_to` for what memory does not hold.

    Returns
    -------
    geopandas.GeoDataFrame
        The events table, see `mapper.schema.TABLE`: one row an event, EPSG:4326, geometry missing where the
        place is a country, unknown or none.

    Raises
    ------
    ReadError
        If a report cannot be read and `errors` is ``raise``.
    TypeError
        If `reports` is none of these.

    Examples
    --------
    >>> events = extract("Shelling hit Izium on Friday and killed two people.")
    >>> events[["event_type", "place_name", "country"]].values.tolist()
    [['shelling', 'Izium', 'UA'], ['casualties', 'Izium', 'UA']]
    """
    from mapper.schema import to_frame, to_rows

    if hasattr(reports, "__dask_graph__"):
        from mapper.cluster import extract as extract_lazily

        return extract_lazily(reports, columns=columns, pipeline=pipeline, taxonomy=taxonomy, errors=errors)
    given = reports_of(reports, columns=columns, errors=errors, encoding=encoding)
    if jobs > 1:
        from mapper.stream.files import rows_of_reports

        return to_frame(rows_of_reports(given, pipeline or Pipeline(), taxonomy, jobs=jobs, errors=errors))
    taxonomy = taxonomy or Taxonomy.load()
    told = (pipeline or Pipeline()).stream(given)
    return to_frame(row for report, events in told for row in to_rows(report, events, taxonomy))


def reports_of(
    reports: ReportLike | Iterable[ReportLike] | pd.DataFrame,
    *,
    columns: Mapping[str, str] | None = None,
    errors: Literal["raise", "warn"] = "raise",
    encoding: str = "auto",
) -> Iterator[Report]:
    """Give the reports that `extract` is given, one at a time; the arguments are as for it."""
    if _is_table(reports):
        return read_or_fail(read_records(_rows(reports, columns or {})), errors)
    return _reports(reports, errors, encoding)


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

    Examples
    --------
    >>> izium, person = geoparse("Shelling near Izium killed two, Mr London said.")
    >>> izium.place.name, izium.place.country, izium.precision, person.mention.kind, person.place
    ('Izium', 'UA', 'near', 'person', None)
    """
    pipeline = pipeline or Pipeline()
    if isinstance(reports, str | Report):
        return pipeline.locate([_as_report(reports, 1)])[0]
    given = (_as_report(one, number) for number, one in enumerate(reports, start=1))
    return [found for batch in batches(given) for found in pipeline.locate(batch)]


def _as_report(one: str | Report, number: int) -> Report:
    return writable(one) if isinstance(one, Report) else writable(parse_text(one, f"text:{number}")[0])


def _is_table(given: object) -> TypeIs[pd.DataFrame]:
    pandas = sys.modules.get("pandas")  # who has a table has imported it
    return pandas is not None and isinstance(given, pandas.DataFrame)


def _rows(table: pd.DataFrame, columns: Mapping[str, str]) -> Iterator[tuple[str, Mapping[str, object]]]:
    named = table.rename(columns={theirs: ours for ours, theirs in columns.items()})
    if "text" not in named.columns:
        told = ", ".join(map(repr, table.columns[:12]))
        raise ReadError(f'no column "text" among {told}; name it by columns={{"text": ...}}')
    keys = list(named.columns)
    for index, values in zip(named.index, named.itertuples(index=False, name=None), strict=True):
        yield f"row {index}", {key: value for key, value in zip(keys, values, strict=True) if _is_given(value)}


def _is_given(value: object) -> bool:
    """Whether a cell holds something: not None, NaN or NaT, none of which equals itself, and not pandas' NA."""
    return value is not None and type(value).__name__ != "NAType" and bool(value == value)


def _reports(
    given: ReportLike | Iterable[ReportLike], errors: Literal["raise", "warn"], encoding: str
) -> Iterator[Report]:
    several = [given] if isinstance(given, str | os.PathLike | Report) else given
    if not isinstance(several, Iterable):
        raise TypeError(f"reports must be paths, texts, Reports or a table, not {type(given).__name__}")
    for number, one in enumerate(several, start=1):
        if isinstance(one, Report):
            yield writable(one)
        elif isinstance(one, str) and _is_text(one):
            yield _as_report(one, number)
        elif isinstance(one, str | os.PathLike):
            yield from read_or_fail(read([one], encoding), errors)
        else:
            raise TypeError(f"report {number} must be a path, a text or a Report, not {type(one).__name__}")


def _is_text(one: str) -> bool:
    if not one.strip():
        raise ReadError("an empty string is neither a path nor a text")
    if "\n" in one or "\r" in one:
        return True
    return " " in one.strip() and Path(one).suffix.lower() not in ENDINGS and not os.path.lexists(one[:4096])


def read_or_fail(items: Iterable[Report | Fault], errors: Literal["raise", "warn"]) -> Iterator[Report]:
    """Give the reports among what was read; faults are warned of, or, where a report was lost, raised if so asked.

    Raises
    ------
    ReadError
        If a report was lost and `errors` is ``raise``.
    """
    for item in items:
        if isinstance(item, Fault):
            raise_or_warn(ReadError(item.message, item.where), errors if item.lost else "warn", stacklevel=5)
        else:
            yield item
