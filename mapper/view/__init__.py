"""Events -> page: the only room that knows folium.

``EventMap`` and ``draw`` make a page; ``EventLayer`` adds the events to a ``folium.Map`` of one's own. folium is
imported when one of the names is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mapper.view.layer import EventLayer
    from mapper.view.map import EventMap, draw

__all__ = ["EventLayer", "EventMap", "draw"]


def __getattr__(name: str) -> Any:
    if name == "EventLayer":
        from mapper.view.layer import EventLayer

        return EventLayer
    if name in __all__:
        from mapper.view import map as module

        return getattr(module, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
