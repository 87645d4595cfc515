"""The options that choose and set the stages, for the commands that run them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from mapper.pipeline import Pipeline
    from mapper.taxonomy import Taxonomy


def with_stages(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of the stages; the command is given its `pipeline` in their place."""

    @wraps(command)
    def run(*arguments: Any, least_score: float | None, recognizer: str | None, **others: Any) -> Any:
        return command(*arguments, pipeline=pipeline(least_score, recognizer), **others)

    named = click.option(
        "--recognizer",
        metavar="spacy:MODEL",
        callback=_known_recognizer,
        help="Take the names that an installed spaCy model recognizes (its name or path) in place of our own.",
    )(run)
    return click.option(
        "--least-score",
        type=click.FloatRange(0.0, 1.0),
        help="Leave a name open rather than give a place less sure than this, 0 to 1.  [default: 0.35]",
    )(named)


def with_taxonomy(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the option ``--taxonomy``; the command is given the `taxonomy`, or None."""
    return click.option(
        "--taxonomy",
        metavar="FILE",
        type=click.Path(exists=True, dir_okay=False),
        callback=_load,
        help="Event types of your own: a file such as mapper/taxonomy.toml, which tells how it is written.",
    )(command)


def _load(ctx: click.Context, param: click.Parameter, value: str | None) -> Taxonomy | None:
    if value is None:
        return None
    from mapper.taxonomy import Taxonomy, TaxonomyError

    try:
        return Taxonomy.load(value)
    except TaxonomyError as error:
        raise click.BadParameter(str(error)) from None


def tagging(pipeline: Pipeline, taxonomy: Taxonomy | None) -> Pipeline:
    """Give a pipeline that tags by a taxonomy; the same one where there is none."""
    if taxonomy is None:
        return pipeline
    from mapper.pipeline import Pipeline
    from mapper.tag import EventTagger

    return Pipeline(pipeline.recognizer, pipeline.resolver, EventTagger(taxonomy))


def pipeline(least_score: float | None = None, recognizer: str | None = None) -> Pipeline:
    """Make the stages as the options say."""
    from mapper.pipeline import Pipeline

    resolve = recognize = None
    if least_score is not None:
        from mapper.resolve import GazetteerResolver

        resolve = GazetteerResolver(threshold=least_score)
    if recognizer is not None:
        from mapper.recognize import SpacyRecognizer

        recognize = SpacyRecognizer(recognizer)
    return Pipeline(recognizer=recognize, resolver=resolve)


def _known_recognizer(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    library, _, model = value.partition(":")
    if library != "spacy" or not model:
        raise click.BadParameter(f"{value!r}: write spacy: and the name or path of an installed model")
    return model
