"""Learn the weights of the resolver's cues: ``python -m benchmarks.learn_resolver CORPORA``.

CORPORA is a folder of geoparsing corpora in JSON lines (``{id, text, places: [{start, end, lat, lon, geonameid?}]}``).
A conditional logit (softmax over the bearers of a name and "none of these") is fitted to the gold places by
gradient descent. Writes ``mapper/resolve/resolver.json`` and prints what cross-validation by document says of it.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

import gazetteer as gz
from gazetteer import distance_km
from mapper.model import Report
from mapper.recognize import mentions_from_spans
from mapper.resolve import weights as learned
from mapper.resolve.cues import CUES
from mapper.resolve.document import Document
from mapper.resolve.profile import names_of
from mapper.resolve.verdict import final_cues

NEAR_KM = 161.0  # a candidate this near to the gold point is right (the field's usual 100 miles)
PENALTY = 1.0
FOLDS = 5
# Cues that can only speak for (or only against) a candidate keep their sign, and those that the corpora hardly try keep
# at least this much weight.
LEAST = {
    "named in the same phrase": 4.0,
    "its region is named": 0.5,
    "as the others of its list": 1.0,
    "its country is named": 2.5,
    "holds the place before it": 1.0,
    "near other places": 0.0,
    "newsroom's country": 0.5,
    "the words say its kind": 4.0,
    "bears the noun too": 2.0,
    "largest of its name": 0.0,
    "inhabitants of the region": 0.5,
    "known by many names": 0.0,
    "main name": 0.0,
    "abbreviation": 0.0,
    "spelling": 4.0,
    "without a rival of its name": 1.5,
    "country without a rival": 2.5,
    # Facts written by hand are few and sure; the corpora name hardly any of them.
    "area": 8.0,
    "site": 8.0,
    "water": 8.0,
}
# The corpora cannot tell a city from the region around it (both are within `NEAR_KM`), so that weight is set.
MOST = {
    "not in the region of its phrase": -2.5,
    "other countries are named": -1.5,
    "lesser region of its name": -4.0,
    "region of a city so named": -8.0,
    "generic name": -6.0,
    "misspelt, in a country not named": -4.0,
    "small, in a country not named": -1.5,
    "far from all other places": 0.0,
}

Example = tuple[str, np.ndarray, np.ndarray]


def main() -> None:
    """Read the corpora, learn, validate, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    options = parser.parse_args()
    examples: list[Example] = []
    for path in sorted(options.corpora.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").strip().split("\n"):
            examples.extend(examples_of(json.loads(line)))
    print(f"{len(examples)} names to learn from")
    fold = np.array([sum(doc.encode()) % FOLDS for doc, _, _ in examples])
    weights = fit(examples)
    unseen = []
    for k in range(FOLDS):
        held = fit([e for e, f in zip(examples, fold, strict=True) if f != k])
        unseen.append(right(held, [e for e, f in zip(examples, fold, strict=True) if f == k]))
    print(f"right, seen documents   {np.mean(right(weights, examples)):.3f}")
    print(f"right, unseen documents {np.mean(np.concatenate(unseen)):.3f}")
    data = {
        "cues": dict(zip(CUES, (round(float(w), 3) for w in weights), strict=False)),
        "none": round(float(weights[-1]), 3),
    }
    learned.WEIGHTS.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    print(f"wrote {learned.WEIGHTS}")


def examples_of(doc: dict) -> list[Example]:
    """Give the gold names of one document: cue values (candidates x cues) and which candidates are right."""
    gazetteer = gz.default()
    report = Report(doc["id"], doc["text"])
    gold = [p for p in doc["places"] if p.get("lat") is not None]
    mentions = mentions_from_spans(report, [(p["start"], p["end"]) for p in gold])
    order = sorted(range(len(gold)), key=lambda k: mentions[k].start)
    document = Document(names_of(gazetteer), report, [mentions[k] for k in order])
    if not document.senses:
        return []
    lines, values = final_cues(document.names, [document])
    bounds = lines.bounds
    found = []
    for index, k in enumerate(order):
        sense = document.sense_of[index]
        if sense >= 0:
            hits = np.array([is_right(gazetteer, b.row, gold[k]) for b in document.senses[sense].profile.bearers])
            found.append((doc["id"], values[bounds[sense] : bounds[sense + 1]].astype(float), hits))
    return found


def is_right(gazetteer, row: int, gold: dict) -> bool:
    """Whether a row is the gold place, by id or within `NEAR_KM`."""
    if gold.get("geonameid") and gazetteer.place_id(row) == str(gold["geonameid"]):
        return True
    return distance_km(gazetteer.longitude(row), gazetteer.latitude(row), gold["lon"], gold["lat"]) <= NEAR_KM


def fit(examples: list[Example]) -> np.ndarray:
    """Maximise the log-probability that a right candidate (or "none", where none is right) is chosen."""
    size = len(CUES)
    # A line for "none" closes each name's candidates: all cues 0, and a last column that is 1 there alone.
    blocks = [np.vstack([np.hstack([v, np.zeros((len(v), 1))]), np.eye(1, size + 1, size)]) for _, v, _ in examples]
    good = np.concatenate([np.append(hits, not hits.any()) for _, _, hits in examples]).astype(float)
    starts = np.cumsum([0, *(len(block) for block in blocks[:-1])])
    lengths = np.array([len(block) for block in blocks])
    table = np.vstack(blocks)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = table @ weights
        odds = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), lengths))
        p = odds / np.repeat(np.add.reduceat(odds, starts), lengths)
        mass = np.maximum(np.add.reduceat(p * good, starts), 1e-12)
        slope = table.T @ (p - p * good / np.repeat(mass, lengths)) + PENALTY * weights / 100
        total = -float(np.log(mass).sum()) + 0.5 * PENALTY * float(weights @ weights) / 100
        return total / len(examples), slope / len(examples)

    bounds = [(LEAST.get(name), MOST.get(name)) for name in CUES] + [(None, None)]
    return minimize(loss, np.zeros(size + 1), jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 300}).x


def right(weights: np.ndarray, examples: list[Example]) -> np.ndarray:
    """For each name, whether the best-scored candidate is right."""
    return np.array([bool(hits[int(np.argmax(values @ weights[:-1]))]) for _, values, hits in examples], dtype=float)


if __name__ == "__main__":
    main()
