"""Coverage-guided fuzzing: ``python -m tests.fuzz readers --seconds 600``, or ``all`` for one target after the other.

What makes a target fail is written to ``--artifacts``; once mended, it moves to ``tests/fuzz/findings/<target>/``,
where the tests look at it for good.
"""

from __future__ import annotations

import argparse
import importlib
import subprocess
import sys
import tempfile
from pathlib import Path

TARGETS = ("readers", "recognizer", "dates", "numbers", "dump", "events", "chain")
"""Modules of this package; each has `SEEDS` and `check`."""

ROOT = Path(__file__).resolve().parents[2]
FINDINGS = ROOT / "tests" / "fuzz" / "findings"
LENGTHS = {"readers": 8_192, "dump": 4_096, "events": 200_000}
"""Longest inputs, in bytes, where they are not texts; a GeoPackage of two events has 100 kB."""

_PARSERS = ("pypdf", "feedparser", "docx", "openpyxl")

SLOW = 60
"""Seconds after which one input counts as a failure."""


def main(arguments: list[str]) -> int:
    """Fuzz; 0 when nothing was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("target", choices=(*TARGETS, "all"))
    parser.add_argument("--seconds", type=int, default=0, help="how long (each target, with all); 0: no limit")
    parser.add_argument("--runs", type=int, default=-1, help="how many inputs; -1: no limit")
    parser.add_argument("--seed", type=int, default=0, help="0: another one each time")
    parser.add_argument("--corpus", type=Path, help="folder that keeps what reached new code, for the next time")
    parser.add_argument("--artifacts", type=Path, default=Path("build/fuzz"))
    asked = parser.parse_args(arguments)
    if asked.target == "all":
        return max(_apart(target, arguments) for target in TARGETS)
    return _fuzz(asked)


def _apart(target: str, arguments: list[str]) -> int:
    """Run one target in a process of its own, as libFuzzer ends the process that it runs in."""
    rest = [target if one == "all" else one for one in arguments]
    return subprocess.run([sys.executable, "-m", "tests.fuzz", *rest], check=False).returncode


def _fuzz(asked: argparse.Namespace) -> int:
    import atheris

    with tempfile.TemporaryDirectory() as own:
        corpus = asked.corpus / asked.target if asked.corpus else Path(own)
        corpus.mkdir(parents=True, exist_ok=True)
        asked.artifacts.mkdir(parents=True, exist_ok=True)
        instrumented = {"readers": ("pypdf", "feedparser", "docx", "openpyxl")}.get(asked.target, ())
        for number, found in enumerate(findings(asked.target)):
            (corpus / f"finding-{number:03}").write_bytes(found)
        options = {
            "max_total_time": asked.seconds,
            "runs": asked.runs,
            "seed": asked.seed,
            "timeout": SLOW,
            "rss_limit_mb": 2048,
            "max_len": LENGTHS.get(asked.target, 512),
            "print_final_stats": 1,
            "artifact_prefix": f"{asked.artifacts}/{asked.target}-",
        }
        instrumented = _PARSERS if asked.target == "readers" and asked.seconds else ()  # takes 20 seconds
        # The block stays open, for much is imported only when it is needed.
        with atheris.instrument_imports(include=["mapper", "gazetteer", *instrumented], enable_loader_override=False):
            target = importlib.import_module(f"tests.fuzz.{asked.target}")
            for number, seed in enumerate(target.SEEDS):
                (corpus / f"seed-{number:03}").write_bytes(seed)
                target.check(seed)  # imports what it needs, whose time is no input's
            flags = [f"-{key}={value}" for key, value in options.items()]
            atheris.Setup([sys.argv[0], *flags, str(corpus)], target.check)
            atheris.Fuzz()
    return 0


def findings(target: str) -> list[bytes]:
    """Give what was found before, sorted by name."""
    return [path.read_bytes() for path in sorted((FINDINGS / target).glob("*"))]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
