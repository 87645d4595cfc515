"""Where is the place that bears this name? An offline gazetteer of the world."""

from gazetteer.errors import GazetteerError, IndexFileError, SourceError
from gazetteer.geometry import distance_km
from gazetteer.index import Gazetteer, default
from gazetteer.layered import LayeredGazetteer
from gazetteer.names import fold
from gazetteer.place import Match, MatchKind, Place, PlaceKind

__all__ = [
    "Gazetteer",
    "GazetteerError",
    "IndexFileError",
    "LayeredGazetteer",
    "Match",
    "MatchKind",
    "Place",
    "PlaceKind",
    "SourceError",
    "default",
    "distance_km",
    "fold",
]
