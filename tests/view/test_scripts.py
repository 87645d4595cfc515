"""The page's scripts as files: they are linted, and every language has every word."""

from __future__ import annotations

import re
import shutil
import subprocess
from importlib import resources

import pytest
from playwright.sync_api import Browser

from mapper.taxonomy import Taxonomy
from mapper.view import assets
from tests.view.npm import FOLDER, node_modules

FILES = resources.files("mapper.view").joinpath("assets")


def source(name: str) -> str:
    return FILES.joinpath(name).read_text(encoding="utf-8")


def test_all_scripts_of_the_folder_are_in_the_page() -> None:
    assert {path.name for path in FILES.iterdir() if path.name.endswith(".js")} == {*assets.SCRIPTS, assets.STARTER}


def test_scripts_are_of_readable_size() -> None:
    lengths = {name: source(name).count("\n") for name in assets.SCRIPTS}
    assert {name: length for name, length in lengths.items() if length > 400} == {"map.js": lengths["map.js"]}
    assert lengths["map.js"] < 450


ALL = (*assets.SCRIPTS, assets.STARTER)


@pytest.mark.parametrize(
    "word", ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function("]
)
def test_no_script_takes_html_or_code(word: str) -> None:
    assert [name for name in ALL if word in source(name)] == []


@pytest.mark.parametrize(("name", "text"), [("page.js", assets.joined()), ("start.js", source(assets.STARTER))])
def test_the_scripts_pass_the_linter(name: str, text: str) -> None:
    modules = node_modules()
    node = shutil.which("node")
    assert node is not None
    joined = FOLDER / "node_modules" / ".cache" / name
    joined.parent.mkdir(exist_ok=True)
    joined.write_text(text, encoding="utf-8")
    command = [node, str(modules / "eslint" / "bin" / "eslint.js"), "--no-ignore", "--config", "eslint.config.mjs"]
    done = subprocess.run([*command, str(joined)], cwd=FOLDER, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_script_in_the_page_is_smaller_and_says_the_same() -> None:
    assert len(assets.script()) < len(assets.joined())
    assert "\n//" not in assets.script()
    assert re.findall(r"^class (\w+)", assets.script(), re.MULTILINE) == re.findall(
        r"^class (\w+)", assets.joined(), re.MULTILINE
    )


COMPARE = """
const missing = (all, some, path) => Object.keys(all).flatMap((name) => {
  const here = `${path}${name}`;
  if (!(name in some)) return [here];
  return typeof all[name] === 'object' ? missing(all[name], some[name], `${here}.`) : [];
});
return Object.entries(LANGUAGES).flatMap(([code, words]) => [
  ...missing(ENGLISH, words, `${code}: `),
  ...(code === 'en' ? [] : given.types.filter((name) => !words.types[name])),
  ...(code === 'en' ? [] : given.layers.filter((name) => !words.layerNames[name])),
]);
"""


@pytest.mark.browser
def test_every_language_has_every_word(browser: Browser) -> None:
    taxonomy = Taxonomy.load()
    given = {"types": [entry.id for entry in taxonomy.types], "layers": [layer.id for layer in taxonomy.layers]}
    words = "\n".join(source(name) for name in (*assets.SCRIPTS[:3], "language.js"))
    page = browser.new_page()
    missing = page.evaluate(f"(given) => {{ {words}\n{COMPARE} }}", given)
    page.close()
    assert sorted(missing) == ["ru: tooOld", "uk: tooOld"]  # told before a language is chosen
