"""The page as a file: its policy, its bytes, and what it holds."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import warnings
import zlib
from dataclasses import replace
from pathlib import Path

import folium
import pytest

from mapper.errors import MapperWarning, TableError, WriteError
from mapper.taxonomy import Taxonomy
from mapper.view import EventLayer, EventMap, assets, draw
from mapper.view.page import content_security_policy
from tests.view import events
from tests.view.hostile import HOSTILE


def policy(html: str) -> dict[str, list[str]]:
    (content,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    return {name: values for name, *values in (rule.split() for rule in content.split("; "))}


def code_of(html: str) -> list[list[str]]:
    """Style sheets and scripts that lie packed in a page."""
    (packed,) = re.findall(r'id="em-code">([^<]*)<', html)
    found: list[list[str]] = json.loads(zlib.decompress(base64.b64decode(packed), -15))
    return found


def rendered(**options: object) -> str:
    return str(EventMap(events.everything(), **options).get_root().render())


def test_the_same_events_make_the_same_bytes() -> None:
    assert rendered(title="One") == rendered(title="One")


def test_rendering_twice_changes_nothing() -> None:
    made = EventMap(events.everything())
    assert made.get_root().render() == made.get_root().render()


def test_other_events_or_titles_make_other_ids() -> None:
    ids = {
        EventMap(events.frame([events.row(0)])).get_name(),
        EventMap(events.frame([events.row(1)])).get_name(),
        EventMap(events.frame([events.row(0)]), title="Other").get_name(),
    }
    assert len(ids) == 3


def test_the_policy_allows_own_scripts_only_and_no_connection() -> None:
    html = rendered()
    rules = policy(html)
    assert rules["default-src"] == ["'none'"]
    assert rules["connect-src"] == ["'none'"]
    assert rules["img-src"] == ["data:", "blob:"]
    inline = re.findall(r"<script>(.*?)</script>", html, re.DOTALL) + [
        text for kind, text in code_of(html) if kind == "script"
    ]
    assert len(inline) == 4  # the starter, Leaflet, ours, folium's
    hashes = [f"'sha256-{base64.b64encode(hashlib.sha256(one.encode()).digest()).decode()}'" for one in inline]
    assert rules["script-src"] == hashes
    assert html.index("Content-Security-Policy") < html.index("<script")


def test_the_page_is_the_same_in_every_encoding() -> None:
    assert rendered(title="Карта подій", description="地図").isascii()


def test_escapes_mean_what_was_written() -> None:
    assert assets.ascii_script("'é \U0001f680'") == r"'\u00e9 \ud83d\ude80'"


def test_nothing_in_the_page_is_loaded_from_elsewhere() -> None:
    html = rendered()
    assert re.findall(r"<(?:script|img|iframe|link)\b[^>]*\b(?:src|href)=", html) == []
    assert re.findall(r"url\((?!data:|#)[^)]*\)", html) == []


def test_scripts_stand_open_where_others_may_count_on_them() -> None:
    made = EventMap(events.frame([events.row(0)]))
    made.get_root().header.add_child(folium.Element("<script>L.version;</script>"))
    html = made.get_root().render()
    assert "em-code" not in html
    assert html.index(assets.ascii_script(assets.script())) < html.index("<script>L.version")
    assert len(policy(html)["script-src"]) == 4


def test_tiles_open_the_policy_for_their_pictures_alone() -> None:
    rules = policy(rendered(tiles="https://{s}.tiles.example/{z}/{x}/{y}.png", attr="Tiles"))
    assert rules["img-src"] == ["data:", "blob:", "https://*.tiles.example"]
    assert rules["connect-src"] == ["'none'"]


def test_tiles_of_a_name_or_a_layer() -> None:
    layer = folium.TileLayer("https://one.example/{z}/{x}/{y}.png", attr="One")
    assert "https://one.example" in policy(rendered(tiles=layer))["img-src"]
    assert "https://tile.openstreetmap.org" in policy(rendered(tiles="OpenStreetMap"))["img-src"]


def test_policy_of_scripts_from_elsewhere_names_their_origins() -> None:
    html = '<script src="https://cdn.example/a.js"></script><link rel="stylesheet" href="https://cdn.example/a.css">'
    assert "script-src https://cdn.example;" in content_security_policy(html)
    assert "style-src 'unsafe-inline' https://cdn.example;" in content_security_policy(html)


def test_an_origin_cannot_break_out_of_the_policy() -> None:
    assert "evil" not in content_security_policy("", ["https://evil;script-src *", 'https://evil">'])


def test_folium_layers_that_need_no_library_bring_none() -> None:
    made = EventMap(events.frame([events.row(0)]))
    folium.Marker((50, 30)).add_to(made)
    folium.Circle((50, 30), radius=1000).add_to(made)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert "<script src" not in made.get_root().render()


def test_folium_layers_that_need_a_library_are_said_to() -> None:
    made = EventMap(events.frame([events.row(0)]))
    folium.Marker((50, 30), icon=folium.Icon(color="red")).add_to(made)
    with pytest.warns(MapperWarning, match="awesome-markers"):
        html = made.get_root().render()
    assert "https://cdnjs.cloudflare.com" in policy(html)["script-src"]


def test_a_page_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "map.html"
    target.write_text("old", encoding="utf-8")
    made = EventMap(events.frame([events.row(0)]))
    folium.Marker((50, 30), icon=folium.Icon(color="red")).add_to(made)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(MapperWarning):
            made.save(target)
    assert target.read_text(encoding="utf-8") == "old"


def test_no_hostile_text_reaches_the_source_of_the_page() -> None:
    base = Taxonomy.load()
    for text in HOSTILE:
        taxonomy = replace(
            base,
            types=tuple(replace(entry, label=text) for entry in base.types),
            layers=tuple(replace(layer, label=text) for layer in base.layers),
        )
        fields = ("sentence", "place_name", "source", "url", "title", "attribution", "mention", "trigger")
        one = events.any_text_frame([events.row(0, **dict.fromkeys(fields, text))])
        html = EventMap(one, title=text, description=text, attribution=text, taxonomy=taxonomy).get_root().render()
        control = EventMap(one, title=text, taxonomy=taxonomy)
        folium.LayerControl().add_to(control)
        control.get_root().render()
        if len(text.strip()) > 12 and text.isprintable() and "%s" not in text:
            ours = (assets.leaflet_script(), assets.script(), assets.style(), assets.leaflet_style())
            assert text not in html + "".join(code for _, code in code_of(html) if code not in ours)


def test_another_projection_is_refused() -> None:
    with pytest.raises(ValueError, match="EPSG3857"):
        EventMap(events.frame([events.row(0)]), crs="EPSG4326")


def test_leaflet_is_the_one_that_folium_uses() -> None:
    assert f"leaflet@{assets.leaflet_version()}/" in dict(folium.Map.default_js)["leaflet"]


def test_an_unrendered_layer_says_what_to_do() -> None:
    with pytest.raises(TypeError, match="must be added to a map"):
        EventLayer(events.frame([events.row(0)])).render()


def test_draw_writes_the_page(tmp_path: Path) -> None:
    made = events.everything()
    path = draw(made, tmp_path / "map.html", title="One")
    assert path.read_text("utf-8") == EventMap(made, title="One").get_root().render()
    assert [one.name for one in tmp_path.iterdir()] == ["map.html"]


def test_save_writes_the_same_page(tmp_path: Path) -> None:
    made = events.everything()
    EventMap(made).save(tmp_path / "saved.html")
    assert (tmp_path / "saved.html").read_bytes() == draw(made, tmp_path / "drawn.html").read_bytes()


def test_draw_leaves_what_was_there_when_it_cannot_write(tmp_path: Path) -> None:
    target = tmp_path / "map.html"
    target.mkdir()
    (target / "kept").touch()
    with pytest.raises(WriteError, match=r"map\.html") as caught:
        draw(events.frame([events.row(0)]), target)
    assert isinstance(caught.value, OSError)
    assert (target / "kept").exists()
    assert [one.name for one in tmp_path.iterdir()] == ["map.html"]
    with pytest.raises(WriteError, match="nowhere"):
        draw(events.frame([events.row(0)]), tmp_path / "nowhere" / "map.html")


def test_draw_refuses_a_wrong_table_before_it_writes(tmp_path: Path) -> None:
    with pytest.raises(TableError):
        draw(events.frame([events.row(0, event_type="picnic")]), tmp_path / "map.html")
    assert list(tmp_path.iterdir()) == []
