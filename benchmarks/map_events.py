# ruff: noqa: E501
"""Makes events tables of any size for the benchmarks of the map: invented sentences of real length, recombined.

A sentence is one of some 10 million combinations of clauses, with figures drawn at random, so that text compresses much
as news does; places are settlements of the gazetteer, the larger ones oftener, and one event in five has a position
of its own.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

import gazetteer
from mapper.model import Status
from mapper.taxonomy import Taxonomy

Strings = np.ndarray[Any, np.dtype[np.object_]]

FIRST_DAY = date(2022, 2, 24)
DAYS = 1300

OPENINGS = (
    "Early on Tuesday morning", "Shortly before midnight", "For the third night in a row", "Around noon", "On Sunday",
    "During the evening curfew", "Hours after the talks had ended", "According to the regional administration",
    "In the second week of the siege", "While a convoy was waiting at the bridge", "As residents queued for bread",
    "Late on Friday", "After a lull of two days", "Just after dawn", "In what the mayor called a grave day",
    "Without any warning", "On the eve of the holiday", "As the rain stopped", "At the end of the working day",
    "Before the evacuation buses had left",
)  # fmt: skip
VERBS = (
    "shells struck", "rockets hit", "a drone attack damaged", "fighting was reported in", "mortar fire reached",
    "aircraft bombed", "troops moved into", "an explosion shook", "protesters gathered in", "rescue teams reached",
    "flooding cut the road to", "a fire broke out in", "armed men entered", "power was lost across", "aid arrived in",
    "mines were found near", "gunmen opened fire in", "a curfew was announced for", "people were evacuated from",
    "air defences were heard over",
)  # fmt: skip
TAILS = (
    "damaging {n} houses and a school", "and {n} people were wounded, two of them badly", "the hospital said it took in {n}",
    "leaving {n} families without heating", "a spokesman said {n} vehicles had been lost", "no casualties were reported",
    "and about {n} residents spent the night in cellars", "the market and {n} shops burned down", "killing {n} people",
    "where {n} people are still missing", "the water works stopped, and {n} wells were dug", "and {n} tonnes of grain burned",
    "after which {n} buses were sent", "the railway line will be closed for {n} days", "{n} people signed a petition",
    "officials counted {n} craters along the road", "and windows broke within {n} metres", "with {n} arrests by the evening",
    "though {n} rockets were said to have been shot down", "the bridge may stay shut for {n} weeks",
)  # fmt: skip
CODAS = (
    ", the emergency service said", ", residents told a local radio station", ", according to two witnesses",
    ", the defence ministry said in a statement", "", ", it was reported on Monday", ", a doctor at the hospital said",
    ", the head of the region wrote", ", while the other side denied it", ", and the search goes on",
)  # fmt: skip
ATTRIBUTIONS = (
    "the emergency service", "residents", "two witnesses", "the defence ministry", "", "", "a doctor", "Ukrainian officials",
    "the Russian side", "the head of the region",
)  # fmt: skip
ACTORS = ("", "", "", "troops", "armed men", "Russian forces", "Ukrainian forces", "protesters", "rescue teams")
TARGETS = ("", "", "houses", "a school", "the hospital", "the market", "the bridge", "residents", "the railway")
REASONS = (
    "named in the same clause; the only place of this name", "named in the same clause; population; main name",
    "carried over from the sentence before; population", "named in the same sentence; its region is named",
)  # fmt: skip
SOURCES = tuple(f"{kind} {name}" for kind in ("Daily", "Radio", "Wire", "Agency") for name in "ABCDEFGHIJKL")
STATUSES = np.array(Status.__args__, dtype=object)  # type: ignore[attr-defined]


def make(rows: int, scattered: bool = False, seed: int = 7) -> gpd.GeoDataFrame:
    """Make an events table.

    Parameters
    ----------
    rows
        How many events.
    scattered
        Every event at a position of its own, the hardest case to draw; else one in five.
    seed
        Of the random numbers; the same gives the same table.
    """
    draw = np.random.default_rng(seed)
    types = Taxonomy.load().types
    kind = draw.choice(len(types), rows, p=_falling(len(types)))
    place, columns = _places(draw, rows)
    words = _words(draw, columns["place_name"], rows)
    day = np.sort(draw.integers(0, DAYS, rows))
    first = np.datetime64(FIRST_DAY) + day.astype("m8[D]")
    length = np.where(draw.random(rows) < 0.1, draw.integers(1, 9, rows), 0)
    data: dict[str, Any] = {
        "event_id": np.char.mod("%016x", draw.integers(0, 2**63, rows)).astype(object),
        "event_type": np.array([entry.id for entry in types], dtype=object)[kind],
        "layer": np.array([entry.layer for entry in types], dtype=object)[kind],
        "status": draw.choice(STATUSES, rows, p=[0.7, 0.08, 0.05, 0.02, 0.02, 0.03, 0.02, 0.02, 0.04, 0.02]),
        **words,
        **columns,
        **_precisions(draw, rows),
        **_days(first, length),
        **_details(draw, rows),
        **_report(draw, first),
    }
    own = np.ones(rows, bool) if scattered else draw.random(rows) < 0.2
    longitude = place[:, 0] + own * draw.normal(0, 0.2, rows)
    latitude = place[:, 1] + own * draw.normal(0, 0.12, rows)
    return gpd.GeoDataFrame(data, geometry=gpd.points_from_xy(longitude.round(5), latitude.round(5)), crs="EPSG:4326")


def _words(draw: np.random.Generator, place: Strings, rows: int) -> dict[str, Any]:
    """Give sentences, and where in them stand the words for what happened and where."""
    verb = _pick(draw, VERBS, rows)
    words = _sentences(draw, verb, place, rows)
    start = draw.integers(0, 4000, rows)
    trigger = start + np.char.find(words["sentence"].astype(str), ",") + 2
    mention = trigger + np.char.str_len(verb.astype(str)) + 1
    return {
        "trigger": verb,
        "trigger_start": trigger,
        "trigger_end": mention - 1,
        **words,
        "sentence_start": start,
        "sentence_end": start + np.char.str_len(words["sentence"].astype(str)),
        "mention": place,
        "mention_start": mention,
        "mention_end": mention + np.char.str_len(place.astype(str)),
    }


def _precisions(draw: np.random.Generator, rows: int) -> dict[str, Any]:
    return {
        "precision": draw.choice(np.array(["settlement", "near", "adm1"], dtype=object), rows, p=[0.9, 0.06, 0.04]),
        "radius_m": draw.choice([2000, 5000, 15000], rows),
        "place_score": draw.integers(40, 100, rows) / 100,
        "place_reason": _pick(draw, REASONS, rows),
    }


def _days(first: Any, length: Any) -> dict[str, Any]:
    return {
        "date_start": pd.array(first.astype("datetime64[ms]")),
        "date_end": pd.array((first + length.astype("m8[D]")).astype("datetime64[ms]")),
        "date_precision": np.where(length > 0, "range", "day").astype(object),
    }


def _details(draw: np.random.Generator, rows: int) -> dict[str, Any]:
    return {
        "date_text": _pick(draw, OPENINGS, rows),
        "actor": _pick(draw, ACTORS, rows),
        "target": _pick(draw, TARGETS, rows),
        "attribution": _pick(draw, ATTRIBUTIONS, rows),
        "attribution_side": _pick(draw, ("", "", "authorities", "witnesses", "military", "UA", "RU"), rows),
        "weapon": _pick(draw, ("", "", "", "artillery", "drone", "missile", "aircraft"), rows),
        "protected_target": _pick(draw, ("", "", "", "", "homes", "medical", "education"), rows),
        "claim": draw.random(rows) < 0.08,
        "counts": _counts(draw, rows),
        "background": draw.random(rows) < 0.03,
        "confidence": draw.integers(30, 100, rows) / 100,
    }


def _report(draw: np.random.Generator, first: Any) -> dict[str, Any]:
    """Give what is known of the reports, each of twelve events."""
    number = np.arange(len(first)) // 12
    return {
        "report_id": np.char.mod("report-%d", number).astype(object),
        "title": np.char.mod("Day report %d", number).astype(object),
        "source": _pick(draw, SOURCES, len(first)),
        "url": np.char.mod("https://news.example/%d", number).astype(object),
        "published": pd.array(first.astype("datetime64[ms]")),
        "lang": np.full(len(first), "en", dtype=object),
    }


def _falling(size: int) -> Any:
    weights = 1 / np.arange(1, size + 1)
    return weights / weights.sum()


def _pick(draw: np.random.Generator, words: tuple[str, ...], rows: int) -> Strings:
    return np.array(words, dtype=object)[draw.integers(0, len(words), rows)]


def _places(draw: np.random.Generator, rows: int) -> tuple[Any, dict[str, Strings]]:
    found = gazetteer.default().largest(22, 44.3, 40.3, 52.4, 6000)
    at = draw.choice(len(found), rows, p=_falling(len(found)))
    fields = {"place_id": "id", "place_name": "name", "place_kind": "kind", "country": "country", "admin1": "admin1"}
    columns = {
        column: np.array([getattr(place, name) for place in found], dtype=object)[at] for column, name in fields.items()
    }
    return np.array([(place.longitude, place.latitude) for place in found])[at], columns


def _sentences(draw: np.random.Generator, verb: Strings, place: Strings, rows: int) -> dict[str, Strings]:
    figure = draw.integers(2, 400, rows).astype(str).astype(object)
    tails = [tail.partition("{n}") for tail in TAILS]
    tail = draw.integers(0, len(tails), rows)
    before = np.array([one[0] for one in tails], dtype=object)[tail]
    middle = np.where(np.array([bool(one[1]) for one in tails])[tail], figure, "")
    after = np.array([one[2] for one in tails], dtype=object)[tail]
    lead = _pick(draw, OPENINGS, rows) + ", " + verb + " " + place + ", "
    return {"sentence": lead + before + middle + after + _pick(draw, CODAS, rows) + "."}


def _counts(draw: np.random.Generator, rows: int) -> Strings:
    """One event in four has a number."""
    counts = np.empty(rows, dtype=object)
    choices: list[list[dict[str, Any]]] = [
        [{"what": what, "minimum": number, "best": number, "maximum": number, "qualifier": "", "unit": "persons",
          "scope": "incident"}]
        for what in ("killed", "injured", "evacuated") for number in range(1, 60)
    ]  # fmt: skip
    options = np.empty(len(choices) + 1, dtype=object)
    options[:] = [[], *choices]
    counts[:] = options[np.where(draw.random(rows) < 0.25, draw.integers(1, len(options), rows), 0)]
    return counts
