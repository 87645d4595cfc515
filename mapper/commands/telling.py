"""``report`` and ``doctor``: an events table told to people, and the state of the installation."""

from __future__ import annotations

import json

import click

from mapper.commands.shared import begin_work, example, refuse_own_input, telling_warnings, writing
from mapper.commands.tally import many
from mapper.commands.voice import say, telling


@click.command(epilog=example("mapper report events.parquet -o report.html"))
@click.argument("events", type=click.Path(exists=True, dir_okay=False))
@writing("The page (.html) or Markdown (.md) to write.", required=True)
@click.option("--title", default="", help="Title of the report.")
@telling
def report(events: str, output: str, title: str) -> None:
    """Summarise a table of events: by day, type, region and source, and what was left without a place."""
    from mapper.report import write_report
    from mapper.store import read_events

    refuse_own_input(output, [events])
    begin_work()
    with telling_warnings():
        frame = read_events(events)
    count = write_report(frame, output, title=title)
    say(f"{output}: {many(count, 'event')} summarised", {"output": output, "events": count})


@click.command(epilog=example("mapper doctor --json"))
@click.option("--json", "as_json", is_flag=True, help="Tell it as JSON.")
def doctor(as_json: bool) -> None:
    """Check the installation, and say what is missing and how to get it.

    Exit status: 0 when all that is needed works, 1 otherwise.
    """
    from mapper.doctor import examine

    findings = []
    for finding in examine():
        findings.append(finding)
        if not as_json:
            click.echo(f"{finding.state:8} {finding.subject:20} {finding.told}")
    broken = sum(finding.state == "broken" for finding in findings)
    if as_json:
        told = [{"subject": one.subject, "state": one.state, "told": one.told} for one in findings]
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        missing = sum(finding.state == "missing" for finding in findings)
        click.echo(f"{broken} broken, {missing} optional missing" if broken or missing else "all is well")
    if broken:
        click.get_current_context().exit(1)
