"""English word forms: the forms of a verb or noun from its base. Forms that do not exist do no harm."""

from __future__ import annotations

from functools import cache

# base: past tense, past participle (where the rule does not give them)
_IRREGULAR = {
    "be": "was were been",
    "beat": "beat beaten",
    "become": "became become",
    "begin": "began begun",
    "blow": "blew blown",
    "break": "broke broken",
    "bring": "brought",
    "burn": "burned burnt",
    "buy": "bought",
    "catch": "caught",
    "claim": "claimed",
    "come": "came come",
    "cut": "cut",
    "die": "died",
    "dig": "dug",
    "drive": "drove driven",
    "fall": "fell fallen",
    "feed": "fed",
    "fight": "fought",
    "find": "found",
    "flee": "fled",
    "fly": "flew flown",
    "forbid": "forbade forbidden",
    "get": "got gotten",
    "give": "gave given",
    "go": "went gone",
    "hang": "hanged hung",
    "have": "had",
    "hit": "hit",
    "hold": "held",
    "hurt": "hurt",
    "keep": "kept",
    "lay": "laid",
    "lead": "led",
    "leave": "left",
    "let": "let",
    "lie": "lay lain",
    "lose": "lost",
    "make": "made",
    "meet": "met",
    "overrun": "overran overrun",
    "overthrow": "overthrew overthrown",
    "pull": "pulled",
    "put": "put",
    "retake": "retook retaken",
    "rise": "rose risen",
    "run": "ran run",
    "say": "said",
    "see": "saw seen",
    "seek": "sought",
    "sell": "sold",
    "send": "sent",
    "set": "set",
    "shake": "shook shaken",
    "shed": "shed",
    "shoot": "shot",
    "shut": "shut",
    "sink": "sank sunk",
    "sit": "sat",
    "slay": "slew slain",
    "speak": "spoke spoken",
    "spread": "spread",
    "stand": "stood",
    "steal": "stole stolen",
    "strike": "struck stricken",
    "sweep": "swept",
    "swim": "swam swum",
    "take": "took taken",
    "tear": "tore torn",
    "tell": "told",
    "throw": "threw thrown",
    "upset": "upset",
    "win": "won",
    "withdraw": "withdrew withdrawn",
    "write": "wrote written",
}
_NOUNS = {"man": "men", "woman": "women", "child": "children", "person": "people", "body": "bodies"}
_VOWELS = "aeiou"


PAST_FORMS = frozenset(word for past in _IRREGULAR.values() for word in past.split()[:1])
"""Past tenses of irregular verbs; some are base forms too (``put``)."""


@cache
def forms(base: str, kind: str) -> frozenset[str]:
    """Give the forms of a word.

    Parameters
    ----------
    base
        The base form, lower case.
    kind
        ``v`` all verb forms, ``ed`` past tense and participle, ``ing``, ``s`` base and third person, ``n``
        singular and plural, several of these joined by ``+``, or an empty string: the word itself.

    Raises
    ------
    KeyError
        `kind` is none of these.
    """
    if "+" in kind:
        return frozenset().union(*(forms(base, part) for part in kind.split("+")))
    if kind == "":
        return frozenset({base})
    if kind == "n":
        return frozenset({base, _NOUNS.get(base, _with_s(base))})
    if kind == "ed":
        return _past(base)
    if kind == "ing":
        return _ing(base)
    if kind == "s":
        return frozenset({base, _with_s(base)})
    if kind == "v":
        return frozenset({base, _with_s(base)}) | _past(base) | _ing(base)
    raise KeyError(f"{base}/{kind}")


def _with_s(base: str) -> str:
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


def _past(base: str) -> frozenset[str]:
    if base in _IRREGULAR:
        return frozenset(_IRREGULAR[base].split())
    if base.endswith("e"):
        return frozenset({base + "d"})
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return frozenset({base[:-1] + "ied"})
    return frozenset(stem + "ed" for stem in _stems(base))


def _ing(base: str) -> frozenset[str]:
    if base.endswith("ie"):
        return frozenset({base[:-2] + "ying"})
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
        return frozenset({base[:-1] + "ing"})
    return frozenset(stem + "ing" for stem in _stems(base))


def _stems(base: str) -> tuple[str, ...]:
    """Give the base, and the base with its last consonant doubled where spelling may ask for it (stopped)."""
    doubles = len(base) > 2 and base[-1] not in _VOWELS + "wxy" and base[-2] in _VOWELS
    return (base, base + base[-1]) if doubles else (base,)
