"""Corrections by hand: a sheet or a page to decide on, and decisions that outlive a run.

`write_review` writes what is to be looked at; `Decisions` reads what somebody decided, and applies it to the events of
any later run, by their ids.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mapper.review.decisions import Decisions
    from mapper.review.write import write_review

__all__ = ["Decisions", "write_review"]


def __getattr__(name: str) -> Any:
    if name == "Decisions":
        from mapper.review.decisions import Decisions

        return Decisions
    if name == "write_review":
        from mapper.review.write import write_review

        return write_review
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
