"""Share of gold places that the gazetteer has: ``python -m benchmarks.gazetteer_coverage CORPUS.jsonl ...``.

A corpus is JSON lines of ``{text, places: [{start, end, lat, lon, geonameid?}]}``. A place is covered when its name, as
it stands in the text, leads by plain look-up (without similar names) to a place within 161 km (100 miles), or to the
gold GeoNames id. Printed per corpus: the share, what similar names would add, by which kind of match the covered ones
are found, and the misses grouped by kind:

- another point of it: gold lies within the extent of a place that was found (the centroid of a region or sea is a
  convention of the corpus);
- namesakes elsewhere: the name is known, but not there;
- street, building or organisation, by its last word or a digit;
- similar: found when similar names are allowed;
- unknown.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import gazetteer
from gazetteer import Match, distance_km
from gazetteer.layers import usual

NEAR_KM = 161.0
MANY = 100_000
_NO_SETTLEMENT = frozenset(
    """street st st. avenue ave road rd lane drive boulevard square plaza building hotel school university college
    academy institute hospital church cathedral basilica theatre theater hall stadium arena park garden gardens museum
    gallery library station airport mall market center centre council court office house plantation canal railroad inn
    embassy bank club fc rnli ns complex stadium chambers zoo""".split()
)


def main() -> None:
    """Print a report of each corpus."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, nargs="+")
    parser.add_argument("--layers", action="store_true", help="with what the user has imported")
    parser.add_argument("--most", type=int, default=25, help="misses listed of each kind")
    chosen = parser.parse_args()
    world = usual() if chosen.layers else gazetteer.default()
    for path in chosen.corpora:
        report(world, path, chosen.most)


def report(world: gazetteer.Gazetteer, path: Path, most: int) -> None:
    """Print the report of one corpus."""
    total, ways = 0, Counter[str]()
    misses: dict[str, Counter[str]] = defaultdict(Counter)
    for name, place in gold_places(path):
        total += 1
        found = world.lookup(name, limit=MANY, fuzzy=False)
        right = [match for match in found if is_right(match, place)]
        if right:
            ways[right[0].match] += 1
        else:
            misses[kind_of_miss(world, name, place, found)][name] += 1
    covered = ways.total()
    similar = misses["similar"].total()
    print(f"{path.name.split('.')[0]:10} {covered} of {total} covered: {covered / total:.1%}; "
          f"similar names would add {similar / total:.1%}")  # fmt: skip
    print("  by", ", ".join(f"{way} {count}" for way, count in ways.most_common()))
    for kind, names in sorted(misses.items(), key=lambda item: -item[1].total()):
        listed = (f"{name} x{count}" if count > 1 else name for name, count in names.most_common(most))
        print(f"  {names.total():4} {kind}: {', '.join(listed)}{' ...' if len(names) > most else ''}")


def gold_places(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the name as it stands in the text, and the record, of each gold place that has a position."""
    for line in path.read_text(encoding="utf-8").split("\n"):
        doc = json.loads(line) if line.strip() else {"places": []}
        for place in doc["places"]:
            if place.get("lat") is not None and place.get("type") != "ignore":
                yield doc["text"][place["start"] : place["end"]], place


def is_right(match: Match, place: dict[str, Any]) -> bool:
    """Whether a match is the gold place."""
    if place.get("geonameid") and match.place.id == str(place["geonameid"]):
        return True
    return away_km(match, place) <= NEAR_KM


def away_km(match: Match, place: dict[str, Any]) -> float:
    """Distance of a match from the gold position."""
    return distance_km(match.place.longitude, match.place.latitude, place["lon"], place["lat"])


def kind_of_miss(world: gazetteer.Gazetteer, name: str, place: dict[str, Any], found: Sequence[Match]) -> str:
    """Group a miss."""
    if any(1000 * away_km(match, place) <= match.place.radius_m for match in found):
        return "another point of it"
    words = name.lower().split()
    if words and (words[-1] in _NO_SETTLEMENT or any(letter.isdigit() for letter in name)):
        return "street, building or organisation"
    if found:
        return "namesakes elsewhere"
    return "similar" if any_right(world.lookup(name, limit=MANY), place) else "unknown"


def any_right(matches: Iterable[Match], place: dict[str, Any]) -> bool:
    """Whether one of the matches is the gold place."""
    return any(is_right(match, place) for match in matches)


if __name__ == "__main__":
    main()
