"""One document's names: which senses they have, and what the verdicts on these make of each mention."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from gazetteer import Place
from gazetteer.names import fold, fold_bare
from mapper.languages import en
from mapper.model import Mention, MentionKind, Report, Resolution
from mapper.resolve.border import on_borders
from mapper.resolve.making import resolution
from mapper.resolve.precision import locate
from mapper.resolve.profile import Names, sense
from mapper.resolve.scene import Scene, home_country, read_names
from mapper.resolve.syntax import Phrases, bears_article
from mapper.resolve.table import Sense
from mapper.resolve.unknown import at_hromada, beside_known, in_region, near_next
from mapper.resolve.verdict import Verdict

_UNLIKELY: Final = 0.1
_SPOTS: Final = frozenset({"settlement", "site", "near"})
_KNOWN: Final = 100_000  # inhabitants of a town that is meant, whatever region stands beside it
_LONGEST_LIST: Final = 50  # names back to the region that a list begins with


class Document:
    """The names of one document, in the order of its text.

    A name has one sense in a document, unless its own phrase says where it lies: `sense_of` gives the number of the
    sense of each mention, or -1.
    """

    def __init__(self, names: Names, report: Report, mentions: Sequence[Mention]) -> None:
        self.names, self.text, self.mentions = names, report.text, mentions
        self.read = [self._as_meant(m) if m.kind == "place" else m for m in mentions]
        self.places = [k for k, m in enumerate(mentions) if m.kind == "place"]
        self.by_mention = [names.profile(m) if m.kind == "place" else None for m in self.read]
        self.named = read_names(home_country(report), mentions, self.by_mention)
        self.sense_of: list[int] = []
        self.senses: list[Sense] = []
        self.said: dict[int, frozenset[int]] = {}
        self.near_next: dict[int, int] = {}
        self.outer: frozenset[int] = frozenset()
        self.nearby: frozenset[int] = frozenset()
        self._tell_senses(Phrases(names.gazetteer, report.text, mentions, self.by_mention))

    def _as_meant(self, mention: Mention) -> Mention:
        """Take a name with an article for a river's, if one has it and no country does (``along the Dnipro``)."""
        if mention.place_kind or not bears_article(self.text, mention):
            return mention
        river = replace(mention, text=f"{mention.text} River", place_kind="water")
        found, any_kind = self.names.profile(river), self.names.profile(mention)
        if found is None or found.bearers[0].spelling < 1.0 or (any_kind is not None and any_kind.country_rows):
            return mention
        return river

    def _tell_senses(self, phrases: Phrases) -> None:
        holders = self.said = phrases.containers()
        contents, companions = phrases.contents(), phrases.companions()
        self.near_next, self.outer, self.nearby = phrases.neighbours(), phrases.outer(holders), phrases.nearby()
        numbers: dict[tuple[str, str, frozenset[int]], int] = {}
        of_name: dict[tuple[str, str], frozenset[int]] = {}
        for k in holders:
            of_name.setdefault(sense(self.read[k]), holders[k])
        for k, (mention, profile) in enumerate(zip(self.read, self.by_mention, strict=True)):
            if profile is None:
                self.sense_of.append(-1)
                continue
            name = sense(mention)
            rows = holders.get(k) or of_name.get(name, frozenset())
            number = numbers.setdefault((*name, rows), len(numbers))
            if number == len(self.senses):
                self.senses.append(Sense(profile, rows))
            meant = self.senses[number]
            if k in contents:
                meant.held += contents[k]
            if k in companions:
                meant.companions |= companions[k]
            self.sense_of.append(number)

    def scene(self, sure: Sequence[int] | None = None) -> Scene:
        """Sum up what the document says, with the rows of the senses decided with confidence, if any are."""
        return self.named.scene(self.names, sure)

    def resolve(self, verdicts: Sequence[Verdict], threshold: float) -> tuple[Resolution, ...]:
        """Decide every mention by the verdicts on the senses, one each."""
        found = [
            self._resolution(k, verdicts[number] if number >= 0 else None, threshold)
            for k, number in enumerate(self.sense_of)
        ]
        for k in self.outer:
            found[k] = self._region_behind(found[k - 1], found[k])
        unknown = [k for k in self.places if self._is_unknown(k, verdicts)]
        told = {k: one for k in unknown if (one := self._said_of(k, found)) is not None}
        told.update(self._as_elsewhere([k for k in unknown if k not in told], told, found))
        told.update(self._namesakes(found))
        told.update(self._villages(found))
        for k, one in told.items():
            found[k] = one
        if not threshold:
            found = beside_known(found, [k for k in unknown if k not in told])
        return tuple(on_borders(self.text, found))

    def _region_behind(self, inner: Resolution, outer: Resolution) -> Resolution:
        """Take ``Zaporizhzhia`` in ``Polohy, Zaporizhzhia`` for the region that holds the one, not for its city."""
        if inner.place is None or outer.place is None or outer.place.kind != "settlement":
            return outer
        row = self.names.gazetteer.row_of(inner.place.id)
        region = -1 if row is None else self.names.fact(row).adm1
        profile = self.names.profile(outer.mention)
        if profile is None or region not in profile.containers or inner.place.id == outer.place.id:
            return outer
        longitude, latitude, precision, radius = locate(self.names, region, outer.mention)
        return replace(
            outer, place=self.names.place(region), longitude=longitude, latitude=latitude, precision=precision,
            radius_m=radius, reason="the region of the place before it",
        )  # fmt: skip

    def _is_unknown(self, k: int, verdicts: Sequence[Verdict]) -> bool:
        """Whether no place bears the name of a place, and those of a like name are unlikely."""
        number = self.sense_of[k]
        if number < 0:
            return True
        verdict = verdicts[number]
        if verdict.score >= min(_UNLIKELY, verdict.none):
            return False
        return all(bearer.spelling < 1.0 for bearer in self.senses[number].profile.bearers)

    def _only_region(self, found: Sequence[Resolution]) -> int:
        """Row of the first-order region, if the document names just one, or -1."""
        rows = {
            self.names.gazetteer.row_of(one.place.id)
            for one in found
            if one.place is not None and one.place.kind == "adm1" and one.mention.kind == "place"
        }
        row = rows.pop() if len(rows) == 1 else None
        return -1 if row is None else row

    def _villages(self, found: Sequence[Resolution]) -> dict[int, Resolution]:
        """Place what stays open and is a village of Ukraine at its hromada, where the words name its oblast."""
        told: dict[int, Resolution] = {}
        unplaced = [k for k in self.places if self._is_open(k, found[k].place)]
        named = self._only_region(found) if unplaced else -1
        for k in unplaced:
            said = [row for row in self.said.get(k, frozenset()) if self.names.fact(row).kind == "adm1"]
            row = said[0] if len(said) == 1 else named
            if row >= 0 and self.names.fact(row).country == "UA":
                village = self.names.gazetteer.hromada(fold(self.mentions[k].name), row)
                if village is not None:
                    told[k] = at_hromada(found[k], village)
        return told

    def _is_open(self, k: int, place: Place | None) -> bool:
        """Whether a mention has no place, or one in another first-order region than its own phrase says."""
        if place is None or k not in self.said or place.kind != "settlement" or place.population >= _KNOWN:
            return place is None
        rows = [row for row in self.said[k] if self.names.fact(row).kind == "adm1"]
        if not rows:
            return False
        row = self.names.gazetteer.row_of(place.id)
        return row is not None and self.names.fact(row).adm1 not in rows

    def _said_of(self, k: int, found: Sequence[Resolution]) -> Resolution | None:
        """Place an unknown name by its own phrase: in the region beside it, or near the next place."""
        after = self.near_next.get(k)
        if after is not None and found[after].longitude is not None:
            return near_next(found[k], found[after])
        if k in self.nearby:
            spots = (
                j for j in range(k - 1, -1, -1) if found[j].precision in _SPOTS and found[j].mention.kind == "place"
            )
            before = next(spots, None)
            return None if before is None else near_next(found[k], found[before])
        rows = self.said.get(k, frozenset())
        for j in (k + 1, *range(k - 1, k - _LONGEST_LIST, -1)) if rows else ():
            if 0 <= j < len(found) and found[j].longitude is not None:
                place = found[j].place
                if place is not None and self.names.gazetteer.row_of(place.id) in rows:
                    return in_region(found[k], found[j])
        return None

    def _namesakes(self, found: Sequence[Resolution]) -> dict[int, Resolution]:
        """Place what is open, or a village of another first-order region, in the one that its own phrase says."""
        abroad = [k for k in self.said if self.mentions[k].kind == "place" and self._is_open(k, found[k].place)]
        told = {k: one for k in abroad if (one := self._said_of(k, found)) is not None}
        return {k: one for k, one in told.items() if one.precision == "adm1"}

    def _as_elsewhere(
        self, unknown: Sequence[int], told: Mapping[int, Resolution], found: Sequence[Resolution]
    ) -> dict[int, Resolution]:
        """Place an unknown name where another mention of it was placed by its own phrase."""
        places = {fold_bare(self.mentions[k].name): one for k, one in sorted(told.items(), reverse=True)}
        names = {k: fold_bare(self.mentions[k].name) for k in unknown} if places else {}
        return {k: replace(places[name], mention=found[k].mention) for k, name in names.items() if name in places}

    def _resolution(self, k: int, verdict: Verdict | None, threshold: float) -> Resolution:
        mention = self.mentions[k]
        if mention.kind != "place":
            return self._country_of(mention)
        if verdict is None:
            return resolution(mention, None, reason="no place in the gazetteer bears this name")
        best = verdict.candidates[0]
        if threshold and (verdict.score < threshold or verdict.score < verdict.none):
            return resolution(
                mention, None, score=verdict.score, reason="no candidate is clear", candidates=verdict.candidates
            )
        how = replace(mention, relation="of", part="", distance_km=None) if k in self.outer else mention
        longitude, latitude, precision, radius = locate(self.names, verdict.rows[0], how)
        return resolution(
            mention,
            best.place,
            longitude,
            latitude,
            precision,
            radius,
            round(verdict.score, 4),
            verdict.reason,
            verdict.candidates,
        )

    def _country_of(self, mention: Mention) -> Resolution:
        """Nationality words stand at their country, metonyms hint at theirs; neither ever locates an event."""
        kind = mention.kind
        if kind not in ("demonym", "metonym"):
            return resolution(mention, None, reason=f"{kind}, not a place")
        country, reason = _country_named(self.names, kind, mention.text)
        if country is None or kind != "demonym":
            return resolution(mention, country, reason=reason)
        return resolution(
            mention, country, country.longitude, country.latitude, "country", country.radius_m, 1.0, reason
        )


@lru_cache(maxsize=4096)
def _country_named(names: Names, kind: MentionKind, text: str) -> tuple[Place | None, str]:
    """Give the country that a nationality word or a metonym stands for, and how to say so."""
    of_people = kind == "demonym"
    code = en.DEMONYMS.get(" ".join(text.lower().split()), "") if of_people else en.METONYMS.get(fold(text), "")
    country = names.gazetteer.country(code) if code else None
    return country, f"{kind}, not a place" if country is None else f"{kind}, of {country.name}"
