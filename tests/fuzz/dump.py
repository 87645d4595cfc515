"""Dumps of GeoNames and lists of own places: broken rows are counted, the good ones are found."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from gazetteer import Gazetteer, GazetteerError
from gazetteer.importing import import_dump, import_own
from gazetteer.layers import installed
from tests.gazetteer.dumps import ALTERNATES, DUMP, row

GOOD = row("9999001", "Gooddorp").encode()
OWN = b"name,longitude,latitude,kind,country,names,population\nGooddorp,5.0,52.0,settlement,NL,Gut;Bon,12\n"
FEATURES = (
    b'{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": {"type": "Point", '
    b'"coordinates": [5.0, 52.0]}, "properties": {"name": "Gooddorp", "country": "NL"}}]}'
)

SEEDS = (
    b"\0" + "\n".join(DUMP).encode(),
    b"\1" + "\n".join(ALTERNATES).encode(),
    b"\2" + OWN,
    b"\3" + FEATURES,
)


@cache
def embedded() -> Gazetteer:
    """Open the built-in index once."""
    return Gazetteer.open()


def check(data: bytes) -> None:
    """Import; what is refused is refused by our own error, and a good row is found among broken ones."""
    kind, body = (data[0] % 4 if data else 0), data[1:]
    with tempfile.TemporaryDirectory() as folder:
        layers = Path(folder, "layers")
        if kind > 1:
            _own(Path(folder, "own.csv" if kind == 2 else "own.geojson"), body, layers)
            return
        dump, alternates = Path(folder, "NL.txt"), Path(folder, "alternateNamesV2.txt")
        dump.write_bytes(GOOD + b"\n" + (body if kind == 0 else b""))
        alternates.write_bytes(body if kind == 1 else b"")
        import_dump(dump, layers, alternates if kind == 1 else None)
        gazetteer = Gazetteer.open(layers=[layer.path for layer in installed(layers)])
        assert gazetteer.lookup("Gooddorp", fuzzy=False)


def _own(path: Path, body: bytes, layers: Path) -> None:
    path.write_bytes(body)
    try:
        import_own(path, layers)
    except GazetteerError:
        return
    gazetteer = Gazetteer.open(layers=[layer.path for layer in installed(layers)])
    for number in range(min(len(gazetteer), 3)):
        assert -180 <= gazetteer.place(len(gazetteer) - 1 - number).longitude <= 180
