"""All candidates of several documents in one table: what the cues read, a line a candidate."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mapper.resolve.names import NAME_CUES
from mapper.resolve.profile import Names, Profile, unit_vector
from mapper.resolve.scene import MOST_ANCHORS, Scene

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

EARTH_KM: Final = 6371.0088
"""Mean radius of the earth, IUGG."""

_ENOUGH_ANCHORS: Final = 3
_FAR_KM: Final = 1000.0
_SCALE_KM: Final = 100.0
_NEAREST: Final = 3
_IS_COUNTRY: Final = list(NAME_CUES).index("country")
_IS_ADM1: Final = list(NAME_CUES).index("first-order region")
_SHIFT: Final = 32  # a document's number and a row make one number


@dataclass(slots=True)
class Sense:
    """A name that means one place in one document, and what its own phrases say of it.

    Attributes
    ----------
    profile
        The name's profile.
    holders
        Rows of the regions that its own phrase says it lies in.
    held
        Profiles of the names that its own phrase says lie in it.
    companions
        What the other items of its list are (`mapper.resolve.syntax.Phrases.companions`).
    """

    profile: Profile
    holders: frozenset[int]
    held: tuple[Profile, ...] = ()
    companions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Lines:
    """The candidates of all senses, one below the other; what does not change from round to round.

    Attributes
    ----------
    links, flags, position, static
        As in `mapper.resolve.profile.Profile`.
    document
        Number of the candidate's document.
    bounds
        Where each sense's candidates begin; one more than there are senses.
    inside, holds
        Whether a region named in the name's own phrase holds the candidate, or the candidate a place named there.
    elsewhere
        Whether regions are named in the name's own phrase and none of them holds the candidate, nor is it.
    alike
        Whether the candidate is of the kind of its companions in a list.
    """

    links: NDArray[np.int32]
    flags: NDArray[np.bool_]
    position: NDArray[np.float32]
    static: NDArray[np.float32]
    document: NDArray[np.intp]
    bounds: NDArray[np.intp]
    inside: NDArray[np.bool_]
    holds: NDArray[np.bool_]
    elsewhere: NDArray[np.bool_]
    alike: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Table:
    """The candidates, and what their documents' scenes say of them.

    Attributes
    ----------
    lines
        The candidates.
    share
        Share of the candidate's country among those that the document names, 0 to 1.
    abroad
        Whether the document names countries, but not the candidate's.
    in_region
        Whether the document names a region that holds the candidate.
    at_home
        Whether the candidate lies in the newsroom's country.
    nearness, remote
        See the cues of these names.
    """

    lines: Lines
    share: NDArray[np.float32]
    abroad: NDArray[np.bool_]
    in_region: NDArray[np.bool_]
    at_home: NDArray[np.bool_]
    nearness: NDArray[np.float32]
    remote: NDArray[np.bool_]


def lay_out(names: Names, documents: Sequence[Sequence[Sense]]) -> Lines:
    """Put the candidates of the senses of several documents, at least one of them, into one table."""
    import numpy as np

    senses = [sense for document in documents for sense in document]
    profiles = [sense.profile for sense in senses]
    sizes = np.array([len(profile.bearers) for profile in profiles])
    bounds = np.concatenate([[0], np.cumsum(sizes)])
    numbers = np.repeat(np.arange(len(documents)), [len(document) for document in documents])
    links = np.concatenate([profile.links for profile in profiles])
    inside, holds, elsewhere, alike = (np.zeros(len(links), np.bool_) for _ in range(4))
    for sense, start, end in zip(senses, bounds.tolist(), bounds[1:].tolist(), strict=False):
        if sense.holders:
            held = inside[start:end] = _held(names, sense.profile, sense.holders)
            rows = links[start:end, 0].tolist()
            elsewhere[start:end] = [
                not (is_held or row in sense.holders) for is_held, row in zip(held, rows, strict=True)
            ]
        if sense.held:
            holds[start:end] = _holding(sense.profile, sense.held)
        if sense.companions:
            alike[start:end] = _of_the_kinds(names, sense.profile, sense.companions)
    return Lines(
        links,
        np.concatenate([profile.flags for profile in profiles]),
        np.concatenate([profile.position for profile in profiles]),
        np.concatenate([profile.static for profile in profiles]),
        np.repeat(numbers, sizes),
        bounds,
        inside,
        holds,
        elsewhere,
        alike,
    )


def see(names: Names, lines: Lines, scenes: Sequence[Scene]) -> Table:
    """Tell what the scenes of the documents, one each, say of the candidates."""
    import numpy as np

    named = [{names.country_number(code): part for code, part in scene.countries.items()} for scene in scenes]
    homes = np.array([names.country_number(scene.home) if scene.home else -1 for scene in scenes])
    shares = np.zeros((len(scenes), names.country_numbers), np.float32)
    for number, parts in enumerate(named):
        shares[number, list(parts)] = list(parts.values())
    country = lines.links[:, 1]
    share = shares[lines.document, country]
    told = np.array([bool(scene.countries) for scene in scenes])
    nearness, remote = _distances(names, lines, scenes)
    return Table(
        lines,
        share,
        (share == 0) & (country > 0) & told[lines.document],
        _in_regions(lines, scenes),
        country == homes[lines.document],
        nearness,
        remote,
    )


def _in_regions(lines: Lines, scenes: Sequence[Scene]) -> NDArray[np.bool_]:
    """Whether each candidate lies in a region that its document names, and is none of those regions itself."""
    import numpy as np

    pairs = [(number << _SHIFT) + row for number, scene in enumerate(scenes) for row in scene.regions]
    if not pairs:
        return np.zeros(len(lines.links), np.bool_)
    named = np.sort(np.array(pairs, np.int64))
    keys = (lines.document.astype(np.int64) << _SHIFT)[:, None] + lines.links[:, [0, 2, 3]]
    at = np.minimum(np.searchsorted(named, keys), len(named) - 1)
    itself, adm1, adm2 = (named[at] == keys).T
    told: NDArray[np.bool_] = (adm1 | adm2) & ~itself
    return told


def _distances(names: Names, lines: Lines, scenes: Sequence[Scene]) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Give each candidate's nearness to its document's anchors, and whether it is far from all; itself not counted."""
    import numpy as np

    most = max(len(scene.anchors) for scene in scenes)
    if not most:
        return np.zeros(len(lines.links), np.float32), np.zeros(len(lines.links), np.bool_)
    size = (len(scenes), min(most, MOST_ANCHORS))
    rows, there = np.full(size, -1, np.int32), np.zeros((*size, 3), np.float32)
    for number, scene in enumerate(scenes):
        for k, row in enumerate(scene.anchors):
            rows[number, k], there[number, k] = row, names.position(row)
    cosine = np.einsum("nk,nak->na", lines.position, there[lines.document])
    km = np.arccos(np.clip(cosine, -1.0, 1.0)) * EARTH_KM
    anchors = rows[lines.document]
    none, itself = anchors < 0, anchors == lines.links[:, :1]
    near = np.where(none | itself, 0.0, 1.0 / (1.0 + km / _SCALE_KM))
    if near.shape[1] > _NEAREST:
        near = np.partition(near, near.shape[1] - _NEAREST, axis=1)[:, -_NEAREST:]
    enough = np.count_nonzero(~none, axis=1) >= _ENOUGH_ANCHORS
    far = (none | ((km > _FAR_KM) & ~itself)).all(axis=1) & enough
    return (near.sum(axis=1) / _NEAREST).astype(np.float32), far


def _held(names: Names, profile: Profile, holders: frozenset[int]) -> list[bool]:
    """Whether each bearer lies in one of the regions, countries or areas given by row."""
    facts = [names.fact(row) for row in holders]
    countries = {names.country_number(fact.country) for fact in facts if fact.kind == "country"}
    told = [
        adm1 in holders or adm2 in holders or (country in countries and row not in holders)
        for row, country, adm1, adm2 in profile.links.tolist()
    ]
    for area in facts:
        if area.kind == "area":
            least = math.cos(min(area.radius_m / 1000 / EARTH_KM, math.pi))
            near = (profile.position @ unit_vector(area.longitude, area.latitude) >= least).tolist()
            told = [
                held or (close and bearer.row != area.row)
                for held, close, bearer in zip(told, near, profile.bearers, strict=True)
            ]
    return told


def _holding(profile: Profile, inner: Sequence[Profile]) -> list[bool]:
    """Whether each bearer is a region or country of some bearer of the names given."""
    regions, countries = set[int](), set[int]()
    for held in inner:
        for _, country, adm1, adm2 in held.links.tolist():
            regions.update((adm1, adm2))
            countries.add(country)
    return [
        row in regions or (row in profile.country_rows and country in countries)
        for row, country, _, _ in profile.links.tolist()
    ]


def _of_the_kinds(names: Names, profile: Profile, kinds: frozenset[str]) -> list[bool]:
    """Whether each bearer is a country, if `kinds` says so, or a first-order region of one of its countries."""
    numbers = {names.country_number(code) for code in kinds if code != "country"}
    listed = "country" in kinds
    countries, are_adm1 = profile.links[:, 1].tolist(), profile.static[:, _IS_ADM1].tolist()
    are_countries = profile.static[:, _IS_COUNTRY].tolist()
    return [
        (listed and is_country > 0) or (is_adm1 > 0 and country in numbers)
        for is_country, is_adm1, country in zip(are_countries, are_adm1, countries, strict=True)
    ]
