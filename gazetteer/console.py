"""What the commands do where standard output takes no more."""

from __future__ import annotations

import errno
import os
import sys
from typing import Final, NoReturn

import click

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})


def end_full(error: OSError) -> NoReturn:
    """End with status 1 and a line on standard error where standard output, sent to a file, finds its disk full.

    Any other error, and one that names a file, is raised again.
    """
    if error.errno not in _FULL or error.filename is not None:
        raise error
    click.echo(f"Error: standard output cannot be written ({error.strerror})", err=True)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())  # what is left of it would be tried again, and told again, at the end
    sys.exit(1)
