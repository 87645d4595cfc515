"""The same work on a Dask cluster: the only room that knows dask.

Tables and bags of reports become a lazy table of events (`mapper.extract`), a partition each; `mapper.extract_to` and
``mapper extract --scheduler`` send batches of reports to a cluster's workers. What travels are settings of a few kB;
each worker opens the gazetteer once.
"""

from mapper.cluster.frames import extract, write

__all__ = ["extract", "write"]
