"""Where events are: the two ends of each row in degrees, and how the page writes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mapper.view.cells import Cells
    from mapper.view.pack import Numbers

MICRODEGREES: Final = 1_000_000
"""Positions are whole numbers of these."""


@dataclass(frozen=True, slots=True)
class Ends:
    """Positions of rows in degrees, NaN where there is none; the second of a line; and faults by row."""

    longitude: Numbers
    latitude: Numbers
    longitude2: Numbers
    latitude2: Numbers
    faults: tuple[str, ...] = ()

    def take(self, order: Numbers) -> Ends:
        """Give the same rows in another order, without the faults."""
        return Ends(self.longitude[order], self.latitude[order], self.longitude2[order], self.latitude2[order])

    def bounds(self) -> tuple[float, float, float, float] | None:
        """Give west, south, east and north in degrees; None where no row has a position."""
        import numpy as np

        longitude = np.concatenate((self.longitude, self.longitude2))
        latitude = np.concatenate((self.latitude, self.latitude2))
        if np.isnan(longitude).all():
            return None
        west, south, east, north = (
            float(find(values)) for find in (np.nanmin, np.nanmax) for values in (longitude, latitude)
        )
        return west, south, east, north


def positions(cells: Cells) -> Ends:
    """Give where events are; lines (movements) have two ends."""
    import numpy as np
    import shapely

    shapes = np.asarray(cells.events.geometry.array, dtype=object)
    kind = np.where(shapely.is_empty(shapes), -1, shapely.get_type_id(shapes))
    first, last = shapes.copy(), shapes.copy()
    lines = np.flatnonzero(kind == 1)
    first[lines], last[lines] = shapely.get_point(shapes[lines], 0), shapely.get_point(shapes[lines], -1)
    first[(kind != 0) & (kind != 1)] = None
    last[kind != 1] = None
    found = [shapely.get_x(first), shapely.get_y(first), shapely.get_x(last), shapely.get_y(last)]
    faults = [
        f"row {row}: geometry is a {shapes[row].geom_type}, wanted a Point, a LineString or null"
        for row in np.flatnonzero(kind > 1)
    ]
    for longitude, latitude, has in ((found[0], found[1], kind >= 0), (found[2], found[3], kind == 1)):
        # NaN fails both comparisons too.
        away = (has & (kind <= 1)) & ~((np.abs(longitude) <= 180) & (np.abs(latitude) <= 90))
        faults += [
            f"row {row}: longitude {longitude[row]:g}, latitude {latitude[row]:g} is not on earth (EPSG:4326, degrees)"
            for row in np.flatnonzero(away)
        ]
    return Ends(found[0], found[1], found[2], found[3], tuple(faults))


def micro(degrees: Numbers) -> Numbers:
    """Give degrees as whole microdegrees, int64; 0 for NaN."""
    import numpy as np

    return np.round(np.nan_to_num(degrees) * MICRODEGREES).astype("i8")
