"""Learn the filter of recognition: ``python -m benchmarks.learn_filter CORPORA [TEXTS ...]``.

CORPORA is a folder of geoparsing corpora in JSON lines (``{id, text, places: [{start, end, ...}]}``); TEXTS are
further JSON lines files with a ``text`` field, read for the words that English writes in lower case. Writes
``mapper/recognize/filter_en.json`` and prints what cross-validation by document says of it.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

import gazetteer as gz
from gazetteer.names import fold
from mapper.languages import en
from mapper.recognize import filter as learned
from mapper.recognize.casing import restore
from mapper.recognize.context import features
from mapper.recognize.home import SURE, Surroundings, home_features
from mapper.recognize.recognizer import candidate_spans, read_document
from mapper.recognize.runs import NEVER_A_NAME
from mapper.recognize.scan import Span
from mapper.recognize.tokens import Tokens, tokenize

LEAST_SEEN = 4  # a feature rarer than this is not learned
STRENGTH = 0.3  # inverse of the L2 penalty, chosen by the cross-validation below
FOLDS = 5
PLAIN = 4
LEAST_CAPITALS = 0.05  # share of capitalised words from which a text is in running prose


def main() -> None:
    """Read the corpora, learn, validate, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("texts", type=Path, nargs="*")
    options = parser.parse_args()
    documents = [row for path in sorted(options.corpora.glob("*.jsonl")) for row in rows(path)]
    texts = [row["text"] for row in documents] + [row["text"] for path in options.texts for row in rows(path)
                                                  if row.get("lang", "en") == "en"]  # fmt: skip
    common, plain = words_of(texts)
    examples = [example for doc in documents for example in examples_of(doc, common, plain)]
    print(f"{len(documents)} documents, {len(examples)} candidate spans, {len(common)} common words that are names")
    groups = np.array([hash_of(one.doc_id) for one in examples])
    labels = np.array([one.label for one in examples])
    print("the name and the words around it alone:")
    alone, chances = learn([one.features for one in examples], labels, groups)
    print("and where the text is at home:")
    homes = homes_of(examples, chances)
    told = np.array([home is not None for home in homes])
    weights, seen_home = learn(
        [one.features + home for one, home in zip(examples, homes, strict=True) if home is not None],
        labels[told], groups[told],
    )  # fmt: skip
    chances[told] = seen_home
    report("both, unseen", chances >= 0.5, labels)
    data = {
        "weights": weights,
        "alone": alone,
        "common": sorted(common),
        "plain": " ".join(sorted(plain)),
    }
    learned.WEIGHTS.write_text(json.dumps(data, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(f"wrote {learned.WEIGHTS} ({len(data['weights'])} weights)")


class Example(NamedTuple):
    """A candidate span of a document, and whether it is a gold place."""

    doc_id: str
    features: list[str]
    label: int
    span: Span


def learn(features: list[list[str]], labels: np.ndarray, groups: np.ndarray) -> tuple[dict[str, float], np.ndarray]:
    """Give the weights of features, and the chances of spans in documents that the model has not seen."""
    seen = Counter(feature for names in features for feature in names)
    vectorizer = DictVectorizer()
    table = vectorizer.fit_transform([{name: 1.0 for name in names if seen[name] >= LEAST_SEEN} for names in features])
    chances = validate(table, labels, groups)
    model = LogisticRegression(C=STRENGTH, max_iter=2000).fit(table, labels)
    weights = dict(zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True))
    weights["bias"] = weights.get("bias", 0.0) + float(model.intercept_[0])
    told = {name: round(float(value), 3) for name, value in sorted(weights.items()) if abs(value) >= 0.0005}
    return told, chances


def homes_of(examples: list[Example], chances: np.ndarray) -> list[list[str] | None]:
    """Give the features of how each span stands to the sure places of its document, as these are found unseen."""
    gazetteer = gz.default()
    sure: dict[str, set[str]] = {}
    free: dict[str, int] = {}
    for one, chance in zip(examples, chances, strict=True):
        if chance >= SURE and one.span.start >= free.get(one.doc_id, 0):
            sure.setdefault(one.doc_id, set()).add(one.span.key)
            free[one.doc_id] = one.span.end
    around = {doc_id: Surroundings(gazetteer, keys) for doc_id, keys in sure.items()}
    nothing = Surroundings(gazetteer, ())
    homes = [around.get(one.doc_id, nothing).home(one.span.key) for one in examples]
    return [None if home is None else home_features(home) for home in homes]


def rows(path: Path) -> list[dict]:
    """Read JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def hash_of(doc_id: str) -> int:
    """Fold of a document: stable, by its id."""
    return sum(doc_id.encode()) % FOLDS


def words_of(texts: list[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Give the lower-case words that are names in the gazetteer too, and the words that are hardly ever capitalised.

    The first stand in lower case in two texts or more. The second stand so in three texts of running prose or more
    (one, where they are names), and `PLAIN` times as often as with a capital within a sentence.
    """
    gazetteer = gz.default()
    seen: Counter[str] = Counter()
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for text in texts:
        tokens = tokenize(text)
        words = {low for low, up in zip(tokens.lower, tokens.upper, strict=True) if not up and low.isalpha()}
        seen.update(words)
        if len(tokens.capitals) >= len(tokens) * LEAST_CAPITALS:
            small.update(words)
            capital.update({tokens.lower[i] for i in tokens.capitals if in_prose(tokens, i)})
    common = frozenset(word for word, number in seen.items() if number >= 2 and fold(word) in gazetteer)
    plain = frozenset(
        word
        for word, number in small.items()
        if number >= (1 if word in common else 3) and PLAIN * number >= capital[word]
    )
    return common, plain


def in_prose(tokens: Tokens, i: int) -> bool:
    """Whether a word stands within a sentence and next to a word in lower case on both sides."""
    inside = 0 < i < len(tokens) - 1 and not tokens.opens[i]
    return inside and not tokens.upper[i - 1] and not tokens.upper[i + 1] and not tokens.words[i].isupper()


def examples_of(doc: dict, common: frozenset[str], plain: frozenset[str]) -> list[Example]:
    """Give the candidate spans of a document."""
    gazetteer = gz.default()
    tokens = restore(tokenize(doc["text"]), gazetteer, plain | NEVER_A_NAME)
    document = read_document(tokens, common)
    gold = [(p["start"], p["end"]) for p in doc["places"]]
    found = []
    for span in candidate_spans(gazetteer, document):
        start, end = tokens.starts[span.start], tokens.ends[span.end - 1]
        if " ".join(tokens.lower[span.start : span.end]) in en.DEMONYMS:
            continue
        label = any(2 * (min(end, e) - max(start, s)) >= max(e, end) - min(s, start) for s, e in gold)
        found.append(Example(doc["id"], features(gazetteer, document, span), int(label), span))
    return found


def validate(table, labels, groups) -> np.ndarray:
    """Print precision, recall and F1 of decisions on seen and unseen documents; give the chances on the unseen."""
    guess = np.zeros(len(labels))
    for fold_no in range(FOLDS):
        train, test = groups != fold_no, groups == fold_no
        model = LogisticRegression(C=STRENGTH, max_iter=2000).fit(table[train], labels[train])
        guess[test] = model.predict_proba(table[test])[:, 1]
    model = LogisticRegression(C=STRENGTH, max_iter=2000).fit(table, labels)
    report("seen documents", model.predict(table), labels)
    report("unseen documents", guess >= 0.5, labels)
    return guess


def report(name: str, predicted: np.ndarray, labels: np.ndarray) -> None:
    """Print precision, recall and F1 of decisions."""
    hits = float(np.sum((predicted == 1) & (labels == 1)))
    precision, recall = hits / max(1, np.sum(predicted)), hits / max(1, np.sum(labels))
    print(f"{name:17} P {precision:.3f}  R {recall:.3f}  F1 {2 * precision * recall / (precision + recall):.3f}")


if __name__ == "__main__":
    main()
