"""A part of an events table, by days and countries: of a table in memory, or of GeoParquet where it lies.

GeoParquet may be a file or a folder of files, such as `mapper.store.dataset` writes. Only what may hold the part is
read: files by the names of their folders, row groups by their statistics.
"""

from __future__ import annotations

import json
import operator
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mapper.errors import TableError
from mapper.schema import cast

if TYPE_CHECKING:
    import geopandas
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.dataset as ds


@dataclass(frozen=True, slots=True)
class Part:
    """Which events of a table are meant: those that begin on the days and lie in the countries given.

    Attributes
    ----------
    first, last
        Days, both included; None for no bound. Where one is given, events without a day are not meant.
    countries
        ISO 3166-1 alpha-2 codes; empty for all.
    """

    first: date | None = None
    last: date | None = None
    countries: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether all of a table is meant."""
        return self == Part()

    def since(self, day: date) -> Part:
        """Give what of the part begins on a day or after it."""
        return replace(self, first=max(self.first or day, day))


def part_of(frame: geopandas.GeoDataFrame, part: Part) -> geopandas.GeoDataFrame:
    """Take a part of a table with columns ``date_start`` and ``country``; the rows keep their labels."""
    import pandas as pd

    days = pd.to_datetime(frame["date_start"])
    tests = []
    if part.first is not None:
        tests.append(days >= pd.Timestamp(part.first))
    if part.last is not None:
        tests.append(days < pd.Timestamp(part.last) + pd.Timedelta(days=1))
    if part.countries:
        tests.append(frame["country"].isin(part.countries))
    return frame[reduce(operator.and_, tests)] if tests else frame


def read_parquet_part(path: Path, part: Part) -> geopandas.GeoDataFrame:
    """Read a part of a file of GeoParquet, or of a folder of files in the order of their names.

    Raises
    ------
    TableError
        If a file is broken, holds no events table or is in other coordinates, or a folder holds no file.
    """
    import pyarrow as pa

    try:
        found = open_files(path, part)
        check_degrees(found.schema)
        return cast(frame_of(found.to_table(filter=expression(found.schema, part))))
    except (pa.ArrowInvalid, KeyError) as error:
        raise TableError((f"cannot be read ({error})",)) from error


def open_files(path: Path, part: Part) -> ds.Dataset:
    """Open a file of Parquet, or a folder of such, however deep; of a folder only files that may hold the part.

    Raises
    ------
    TableError
        If a folder holds no file.
    pyarrow.ArrowInvalid, OSError
        If a file is broken.
    """
    import pyarrow.dataset as ds

    files = [path] if path.is_file() else sorted(one for one in path.rglob("*.parquet") if _is_seen(one, path))
    if not files:
        raise TableError(("holds no .parquet file",))
    wanted = [one for one in files if _may_hold(one.relative_to(path.parent).parts, part)]
    return ds.dataset([str(one) for one in wanted or files[:1]], format="parquet")  # one at least tells the columns


def _is_seen(file: Path, folder: Path) -> bool:
    """Tell whether a file is no hidden or unfinished one, nor in such a folder."""
    return not any(name.startswith((".", "_")) for name in file.relative_to(folder).parts)


def _may_hold(folders: Iterable[str], part: Part) -> bool:
    """Tell by its folders (``month=2022-03``, ``region=UA`` or ``region=UA.Name``) whether a file may matter."""
    named = dict(name.split("=", 1) for name in folders if "=" in name)
    month, region = named.get("month"), named.get("region")
    if month is not None and (part.first or part.last):
        first, last = (day.isoformat()[:7] if day else usual for day, usual in ((part.first, ""), (part.last, "~")))
        if month == "none" or not first <= month <= last:
            return False
    return region is None or not part.countries or region.split(".")[0] in part.countries


def expression(schema: pa.Schema, part: Part) -> pc.Expression | None:
    """Give the filter that lets a part through; None for all.

    Raises
    ------
    KeyError
        If there is no column ``date_start``.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    kind, begin = schema.field("date_start").type, pc.field("date_start")
    tests = []
    if part.first is not None:
        tests.append(begin >= pa.scalar(part.first, pa.date32()).cast(kind))
    if part.last is not None:
        last = pa.scalar(part.last, pa.date32()).cast(pa.timestamp("ms"))
        after = pc.add(last, pa.scalar(timedelta(1), pa.duration("ms")))  # no date of Python follows its last one
        tests.append(begin < after.cast(kind))
    if part.countries:
        tests.append(pc.field("country").isin(sorted(part.countries)))
    return reduce(operator.and_, tests) if tests else None


def frame_of(table: pa.Table) -> geopandas.GeoDataFrame:
    """Make a frame of a table whose ``geometry`` is WKB in degrees; its types are those that the table has."""
    import geopandas

    data: Any = table.drop_columns(["geometry"]).replace_schema_metadata(None).to_pandas()
    shapes = geopandas.GeoSeries.from_wkb(table["geometry"].to_numpy(zero_copy_only=False), crs="EPSG:4326")
    return geopandas.GeoDataFrame(data, geometry=shapes)


def check_degrees(schema: pa.Schema) -> None:
    """Find out whether positions are WGS 84 degrees: EPSG:4326 or, the same in GeoParquet, OGC:CRS84.

    Raises
    ------
    TableError
        If they are not.
    """
    crs = crs_of(schema)
    if not crs.equals("EPSG:4326", ignore_axis_order=True):
        raise TableError((f"the table must be in EPSG:4326, not {crs.to_string()}; use to_crs(4326)",))


def crs_of(schema: pa.Schema) -> Any:
    """Give the coordinate system that files name, a ``pyproj.CRS``; GeoParquet that names none has OGC:CRS84.

    Raises
    ------
    TableError
        If what they name is none.
    """
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    try:
        told = json.loads((schema.metadata or {}).get(b"geo", b"{}")).get("columns", {}).get("geometry", {})
        return CRS.from_user_input(told.get("crs") or "OGC:CRS84")
    except (ValueError, AttributeError, CRSError) as error:
        raise TableError((f"the file names no known coordinate system ({error})",)) from error
