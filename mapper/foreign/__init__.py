"""Other people's event data as our events table: exports of ACLED, UCDP GED and VIINA, known by their columns.

The events keep their own ids and words; their types become ours by the tables in `mapper.foreign.acled` and so on. What
they cannot tell (which words license the event, how sure it is) stays empty.
"""

from __future__ import annotations

from mapper.foreign.adapt import as_events, codebook_of, to_events

__all__ = ["as_events", "codebook_of", "to_events"]
