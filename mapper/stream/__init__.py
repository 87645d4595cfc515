"""Any number of reports: cut into batches, worked on in several processes, each batch kept until all are done.

`extract_to` writes their events to a file. What it keeps on the way lies in a folder of parts (`mapper.stream.parts`),
named by all that a part was made of (`mapper.stream.fingerprints`), so that a run that was killed goes on where it was,
and one with a cache does only what has changed.
"""

from mapper.stream.files import Summary, extract_to

__all__ = ["Summary", "extract_to"]
