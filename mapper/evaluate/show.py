"""An evaluation as lines of text: a table of figures, one of types, and the mistakes by kind with examples."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.evaluate.result import Evaluation, Figure, Mistake


def lines_of(evaluation: Evaluation, examples: int = 5) -> Iterator[str]:
    """Give the lines to print.

    Parameters
    ----------
    evaluation
        What was scored.
    examples
        How many mistakes of each kind to show, 0 or more. Of wrong places the farthest are shown, of the others those
        of different records, evenly through the file.
    """
    yield f"{evaluation.gold}: {evaluation.records} {evaluation.form} record{'s' * (evaluation.records != 1)}"
    yield ""
    for figure in evaluation.figures:
        yield f"  {figure.name:20} {_value(figure):>9}" + (f"  {figure.of}" if figure.of else "")
    if evaluation.tallies:
        yield ""
        yield f"  {'':28} {'gold':>5} {'found':>5} {'told':>5} {'wrong':>5} {'recall':>6} {'prec.':>6}"
        for tally in evaluation.tallies:
            numbers = " ".join(f"{n:5}" for n in (tally.gold, tally.found, tally.told, tally.wrong))
            yield f"  {tally.label[:28]:28} {numbers} {_share(tally.recall)} {_share(tally.precision)}"
    yield from _mistakes(evaluation, examples)


def _share(value: float) -> str:
    return "     -" if value != value else f"{value:6.2f}"  # NaN differs from itself


def _value(figure: Figure) -> str:
    if isinstance(figure.value, int):
        return str(figure.value)
    return f"{figure.value:.1f}" if figure.name.endswith("_km") else f"{figure.value:.3f}"


def _mistakes(evaluation: Evaluation, examples: int) -> Iterator[str]:
    for kind, number in evaluation.by_kind().items():
        shown = choose([one for one in evaluation.mistakes if one.kind == kind], examples)
        yield ""
        yield f"  {kind}: {number}" + (f", {len(shown)} of them:" if 0 < len(shown) < number else "")
        for one in shown:
            yield f"    {one.report_id}: {one.label + ': ' if one.label else ''}{one.text}"
            yield f"        {one.detail}"


def choose(mistakes: list[Mistake], number: int) -> list[Mistake]:
    """Give at most `number` mistakes of one kind: the farthest places, or some spread evenly through the file."""
    if len(mistakes) <= number:
        return mistakes
    if number and mistakes[0].km is not None:
        return sorted(mistakes, key=lambda one: -(one.km or 0.0))[:number]
    return [mistakes[index * len(mistakes) // number] for index in range(number)]
