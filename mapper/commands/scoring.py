"""``evaluate``: how right the output is, on texts that somebody coded by hand."""

from __future__ import annotations

import json
from typing import Any

import click

from mapper.commands.shared import begin_work, check_output, example, refuse_own_input, stream_to
from mapper.commands.tally import many


@click.command("evaluate", epilog=example("mapper evaluate notebooks/gold/example.json --json figures.json"))
@click.argument("gold", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False))
@click.option(
    "--json", "output", callback=check_output, metavar="FILE", help="Write figures and every mistake as JSON."
)
@click.option(
    "--label-map",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False),
    help="Which types count for the labels of labelled texts; usually label_map.json beside the gold file.",
)
@click.option(
    "--events",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False),
    help="For decisions (.csv, .xlsx): the events table to score, written without --decisions.",
)
@click.option("--examples", type=click.IntRange(0), default=5, show_default=True, help="Mistakes shown of each kind.")
def evaluate_(
    gold: tuple[str, ...], output: str | None, label_map: str | None, events: str | None, examples: int
) -> None:
    """Score on texts that somebody coded by hand: figures, and what is wrong, by kind.

    GOLD are JSON files of coded reports, JSON Lines of labelled texts, or JSON Lines of texts with their place
    names marked. A file that is not as it should be is named with its rows, and the others are scored.
    Or decisions that `mapper review` saved, scored on --events.
    """
    from mapper.errors import TableError
    from mapper.evaluate import GoldError, evaluate, evaluate_decisions, lines_of
    from mapper.pipeline import Pipeline
    from mapper.review.decisions import DecisionError

    decided = [path for path in gold if path.lower().endswith((".csv", ".xlsx"))]
    if bool(decided) != (events is not None):
        raise click.UsageError("decisions (.csv, .xlsx) are scored on the events table that --events names")

    if output is not None:
        refuse_own_input(output, gold)
    begin_work()
    pipeline = Pipeline()
    done: list[dict[str, Any]] = []
    for path in gold:
        try:
            if path in decided and events is not None:
                found = evaluate_decisions(path, events)
            else:
                found = evaluate(path, pipeline=pipeline, label_map=label_map)
        except (GoldError, DecisionError, TableError) as error:
            click.echo(f"error: {error}", err=True)
            continue
        for line in lines_of(found, examples):
            click.echo(line)
        click.echo()
        done.append(found.to_json())
    if output is not None and done:
        with stream_to(output) as stream:
            stream.write(json.dumps(done, ensure_ascii=False, indent=1, allow_nan=False) + "\n")
        click.echo(f"{output}: {many(len(done), 'gold file')}")
    if len(done) < len(gold):
        click.get_current_context().exit(1)
