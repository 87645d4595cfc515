"""From a gold file to its evaluation: read, run the pipeline, score."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

from mapper.evaluate.gold import Gold, GoldError, read_gold
from mapper.evaluate.labelled import LabelMap
from mapper.evaluate.result import Evaluation
from mapper.pipeline import Pipeline
from mapper.taxonomy import Taxonomy

LABEL_MAP = "label_map.json"
"""Where labels are mapped to types, if this stands beside a gold file and no other map is named."""


def evaluate(
    gold: str | os.PathLike[str] | Gold,
    *,
    pipeline: Pipeline | None = None,
    label_map: str | os.PathLike[str] | LabelMap | None = None,
) -> Evaluation:
    """Run the pipeline over the texts of a gold file and score what it tells.

    Parameters
    ----------
    gold
        A file of any of the forms that `mapper.evaluate.gold` describes, or one that `read_gold` read.
    pipeline
        The stages to score; None for this project's own.
    label_map
        For labelled texts: a JSON file of ``{corpus: {label: [types]}}``, or the labels of this corpus with their
        types. None for the file ``label_map.json`` beside the gold file; without it a label counts if it is the id
        of one of our types.

    Returns
    -------
    Evaluation
        Figures, tallies by type, and every mistake.

    Raises
    ------
    GoldError
        The gold file or the label map is not as it should be; tells every fault, with the row.
    """
    gold = gold if isinstance(gold, Gold) else read_gold(gold)
    pipeline = pipeline or Pipeline()
    if gold.form == "marked":
        return _marked(gold, pipeline)
    labels = labels_of(gold, label_map) if gold.form == "labelled" else {}
    from mapper.evaluate.told import reports_of, tell_events

    told = list(tell_events(pipeline, reports_of(gold)))
    if gold.form == "coded":
        from mapper.evaluate.coded import score_coded

        return score_coded(gold, told)
    from mapper.evaluate.labelled import score_labelled

    return score_labelled(gold, told, labels)


def _marked(gold: Gold, pipeline: Pipeline) -> Evaluation:
    from mapper.evaluate.marked import given_spans, score_marked
    from mapper.evaluate.told import reports_of, tell_given, tell_places

    reports = reports_of(gold)
    told = list(tell_places(pipeline, reports))
    given = list(tell_given(pipeline, reports, [given_spans(one) for one in gold.records]))
    return score_marked(gold, told, given)


def labels_of(gold: Gold, label_map: str | os.PathLike[str] | LabelMap | None = None) -> LabelMap:
    """Give the label map of a gold file of labelled texts.

    A map in a file is looked up by the gold file's name up to its first dot; an entry that is a text names another
    entry; the key ``_prefix`` names a prefix of labels that the map leaves out.

    Raises
    ------
    GoldError
        The map is no JSON of lists of types.
    """
    if isinstance(label_map, Mapping):
        return label_map
    path = Path(label_map) if label_map is not None else Path(gold.path).parent / LABEL_MAP
    if label_map is None and not path.is_file():
        return {entry.id: (entry.id,) for entry in Taxonomy.load().types}
    try:
        maps = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise GoldError(str(path), (f"cannot be read as a label map ({error})",)) from error
    name = Path(gold.path).name.split(".")[0]
    entry = maps.get(name, {}) if isinstance(maps, dict) else None
    entry = maps.get(entry, {}) if isinstance(entry, str) else entry
    if not isinstance(entry, dict):
        raise GoldError(str(path), (f"a label map holds {{corpus: {{label: [types]}}}}; the entry {name!r} does not",))
    prefix = str(entry.get("_prefix", ""))
    types = {label: fits for label, fits in entry.items() if not label.startswith("_")}
    wrong = [label for label, fits in types.items() if not _is_types(fits)]
    if wrong:
        raise GoldError(str(path), tuple(f"{name}: {label!r} must be a list of types" for label in wrong))
    return {**types, **{prefix + label: fits for label, fits in types.items()}}


def _is_types(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)
