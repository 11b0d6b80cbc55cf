"""What stops a run besides mistakes in the content, which are diagnostics and never exceptions.

The command line prints the text of these errors and exits with status 2. Any other exception that gets there is a bug.
"""

from __future__ import annotations


class SpinesiteError(Exception):
    """A run cannot go on. The text says what is wrong and what to do about it, without a full stop."""


class UsageError(SpinesiteError):
    """The program was asked for something that it must not or cannot do; asking for something else helps."""


class MachineError(SpinesiteError):
    """The disk, a permission or another build is in the way; the request was right."""
