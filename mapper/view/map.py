"""A map of events as one page that needs no network."""

from __future__ import annotations

import os
import warnings
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import folium
from branca.element import CssLink, JavascriptLink

from mapper.errors import MapperWarning
from mapper.foreign import as_events
from mapper.store.whole import replacing
from mapper.view import assets, inline
from mapper.view.layer import EventLayer
from mapper.view.many import Gathered, told
from mapper.view.page import Inert, Page, add_code, figure_of

if TYPE_CHECKING:
    import geopandas as gpd

    from mapper.taxonomy import Taxonomy

ATTRIBUTION = "Places: GeoNames (CC BY 4.0). Outlines: Natural Earth. Drawn with Leaflet."
"""What the embedded data and the map library ask to be named by."""

_NEEDS = {"$(": ("jquery",), "jQuery": ("jquery",), "L.AwesomeMarkers": ("awesome_markers",)}
"""Words in the script of folium's own elements that tell which library they call."""
_NEEDED_CSS = {
    "awesome_markers": ("bootstrap_css", "glyphicons_css", "awesome_markers_font_css", "awesome_markers_css"),
}


class EventMap(folium.Map):
    """Events on a map: a ``folium.Map`` that shows in a notebook, takes folium's layers and saves as one file.

    The saved page makes no network request and runs no text of the events.

    Parameters
    ----------
    events
        A GeoDataFrame with at least ``geometry`` and ``event_type``; the other columns of `mapper.schema` are used
        where they are. Rows without a geometry are listed beside the map. Or a pandas table that is an export of
        ACLED, UCDP GED or VIINA. Or what `mapper.view.many.gather` made of a table that is too large for a page.
    title, description
        Shown in the panel; any text is safe.
    tiles
        Online tiles to draw over the embedded base map, as ``folium.Map`` takes them (a name or an address); None,
        the default, for a page without network.
    data_date
        The day of the data; None for the latest day on which a report was published.
    attribution
        Further words for the attribution line.
    language
        Code of the language of the page's own words (``en``, ``uk``, ``ru``); an empty string, the default, for the
        reader's browser's, where it is one of these. The reader can change it.
    size_by
        ``count``: symbols are larger from 10, 100, 1,000 and 10,000 on, by the greatest number told of the event. The
        default, an empty string: all symbols have one size.
    taxonomy
        Event types and how they are drawn; None for the one that ships.
    **options
        Further arguments of ``folium.Map`` (``location``, ``zoom_start``, ``width``, ``height``, ...).

    Raises
    ------
    mapper.errors.TableError
        The events cannot be drawn; the message names every fault.
    ValueError
        `options` ask for a projection other than Web Mercator, in which alone the base map is drawn, or `size_by` is
        none of these.

    Examples
    --------
    >>> import folium, mapper
    >>> events = mapper.extract("Shelling hit Izium on Friday.")
    >>> page = EventMap(events, title="Friday").add_child(folium.Marker((49.2, 37.3)))
    >>> isinstance(page, folium.Map)
    True
    """

    # The page inlines Leaflet; what else folium would load is added only where one of its elements needs it.
    default_js: list[tuple[str, str]] = []  # noqa: RUF012
    default_css: list[tuple[str, str]] = []  # noqa: RUF012

    def __init__(
        self,
        events: gpd.GeoDataFrame | Gathered,
        *,
        title: str = "",
        description: str = "",
        tiles: Any = None,
        data_date: date | None = None,
        attribution: str = "",
        language: str = "",
        size_by: str = "",
        taxonomy: Taxonomy | None = None,
        **options: Any,
    ) -> None:
        _same_leaflet()
        gathered = events if isinstance(events, Gathered) else Gathered(as_events(events))
        events = gathered.events
        if options.get("crs", "EPSG3857") != "EPSG3857":
            raise ValueError(f"crs is {options['crs']!r}, but the base map is drawn in 'EPSG3857' only")
        given_view = options.get("location") is not None
        options.setdefault("location", (20, 10))
        options.setdefault("zoom_start", 2)
        options.setdefault("world_copy_jump", True)
        options.setdefault("zoom_snap", 1 if tiles is not None else 0.5)
        super().__init__(tiles=None, zoom_control="topright", **options)
        self._name = "EventMap"
        self.layer = EventLayer(
            events,
            taxonomy=taxonomy,
            overview=gathered.overview,
            size_by=size_by,
            since=_iso(gathered.since),
            part=told(gathered.part),
            base=True,
            panel=True,
            tiles=tiles is not None,
            title=title,
            description=description,
            attribution=" ".join(filter(None, (attribution, ATTRIBUTION))),
            language=language,
            dataDate=_iso(data_date or _latest(events)),
            fit=not given_view,
        )
        self.layer.control = False
        self._id = self.layer._id
        self._into_page()
        if tiles is not None:
            self._add_tiles(tiles, options.get("attr"))
        self.layer.add_to(self)

    def _into_page(self) -> None:
        """Move into a page of our own; ``folium.Map`` has made itself a plain figure."""
        self._parent._children.clear()
        Page().add_child(self)

    def _add_tiles(self, tiles: Any, attribution: str | None) -> None:
        layer = tiles if isinstance(tiles, folium.TileLayer) else folium.TileLayer(tiles, attr=attribution)
        layer._id = self._id
        self.add_child(layer)

    def render(self, **kwargs: Any) -> None:  # type: ignore[override]  # as folium's own elements
        """Put Leaflet and the map into the page, then whatever was added to the map."""
        figure = figure_of(self)
        add_code(figure, "leaflet_css", "style", assets.leaflet_style())
        add_code(figure, "leaflet", "script", assets.leaflet_script())
        super().render(**kwargs)  # type: ignore[no-untyped-call]
        figure.header.add_child(Inert(self._head()), name=self.get_name())
        figure.html.add_child(Inert(self._frame()), name=self.get_name())
        if isinstance(figure, Page):
            figure.image_sources = [
                str(child.tiles) for child in self._children.values() if isinstance(child, folium.TileLayer)
            ]
        self._add_needed(figure)

    def save(self, outfile: Any, close_file: bool = True, **kwargs: Any) -> None:
        """Write the page, as ``folium.Map.save`` does; a file given by its path is written whole or not at all.

        Raises
        ------
        mapper.errors.WriteError
            The file cannot be written; what was there is still there.
        """
        if hasattr(outfile, "write"):
            super().save(outfile, close_file=close_file, **kwargs)
        else:
            page = figure_of(self).render(**kwargs)
            with replacing(Path(outfile)) as growing:
                growing.write_text(page, encoding="utf-8", newline="")

    def _repr_html_(self, **kwargs: Any) -> str:
        """Show the page in a frame; where a notebook is not trusted, a picture of it and a table."""
        figure = figure_of(self)
        if not isinstance(figure, Page) or figure.height is not None:  # a figure of the user's own size
            return str(super()._repr_html_(**kwargs))
        return inline.framed(figure.render(**kwargs), self.layer.table, self.layer.taxonomy, figure.ratio)

    def _head(self) -> str:
        sides = {"width": self.width, "height": self.height, "left": self.left, "top": self.top}
        box = "; ".join(f"{name}: {number}{unit}" for name, (number, unit) in sides.items())
        return (
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            "<style>html, body { width: 100%; height: 100%; margin: 0; padding: 0; }\n"
            f"#{self.get_name()}_frame {{ position: {self.position}; {box}; }}</style>"
        )

    def _frame(self) -> str:
        name = self.get_name()
        return f'<main class="em-frame" id="{name}_frame"><div class="folium-map" id="{name}"></div></main>'

    def _add_needed(self, figure: Any) -> None:
        """Put in what the user's own layers call; where we have no copy the page needs a network, and we say so."""
        script = figure.script.render()
        needed = sorted({name for word, names in _NEEDS.items() if word in script for name in names})
        addresses = dict(folium.Map.default_js)
        for name in needed:
            if name == "jquery":
                add_code(figure, name, "script", assets.jquery_script())
                continue
            figure.header.add_child(JavascriptLink(addresses[name]), name=name)
            for sheet in _NEEDED_CSS.get(name, ()):
                figure.header.add_child(CssLink(dict(folium.Map.default_css)[sheet]), name=sheet)
        links = (JavascriptLink, CssLink)
        outside = [child.url for child in figure.header._children.values() if isinstance(child, links)]
        if outside:
            warnings.warn(
                f"layers added to the map load {len(outside)} files from the network: {', '.join(outside)}",
                MapperWarning,
                stacklevel=2,
            )


def draw(events: gpd.GeoDataFrame | Gathered, path: str | os.PathLike[str], **options: Any) -> Path:
    """Write a map of events to a file, whole or not at all.

    Parameters
    ----------
    events
        As for `EventMap`.
    path
        The file to write; one that exists is replaced.
    **options
        Arguments of `EventMap`.

    Returns
    -------
    Path
        The file written.

    Raises
    ------
    mapper.errors.TableError
        The events cannot be drawn.
    mapper.errors.WriteError
        The file cannot be written; what was there is still there.
    """
    target = Path(path)
    EventMap(events, **options).save(target)
    return target


def _latest(events: Any) -> date | None:
    """Find the latest day of publication, else of an event."""
    for name in ("published", "date_end", "date_start"):
        if name not in getattr(events, "columns", ()):
            continue
        values = events[name].dropna()
        if values.dtype.kind == "M" and len(values):
            return values.max().date()  # type: ignore[no-any-return]
        days = [value for value in values.tolist() if isinstance(value, date)]
        if days:
            return max(days)
    return None


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()[:10]


def _same_leaflet() -> None:
    """Check that the Leaflet to be inlined is the one that folium writes its scripts for."""
    wanted = dict(folium.Map.default_js)["leaflet"]
    if f"leaflet@{assets.leaflet_version()}/" not in wanted:
        raise RuntimeError(
            f"XStatic-Leaflet is {assets.leaflet_version()}, but folium uses {wanted}; "
            f"install the XStatic-Leaflet of that version"
        )
