"""Score geoparsing on gold corpora: ``python -m benchmarks.geoparse_accuracy CORPUS.jsonl ...``.

A corpus is JSON lines of ``{id, text, places: [{start, end, lat, lon, geonameid?, type?}]}``. A place is right within
161 km (100 miles) of gold, or when its GeoNames id is the gold one. Printed per corpus: precision, recall and F1 end to
end (overlapping span and right place), the share of right places when the gold spans are given, and the speed.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

from gazetteer import distance_km
from mapper.model import Report, Resolution
from mapper.recognize import GazetteerRecognizer, mentions_from_spans
from mapper.resolve import GazetteerResolver

NEAR_KM = 161.0


def main() -> None:
    """Score each corpus and print a line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path, nargs="+")
    print(f"{'corpus':14} {'P':>6} {'R':>6} {'F1':>6} {'given spans':>12} {'MB / CPU s':>11}")
    for path in parser.parse_args().corpora:
        docs = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
        reports = [Report(doc["id"], doc["text"]) for doc in docs]
        start = time.process_time()
        found = GazetteerResolver()(reports, GazetteerRecognizer()(reports))
        seconds = time.process_time() - start
        size = sum(len(report.text.encode()) for report in reports) / 1e6
        hits, told, gold = (sum(counts) for counts in zip(*map(end_to_end, docs, found), strict=True))
        given = given_spans(docs, reports)
        print(
            f"{path.name.split('.')[0]:14} {hits / told:6.3f} {hits / gold:6.3f} {2 * hits / (told + gold):6.3f}"
            f" {given:12.3f} {size / seconds:11.2f}"
        )


def end_to_end(doc: dict, found: tuple[Resolution, ...]) -> tuple[int, int, int]:
    """Count right places, places told and gold places; what touches only gold without coordinates is left out."""
    gold = [p for p in doc["places"] if p.get("lat") is not None and p.get("type") != "ignore"]
    rest = [p for p in doc["places"] if p not in gold]
    told = [
        r
        for r in found
        if r.longitude is not None and (any(touch(r, p) for p in gold) or not any(touch(r, p) for p in rest))
    ]
    hits, used = 0, set()
    for place in gold:
        for k, one in enumerate(told):
            if k not in used and touch(one, place):
                used.add(k)
                hits += right(one, place)
                break
    return hits, len(told), len(gold)


def given_spans(docs: list[dict], reports: list[Report]) -> float:
    """Share of gold places resolved rightly when their spans are given."""
    gold = [[p for p in doc["places"] if p.get("lat") is not None and p.get("type") != "ignore"] for doc in docs]
    mentions = [
        mentions_from_spans(report, [(p["start"], p["end"]) for p in places])
        for report, places in zip(reports, gold, strict=True)
    ]
    found = GazetteerResolver(threshold=0.0)(reports, mentions)
    marks = [right(r, p) for one, places in zip(found, gold, strict=True) for r, p in zip(one, places, strict=True)]
    return sum(marks) / max(1, len(marks))


def touch(one: Resolution, place: dict) -> bool:
    """Whether a mention and a gold place share a character."""
    return one.mention.start < place["end"] and place["start"] < one.mention.end


def right(one: Resolution, place: dict) -> bool:
    """Whether a resolution is the gold place."""
    if one.place is None or one.longitude is None or one.latitude is None:
        return False
    if place.get("geonameid") and one.place.id == str(place["geonameid"]):
        return True
    return distance_km(one.longitude, one.latitude, place["lon"], place["lat"]) <= NEAR_KM


if __name__ == "__main__":
    main()
