"""Three tiny stages for tests of what stands around them: real callables of the right shape, with four places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from gazetteer.place import Place
from mapper.model import Candidate, Event, Mention, Report, Resolution
from mapper.pipeline import Pipeline
from mapper.text import sentences

PLACES = {
    place.name: place
    for place in (
        Place("703448", "Kyiv", "settlement", 30.5238, 50.4547, "UA", "Kyiv City", "", "12", 2797553, 15000),
        Place("702550", "Lviv", "settlement", 24.0232, 49.8383, "UA", "Lviv", "", "15", 717273, 9000),
        Place("706369", "Kherson Oblast", "adm1", 33.5, 46.5, "UA", "Kherson Oblast", "", "08", 0, 150000),
        Place("690791", "Ukraine", "country", 32.0, 49.0, "UA", "", "", "", 44622516, 600000),
    )
}


def recognize(reports: Sequence[Report]) -> list[tuple[Mention, ...]]:
    """Find the names of `PLACES`, letter by letter."""
    names = re.compile("|".join(PLACES))
    return [
        tuple(
            Mention(found.start(), found.end(), found.group(), "place", found.group())
            for found in names.finditer(report.text, report.body_start)
        )
        for report in reports
    ]


def resolve(reports: Sequence[Report], mentions: Sequence[Sequence[Mention]]) -> list[tuple[Resolution, ...]]:
    """Take each name for the one place that bears it."""
    return [tuple(map(_resolution, each)) for each in mentions]


def _resolution(mention: Mention) -> Resolution:
    place = PLACES[mention.name]
    precision = "settlement" if place.kind == "settlement" else place.kind
    at = (place.longitude, place.latitude)
    return Resolution(
        mention, place, *at, precision, place.radius_m, 0.9, "only one", (Candidate(place, 0.9, ("name",)),)
    )


def tag(reports: Sequence[Report], resolutions: Sequence[Sequence[Resolution]]) -> list[tuple[Event, ...]]:
    """Take every "shelling" for one, at the first place in its sentence."""
    return [tuple(_events(report, each)) for report, each in zip(reports, resolutions, strict=True)]


def _events(report: Report, resolutions: Sequence[Resolution]) -> list[Event]:
    found = []
    for sentence in sentences(report):
        at = report.text.lower().find("shelling", sentence.start, sentence.end)
        if at < 0:
            continue
        inside = [one for one in resolutions if sentence.start <= one.mention.start < sentence.end]
        place = inside[0] if inside else None
        day = report.published and report.published - timedelta(days=1)
        precision = place.precision if place else "none"
        country = place.place.country if place and place.place else ""
        span = (at, at + len("shelling"), sentence.start, sentence.end)
        found.append(Event("shelling", "happened", *span, place, country, precision, day, day, "day"))
    return found


def simple_pipeline() -> Pipeline:
    """Make a pipeline of the three."""
    return Pipeline(recognize, resolve, tag)
