"""The command line: which commands there are, and how a run ends.

0 clean, 1 the content has errors (or warnings under --strict), 2 wrong usage or the machine failed. Only this module
and `spinesite.commands` print, read the clock or the environment, and set exit statuses.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Sequence

import click

from spinesite import __version__
from spinesite.commands import (
    build,
    check,
    diff,
    due,
    explain,
    export,
    import_claims,
    init,
    new,
    reference,
    retractions,
    rules,
    schema,
    serve,
)
from spinesite.commands.reporting import say
from spinesite.commands.streams import forget, lasting
from spinesite.errors import SpinesiteError

COMMANDS = {
    "build": build.command,
    "check": check.command,
    "diff": diff.command,
    "due": due.command,
    "explain": explain.command,
    "export": export.command,
    "import": import_claims.command,
    "init": init.command,
    "new": new.command,
    "reference": reference.command,
    "retractions": retractions.command,
    "rules": rules.command,
    "schema": schema.command,
    "serve": serve.command,
}


_EPILOG = """\b
Exit status: 0 clean; 1 the content has errors; 2 wrong usage, no site, or the machine failed.
Completion: eval "$(_SPINESITE_COMPLETE=bash_source spinesite)"; or zsh_source, fish_source
"""


@click.group(
    commands=COMMANDS,
    epilog=_EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="spinesite")
def cli() -> None:
    """Make a website of evidence: claims tied to references, numbers that are checked.

    \b
    Examples:
      spinesite check
      spinesite build
      spinesite COMMAND --help
    """


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit status."""
    # A site is many small values that live to the end: looking for garbage among them takes a fifth of a build.
    gc.set_threshold(1_000_000, 20, 100)
    atexit.register(gc.freeze)  # and looking for it a last time, when the program ends, a tenth of a check
    # No plugin of another package is to look at what is read here; to look for some takes a while, too.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    sys.stdout, sys.stderr = lasting(sys.stdout), lasting(sys.stderr)
    try:
        cli.main(list(arguments) if arguments is not None else None, prog_name="spinesite", standalone_mode=False)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 0
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.ClickException as error:
        error.show(file=sys.stderr)
        return 2
    except SpinesiteError as error:
        say(f"error: {error}")
        return 2
    except (click.Abort, KeyboardInterrupt):
        say("stopped")
        return 2
    except OSError as error:
        try:
            sys.stdout.flush()
        except OSError:
            forget(sys.stdout)  # the output is what refused
        say(f"error: {error.strerror or error}{f': {error.filename}' if error.filename else ''}")
        return 2
    except Exception as error:
        if os.environ.get("SPINESITE_DEBUG"):
            raise
        say(
            f"error: a bug in spinesite ({type(error).__name__}: {error}); "
            "please report it, with the output of SPINESITE_DEBUG=1"
        )
        return 2
    return 0
