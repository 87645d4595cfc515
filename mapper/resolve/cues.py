"""The named passes of resolution: each is one cue that speaks for or against a candidate.

A cue is a pure function that gives a number for each candidate, 0 where it has nothing to say; the learned weights
(`mapper.resolve.weights`) tell how much each counts. The cues of the name alone are in `mapper.resolve.names`; those
of the document are here, and work on all candidates of many documents at once. `CUES` lists both, in the order in which
they are explained.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from mapper.resolve.names import NAME_CUES
from mapper.resolve.table import Table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Cue = Callable[[Table], "NDArray[Any]"]


def same_phrase(table: Table) -> NDArray[Any]:
    """1 where a region or country named in the same phrase holds the candidate (``Paris, Texas``)."""
    return table.lines.inside


def said_elsewhere(table: Table) -> NDArray[Any]:
    """1 where the same phrase names a region that does not hold the candidate (for ``Palma, Mozambique``, Spain's)."""
    return table.lines.elsewhere


def holds_neighbour(table: Table) -> NDArray[Any]:
    """1 where the candidate holds a place that the same phrase puts into it (``Maradi in Niger``)."""
    return table.lines.holds


def like_companions(table: Table) -> NDArray[Any]:
    """1 for a country in a list with countries, a region in a list with regions of its country."""
    return table.lines.alike


def region_named(table: Table) -> NDArray[Any]:
    """1 where the document names the region that holds the candidate."""
    return table.in_region


def country_named(table: Table) -> NDArray[Any]:
    """Share of the document's countries that is the candidate's country; square root, 0 to 1."""
    import numpy as np

    root: NDArray[np.float32] = np.sqrt(table.share)
    return root


def country_absent(table: Table) -> NDArray[Any]:
    """1 where the document names countries, but not the candidate's."""
    return table.abroad


def small_and_abroad(table: Table) -> NDArray[Any]:
    """1 for a small place in a country that the document does not name, while it names others."""
    told: NDArray[np.bool_] = table.abroad & table.lines.flags[:, 1]
    return told


def generic_name(table: Table) -> NDArray[Any]:
    """1 where the name is made of common nouns and compass words (``Eastern District``), its country not named."""
    told: NDArray[np.bool_] = table.lines.flags[:, 2] & (table.share == 0)
    return told


def misspelt_abroad(table: Table) -> NDArray[Any]:
    """1 for a fuzzy match in a country that the document does not name: too little to go by."""
    told: NDArray[np.bool_] = table.lines.flags[:, 3] & (table.share == 0)
    return told


def remote(table: Table) -> NDArray[Any]:
    """1 for a settlement more than 1,000 km from each of three or more sure places of the document."""
    told: NDArray[np.bool_] = table.remote & table.lines.flags[:, 0]
    return told


def nearness(table: Table) -> NDArray[Any]:
    """How near the document's sure places are: the mean over the three nearest of 1 / (1 + km / 100), 0 to 1."""
    return table.nearness


def newsroom(table: Table) -> NDArray[Any]:
    """1 where the candidate lies in the newsroom's country."""
    return table.at_home


DOCUMENT_CUES: Final[dict[str, Cue]] = {
    "named in the same phrase": same_phrase,
    "not in the region of its phrase": said_elsewhere,
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

CUES: Final = (*DOCUMENT_CUES, *NAME_CUES)
"""All cue names, as explanations print them."""


def values(table: Table) -> NDArray[np.float32]:
    """Give the cues of all candidates: (candidates, len(CUES))."""
    import numpy as np

    document = [cue(table) for cue in DOCUMENT_CUES.values()]
    return np.concatenate([np.stack(document, axis=1).astype(np.float32), table.lines.static], axis=1)
