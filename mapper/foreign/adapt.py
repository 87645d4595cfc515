"""The adapters of codebooks, which of them fits a table, and the events table made by it."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from mapper.errors import MapperWarning, TableError
from mapper.foreign import acled, ucdp, viina
from mapper.schema import TABLE, UNPLACED_PRECISIONS, validate

if TYPE_CHECKING:
    import geopandas
    import pandas as pd

Adapter = Callable[["pd.DataFrame"], dict[str, Any]]
"""Takes a table with names of columns in lower case; gives columns of the events table, and ``longitude`` and
``latitude``, each of the table's length. ``event_type`` is missing where the codebook's event is none of ours."""

_ADAPTERS: dict[str, tuple[frozenset[str], Adapter]] = {
    "ACLED": (acled.COLUMNS, acled.adapt),
    "UCDP GED": (ucdp.COLUMNS, ucdp.adapt),
    "VIINA": (viina.COLUMNS, viina.adapt),
}
"""Codebooks: the columns by which an export is known, and its adapter."""


def codebook_of(columns: Iterable[object]) -> str | None:
    """Tell whose export a table is by its columns' names (case aside); None where it is no known one."""
    names = {str(name).strip().lower() for name in columns}
    return next((book for book, (needed, _) in _ADAPTERS.items() if needed <= names), None)


def to_events(table: pd.DataFrame) -> geopandas.GeoDataFrame:
    """Make an events table of another codebook's export.

    Parameters
    ----------
    table
        An export of ACLED (``event_id_cnty, event_date, event_type, latitude, longitude``, ...), of UCDP GED
        (``id, type_of_violence, date_start, date_end, latitude, longitude``, ...) or of VIINA (``event_id, date,
        latitude, longitude, geo_precision``, ..., and its labels ``t_...``), with any further columns.

    Returns
    -------
    geopandas.GeoDataFrame
        The events table. Rows without a day, or of a kind that is no event, are left out, and counted in a
        `MapperWarning`; an event whose position is none, or only a country's, has no geometry.

    Raises
    ------
    TableError
        If the table is of no known codebook.
    """
    book = codebook_of(table.columns)
    if book is None:
        listed = "; ".join(f"{name}: {', '.join(sorted(needed))}" for name, (needed, _) in _ADAPTERS.items())
        raise TableError((f"neither an events table nor an export that is known by its columns ({listed})",))
    named = table.rename(columns=lambda name: str(name).strip().lower()).reset_index(drop=True)
    return _table(_ADAPTERS[book][1](named), book)


def as_events(table: Any) -> Any:
    """Give an export of a known codebook as an events table, and any other table as it is."""
    columns = getattr(table, "columns", ())
    return table if codebook_of(columns) is None else to_events(table)


def _table(given: dict[str, Any], book: str) -> geopandas.GeoDataFrame:
    import geopandas
    import pandas as pd

    columns = pd.DataFrame({name: values for name, values in given.items() if name != "counts"})
    columns["counts"] = given.get("counts", [[] for _ in range(len(columns))])
    good = columns["event_type"].notna() & columns["date_start"].notna()
    if not good.all():
        message = (
            f"{int((~good).sum())} of {len(good)} rows of the {book} table are left out: no day, or no kind of event"
        )
        warnings.warn(message, MapperWarning, stacklevel=4)
    columns = columns[good].reset_index(drop=True)
    columns["event_id"] = _unique(columns["event_id"].astype(str))
    columns["report_id"] = columns["event_id"]
    columns["layer"] = columns["event_type"].map(_layers()).fillna("")
    columns["geometry"] = _points(columns)
    return validate(geopandas.GeoDataFrame(_filled(columns), geometry="geometry", crs="EPSG:4326"))


def _unique(ids: pd.Series) -> pd.Series:
    """Give ids that come again a number: ``a``, ``a#2``."""
    number = ids.groupby(ids).cumcount() + 1
    return ids.where(number == 1, ids + "#" + number.astype(str))


def _layers() -> dict[str, str]:
    from mapper.taxonomy import Taxonomy

    return {entry.id: entry.layer for entry in Taxonomy.load().types}


def _points(columns: pd.DataFrame) -> Any:
    """Give points where there is a position on earth that is no country's; the precision of the others says so."""
    import geopandas
    import pandas as pd

    longitude = pd.to_numeric(columns["longitude"], errors="coerce")
    latitude = pd.to_numeric(columns["latitude"], errors="coerce")
    there = longitude.between(-180, 180) & latitude.between(-90, 90) & ~((longitude == 0) & (latitude == 0))
    unplaced = columns["precision"].isin(UNPLACED_PRECISIONS)
    columns.loc[~there & ~unplaced, "precision"] = "country" if "country" in columns else "none"
    columns.loc[~there | unplaced, "radius_m"] = 0
    points = geopandas.points_from_xy(longitude.where(there), latitude.where(there))
    series = geopandas.GeoSeries(points)
    series[~there | unplaced] = None
    return series


_BLANKS: dict[str, Any] = {"text": "", "integer": 0, "flag": False, "number": 0.0}


def _filled(columns: pd.DataFrame) -> pd.DataFrame:
    """Add the columns that a codebook does not have."""
    import pandas as pd

    for column in TABLE:
        if column.name not in columns:
            columns[column.name] = None if column.missing else _BLANKS[column.kind]
        elif column.kind == "text":
            columns[column.name] = columns[column.name].astype("object").where(columns[column.name].notna(), "")
    return pd.DataFrame({column.name: columns[column.name] for column in TABLE})
