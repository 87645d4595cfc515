"""The named passes of resolution: each is one cue that speaks for or against a candidate.

A cue is a pure function that gives a number for each candidate, 0 where it has nothing to say; the learned weights
(`mapper.resolve.weights`) tell how much each counts. The cues of the name alone are in `mapper.resolve.profile`; those
of the document are here, and work on all candidates of a document at once. `CUES` lists both, in the order in which
they are explained.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from gazetteer import Gazetteer
from mapper.resolve.profile import STATIC, Names, Profile, unit_vector
from mapper.resolve.scene import Scene

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_EARTH_KM: Final = 6371.0088  # mean radius, IUGG
_ENOUGH_ANCHORS: Final = 3
_FAR_KM: Final = 1000.0
_SCALE_KM: Final = 100.0
_NEAREST: Final = 3
_IS_COUNTRY: Final = list(STATIC).index("country")
_IS_ADM1: Final = list(STATIC).index("first-order region")


@dataclass(frozen=True, slots=True)
class Table:
    """All candidates of a document's names, one line each; names are slices ``bounds[k]:bounds[k + 1]``.

    Attributes
    ----------
    links, flags, static
        As in `mapper.resolve.profile.Profile`, one below the other.
    share
        Share of the candidate's country among those that the document names, 0 to 1.
    nearness, remote
        See the cues of these names.
    inside, holds
        Whether a region named in the name's own phrase holds the candidate, or the candidate a place named there.
    alike
        Whether the candidate is of the kind of its companions in a list.
    bounds
        Where each name's candidates begin; one more than there are names.
    """

    links: NDArray[np.int32]
    flags: NDArray[np.bool_]
    static: NDArray[np.float32]
    share: NDArray[np.float32]
    nearness: NDArray[np.float32]
    remote: NDArray[np.bool_]
    inside: NDArray[np.bool_]
    holds: NDArray[np.bool_]
    alike: NDArray[np.bool_]
    bounds: NDArray[np.intp]


Cue = Callable[[Table, Scene, Names], "NDArray[Any]"]


def lay_out(
    names: Names,
    scene: Scene,
    profiles: Sequence[Profile],
    holders: Sequence[frozenset[int]],
    held: Sequence[tuple[Profile, ...]],
    companions: Sequence[frozenset[str]],
) -> Table:
    """Put the candidates of several names into one table.

    Parameters
    ----------
    names
        The profiles' owner.
    scene
        What the document says.
    profiles
        One a name, at least one.
    holders
        For each name, rows of the regions that its own phrase says it lies in.
    held
        For each name, profiles of the names that its own phrase says lie in it.
    companions
        For each name, what the other items of its list are (`mapper.resolve.syntax.Phrases.companions`).
    """
    import numpy as np

    links = np.concatenate([p.links for p in profiles])
    positions = np.concatenate([p.position for p in profiles])
    static = np.concatenate([p.static for p in profiles])
    bounds = np.cumsum([0, *(len(p.bearers) for p in profiles)])
    numbers = {names.country_number(code): share for code, share in scene.countries.items()}
    shares = np.zeros(names.country_numbers, np.float32)
    shares[list(numbers)] = list(numbers.values())
    near, remote = _distances(names.gazetteer, scene.anchors, links[:, 0], positions)
    inside = np.zeros(len(links), np.bool_)
    for k, rows in enumerate(holders):
        if rows:
            part = slice(bounds[k], bounds[k + 1])
            inside[part] = _held(names, links[part], positions[part], rows)
    holds = np.zeros(len(links), np.bool_)
    for k, inner in enumerate(held):
        if inner:
            part = slice(bounds[k], bounds[k + 1])
            holds[part] = _holding(names, links[part], inner)
    alike = np.zeros(len(links), np.bool_)
    for k, kinds in enumerate(companions):
        if kinds:
            part = slice(bounds[k], bounds[k + 1])
            alike[part] = _of_the_kinds(names, links[part], static[part], kinds)
    flags = np.concatenate([p.flags for p in profiles])
    return Table(links, flags, static, shares[links[:, 1]], near, remote, inside, holds, alike, bounds)


def same_phrase(table: Table, scene: Scene, names: Names) -> NDArray[Any]:
    """1 where a region or country named in the same phrase holds the candidate (``Paris, Texas``)."""
    return table.inside


def holds_neighbour(table: Table, scene: Scene, names: Names) -> NDArray[Any]:
    """1 where the candidate holds a place that the same phrase puts into it (``Maradi in Niger``)."""
    return table.holds


def like_companions(table: Table, scene: Scene, names: Names) -> NDArray[Any]:
    """1 for a country in a list with countries, a region in a list with regions of its country."""
    return table.alike


def region_named(table: Table, scene: Scene, names: Names) -> NDArray[Any]:
    """1 where the document names the region that holds the candidate."""
    import numpy as np

    if not scene.regions:
        return np.zeros(len(table.links), np.bool_)
    named = np.fromiter(scene.regions, np.int32)
    inside: NDArray[np.bool_] = _among(table.links[:, 2], named) | _among(table.links[:, 3], named)
    return inside & ~_among(table.links[:, 0], named)


def country_named(table: Table, scene: Scene, names: Names) -> NDArray[Any]:
    """Share of the document's countries that is the candidate's country; square root, 0 to 1."""
    import numpy as np

    root: NDArray[np.float32] = np.sqrt(table.share)
    return root


def country_absent(table: Table, scene: Scene, names: Names) -> NDArray[Any]:
    """1 where the document names countries, but not the candidate's."""
    told: NDArray[np.bool_] = (table.share == 0) & (table.links[:, 1] > 0) & bool(scene.countries)
    return told


def small_and_abroad(table: Table, scene: Scene, names: Names) -> NDArray[Any]:
    """1 for a small place in a country that the document does not name, while it names others."""
    told: NDArray[np.bool_] = (table.share == 0) & (table.links[:, 1] > 0) & table.flags[:, 1] & bool(scene.countries)
    return told


def generic_name(table: Table, scene: Scene, names: Names) -> NDArray[Any]:
    """1 where the name is made of common nouns and compass words (``Eastern District``), its country not named."""
    told: NDArray[np.bool_] = table.flags[:, 2] & (table.share == 0)
    return told


def misspelt_abroad(table: Table, scene: Scene, names: Names) -> NDArray[Any]:
    """1 for a fuzzy match in a country that the document does not name: too little to go by."""
    told: NDArray[np.bool_] = table.flags[:, 3] & (table.share == 0)
    return told


def remote(table: Table, scene: Scene, names: Names) -> NDArray[Any]:
    """1 for a settlement more than 1,000 km from each of three or more sure places of the document."""
    return table.remote & table.flags[:, 0]


def nearness(table: Table, scene: Scene, names: Names) -> NDArray[Any]:
    """How near the document's sure places are: the mean over the three nearest of 1 / (1 + km / 100), 0 to 1."""
    return table.nearness


def newsroom(table: Table, scene: Scene, names: Names) -> NDArray[Any]:
    """1 where the candidate lies in the newsroom's country."""
    told: NDArray[np.bool_] = table.links[:, 1] == (names.country_number(scene.home) if scene.home else -1)
    return told


DYNAMIC: Final[dict[str, Cue]] = {
    "named in the same phrase": same_phrase,
    "holds the place before it": holds_neighbour,
    "as the others of its list": like_companions,
    "its region is named": region_named,
    "its country is named": country_named,
    "other countries are named": country_absent,
    "small, in a country not named": small_and_abroad,
    "generic name": generic_name,
    "misspelt, in a country not named": misspelt_abroad,
    "far from all other places": remote,
    "near other places": nearness,
    "newsroom's country": newsroom,
}
"""Cues of the document, in the order of explanation."""

CUES: Final = (*DYNAMIC, *STATIC)
"""All cue names, as explanations print them."""


def values(table: Table, scene: Scene, names: Names) -> NDArray[np.float32]:
    """Give the cues of all candidates: (candidates, len(CUES))."""
    import numpy as np

    document = [cue(table, scene, names) for cue in DYNAMIC.values()]
    return np.concatenate([np.stack(document, axis=1).astype(np.float32), table.static], axis=1)


def _among(rows: NDArray[np.int32], few: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Whether each row is one of a few: quicker than a sort for the dozens that a document names."""
    told: NDArray[np.bool_] = (rows[:, None] == few[None, :]).any(axis=1)
    return told


def _distances(
    gazetteer: Gazetteer, anchors: Sequence[int], rows: NDArray[np.int32], positions: NDArray[np.float32]
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Give each candidate's nearness to the anchors, and whether it is far from all; itself does not count."""
    import numpy as np

    if not anchors:
        return np.zeros(len(rows), np.float32), np.zeros(len(rows), np.bool_)
    there = np.array([unit_vector(gazetteer, row) for row in anchors], np.float32)
    km = np.arccos(np.clip(positions @ there.T, -1.0, 1.0)) * _EARTH_KM
    itself = rows[:, None] == np.array(anchors, np.int32)[None, :]
    near = np.where(itself, 0.0, 1.0 / (1.0 + km / _SCALE_KM))
    if near.shape[1] > _NEAREST:
        near = np.partition(near, near.shape[1] - _NEAREST, axis=1)[:, -_NEAREST:]
    far = ((km > _FAR_KM) & ~itself).all(axis=1) & (len(anchors) >= _ENOUGH_ANCHORS)
    return (near.sum(axis=1) / _NEAREST).astype(np.float32), far


def _held(
    names: Names, links: NDArray[np.int32], positions: NDArray[np.float32], holders: frozenset[int]
) -> NDArray[np.bool_]:
    """Whether each candidate lies in one of the regions, countries or areas given by row."""
    import numpy as np

    gazetteer = names.gazetteer
    rows = np.fromiter(holders, np.int32)
    countries = [
        names.country_number(gazetteer.country_code(row)) for row in holders if gazetteer.kind(row) == "country"
    ]
    inside = np.isin(links[:, 1], countries) & ~np.isin(links[:, 0], rows)
    for row in holders:
        if gazetteer.kind(row) == "area":
            angle = min(gazetteer.radius_m(row) / 1000 / _EARTH_KM, math.pi)
            near = positions @ np.array(unit_vector(gazetteer, row), np.float32) >= math.cos(angle)
            inside |= near & (links[:, 0] != row)
    told: NDArray[np.bool_] = np.isin(links[:, 2:], rows).any(axis=1) | inside
    return told


def _of_the_kinds(
    names: Names, links: NDArray[np.int32], static: NDArray[np.float32], kinds: frozenset[str]
) -> NDArray[np.bool_]:
    """Whether each candidate is a country, if `kinds` says so, or a first-order region of one of its countries."""
    import numpy as np

    numbers = [names.country_number(code) for code in kinds if code != "country"]
    told: NDArray[np.bool_] = (static[:, _IS_ADM1] > 0) & np.isin(links[:, 1], numbers)
    return told | (static[:, _IS_COUNTRY] > 0) if "country" in kinds else told


def _holding(names: Names, links: NDArray[np.int32], inner: Sequence[Profile]) -> NDArray[np.bool_]:
    """Whether each candidate is a region or country of some bearer of the names given."""
    import numpy as np

    gazetteer = names.gazetteer
    below = np.concatenate([profile.links for profile in inner])
    regions = np.isin(links[:, 0], below[:, 2:])
    is_country = np.array([gazetteer.kind(row) == "country" for row in links[:, 0].tolist()], np.bool_)
    return regions | (is_country & np.isin(links[:, 1], below[:, 1]))
