"""Events in the columns and precision codes of other codebooks: ACLED, UCDP GED, PLOVER and HXL.

What a type is called there stands in the taxonomy; ``docs/codebooks.md`` has the mapping, and what cannot be mapped.
"""

from __future__ import annotations

from mapper.codebooks.coding import Codebook, Coding, code, codebook_of
from mapper.codebooks.files import write
from mapper.codebooks.terms import BOOKS, Equivalent, Term, equivalents

__all__ = ["BOOKS", "Codebook", "Coding", "Equivalent", "Term", "code", "codebook_of", "equivalents", "write"]
