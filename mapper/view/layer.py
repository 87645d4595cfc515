"""The events as a layer for any ``folium.Map``, and each event type as a small layer beside it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from folium.map import Layer

from mapper.foreign import as_events
from mapper.schema import COLUMNS
from mapper.view import assets, basemap, cells, facets, pack, table
from mapper.view.page import Inert, Page, add_code, figure_of, parent_name
from mapper.view.positions import MICRODEGREES

if TYPE_CHECKING:
    import geopandas as gpd

    from mapper.taxonomy import Taxonomy
    from mapper.view.overview import Overview
    from mapper.view.pack import Numbers

CHUNK = 1024
"""Events per chunk of text; a chunk is inflated when one of its events is opened."""


class EventLayer(Layer):
    """Events as one canvas layer.

    ``EventLayer(events).add_to(map)`` also adds a layer per event type, so that ``folium.LayerControl`` lists them;
    ``map.add_child(EventLayer(events))`` adds the one layer only.

    Parameters
    ----------
    events
        A GeoDataFrame with at least ``geometry`` and ``event_type``; the other columns of `mapper.schema` are used
        where they are. Or a pandas table that is an export of ACLED, UCDP GED or VIINA.
    name
        The layer's name in a layer control; any text is safe.
    taxonomy
        Event types and how they are drawn; None for the one that ships.
    show
        Whether the layer is shown on opening.
    overview
        Counts of further events, to be drawn beneath; see `mapper.view.many`.
    size_by
        ``count``: symbols are larger from 10, 100, 1,000 and 10,000 on, by the greatest number told of the event. The
        default, an empty string: all symbols have one size, for reports tell numbers of unlike things.
    **page
        What `EventMap` tells the page beyond the events: title, base map, panel.

    Raises
    ------
    mapper.errors.TableError
        The events cannot be drawn; the message names every fault.
    ValueError
        `size_by` is none of these.
    """

    def __init__(
        self,
        events: gpd.GeoDataFrame,
        *,
        name: str = "Events",
        taxonomy: Taxonomy | None = None,
        show: bool = True,
        overview: Overview | None = None,
        size_by: str = "",
        **page: Any,
    ) -> None:
        super().__init__(name=_harmless(name), overlay=True, control=True, show=show)
        from mapper.taxonomy import Taxonomy

        self._name = "EventLayer"
        self.taxonomy = taxonomy or Taxonomy.load()
        if size_by not in ("", "count"):
            raise ValueError(f"size_by is {size_by!r}; it can be 'count', or '' for symbols of one size")
        self.table = table.read(as_events(events), self.taxonomy, sized=bool(size_by))
        self._payload = dict(_payload(self.table, overview, self.taxonomy, page))
        self._id = _digest(name, self._payload)

    @property
    def size(self) -> int:
        """Bytes that the events take in the page."""
        return sum(map(len, self._payload.values()))

    def add_to(self, parent: Any, name: str | None = None, index: int | None = None) -> EventLayer:
        """Add the layer and a layer per event type to a map."""
        super().add_to(parent, name=name, index=index)
        for layer in self.type_layers():
            parent.add_child(layer)
        return self

    def type_layers(self) -> list[EventTypeLayer]:
        """Give one layer per event type that occurs, in the taxonomy's order."""
        import numpy as np

        present = set(np.unique(self.table.numbers["type"]).tolist())
        return [
            EventTypeLayer(self, entry.id, entry.label)
            for number, entry in enumerate(self.taxonomy.types)
            if number in present
        ]

    def render(self, **_: Any) -> None:  # type: ignore[override]  # as folium's own elements
        """Put script, style and data into the page. No text of events passes through a template."""
        figure = figure_of(self)
        add_code(figure, "event_mapper_css", "style", assets.style())
        add_code(figure, "event_mapper_js", "script", assets.script())
        data = Inert("\n".join(self._blocks(lambda name: not name.startswith("text"))))
        text = Inert("\n".join(self._blocks(lambda name: name.startswith("text"))))
        figure.html.add_child(data, name=f"{self.get_name()}_data")
        (figure.tail if isinstance(figure, Page) else figure.html).add_child(text, name=f"{self.get_name()}_text")
        create = f"var {self.get_name()} = EventMapper.layer({json.dumps(self.get_name())});"
        figure.script.add_child(Inert(create), name=self.get_name())
        if self.show:
            add = f"{self.get_name()}.addTo({parent_name(self)});"
            figure.script.add_child(Inert(add), name=f"{self.get_name()}_add")

    def _blocks(self, wanted: Callable[[str], bool]) -> Iterator[str]:
        """Write data as script elements that no browser runs: ``text/plain`` and base64 only."""
        for name in filter(wanted, self._payload):
            text = self._payload[name]
            yield f'<script type="text/plain" id="{self.get_name()}:{name}">{text}</script>'

    def _get_self_bounds(self) -> list[list[float | None]]:
        """South-west and north-east corner as folium wants them: latitude first."""
        if self.table.bounds is None:
            return [[None, None], [None, None]]
        west, south, east, north = self.table.bounds
        return [[south, west], [north, east]]


class EventTypeLayer(Layer):
    """The events of one type: draws nothing itself, tells its `EventLayer` to show or hide them."""

    def __init__(self, owner: EventLayer, type_id: str, label: str) -> None:
        super().__init__(name=_harmless(label), overlay=True, control=True, show=owner.show)
        self._name = "EventType"
        self._id = f"{owner._id}_{type_id}"
        self.owner = owner
        self.type_id = type_id

    def render(self, **_: Any) -> None:  # type: ignore[override]
        """Write the layer's two lines of script; its id is the taxonomy's, letters and digits only."""
        script = f"var {self.get_name()} = {self.owner.get_name()}.typeLayer({json.dumps(self.type_id)});"
        if self.show:
            script += f"\n{self.get_name()}.addTo({parent_name(self)});"
        figure_of(self).script.add_child(Inert(script), name=self.get_name())


def _payload(
    found: table.Table, overview: Overview | None, taxonomy: Taxonomy, page: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    """Every block of data the page needs, by name, packed; the text of events last, for it is the bulk."""
    import numpy as np

    longitude, latitude = _where(found)
    if overview is not None:
        yield from overview.blocks().items()
        squares = ~np.isnan(overview.longitude)
        longitude = np.concatenate([longitude, overview.longitude[squares]])
        latitude = np.concatenate([latitude, overview.latitude[squares]])
    yield "meta", pack.inert(pack.to_json(_meta(found, overview, taxonomy, page)))
    yield "columns", pack.inert(pack.columns(found.numbers, found.rows))
    for name, columns in found.tables.items():
        yield f"table/{name}", pack.inert(pack.columns(columns, _length(columns)))
    if page.get("base"):
        yield from basemap.layers(_tally(found), longitude, latitude).items()
        yield "labels", basemap.labels(found.bounds)
    for number, chunk in enumerate(pack.chunks(found.chunked, found.rows, CHUNK)):
        yield f"text{number}", chunk


def _length(columns: Mapping[str, pack.Column]) -> int:
    column = next(iter(columns.values()))
    return len(column.offsets) - 1 if isinstance(column, pack.Text) else len(column)


def _tally(found: table.Table) -> dict[str, int]:
    """How many events each country has, by its code."""
    import numpy as np

    counts = np.bincount(found.numbers["country"], minlength=len(found.words["countries"]) + 1).tolist()
    return dict(zip(found.words["countries"], counts[1:], strict=True))


def _where(found: table.Table) -> tuple[Numbers, Numbers]:
    """Longitudes and latitudes in degrees of what is to be seen: positions, else the countries that are named."""
    import numpy as np

    spots, moves = found.tables["spots"], found.tables["moves"]
    lon, lat = (np.concatenate([spots[name], moves[name]]) / MICRODEGREES for name in ("lon", "lat"))
    box = None if len(lon) else basemap.box_of(found.words["countries"])
    if box is None:
        return lon, lat
    west, south, east, north = box
    grid = np.meshgrid(np.arange(west, east + 1), np.arange(south, north + 1))
    return grid[0].ravel(), grid[1].ravel()


def _totals(found: table.Table, overview: Overview | None, taxonomy: Taxonomy) -> dict[str, list[int]]:
    """Count the events of each value of what the page filters by; of types those too that are counted only."""
    import numpy as np

    sizes = {
        "type": len(taxonomy.types),
        "status": len(table.STATUSES),
        "precision": len(table.PRECISIONS),
        "country": len(found.words["countries"]) + 1,
        "region": len(found.words["regions"]) + 1,
        "source": _length(found.tables["sources"]) + 1,
        **{name: len(found.words[name]) for name in facets.NAMED},
        "sure": len(facets.SURE) + 1,
        "background": 2,
        "claim": 2,
    }
    totals = {name: np.bincount(found.numbers[name], minlength=size) for name, size in sizes.items()}
    if overview is not None:
        totals["type"] += np.bincount(overview.type, overview.count, sizes["type"]).astype("i8")
    return {name: counts.tolist() for name, counts in totals.items()}


def _is_ours(entry: Any, ours: Mapping[str, Any]) -> int:
    """Tell whether a label is the one that ships, which the page can translate."""
    return int(entry.id in ours and ours[entry.id].label == entry.label)


def _meta(found: table.Table, overview: Overview | None, taxonomy: Taxonomy, page: Mapping[str, Any]) -> dict[str, Any]:
    from mapper.taxonomy import Taxonomy

    counted = None
    if overview is not None:
        counted = {"total": overview.total, "side": overview.side, "step": overview.step, "since": page["since"]}

    ours = Taxonomy.load()
    return {
        **page,
        "rows": found.rows,
        "chunk": CHUNK,
        "nodata": cells.NODATA,
        "statuses": table.STATUSES,
        "precisions": table.PRECISIONS,
        "words": found.words,
        "sure": facets.SURE,
        "totals": _totals(found, overview, taxonomy),
        "counted": counted,
        "columns": COLUMNS,
        "bounds": found.bounds or basemap.box_of(found.words["countries"]),
        "layers": [
            [layer.id, layer.label, layer.colour, _is_ours(layer, ours.layer_by_id)] for layer in taxonomy.layers
        ],
        "types": [
            [entry.id, entry.layer, entry.label, entry.colour, entry.symbol, _is_ours(entry, ours.by_id)]
            for entry in taxonomy.types
        ],
    }


def _harmless(label: str) -> str:
    """Write a label for folium's layer control, which compiles it as a template and sets it as HTML.

    Every character but letters and digits becomes a numeric reference, which shows as itself and does nothing; the
    underscore too, for the label is a key of a JavaScript object, where ``__proto__`` would be taken for its prototype.
    """
    return re.sub(r"[^\w ]|_", lambda match: f"&#{ord(match[0])};", label)


def _digest(name: str, payload: Mapping[str, str]) -> str:
    """Give an id that depends on the content alone, so that the same events make the same page."""
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass"))
    for key, text in payload.items():
        digest.update(f"\0{key}\0".encode())
        digest.update(text.encode("ascii"))
    return digest.hexdigest()[:16]
