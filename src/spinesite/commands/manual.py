"""All commands as one page of documentation: what `--help` prints, and how to have the shell complete them."""

from __future__ import annotations

from collections.abc import Iterator

import click

_WIDTH = 100
_HEAD = """\
# Commands

Generated from the program by `make docs`. `spinesite COMMAND --help` prints the same.

A command works on the site in the folder where it is run, or in that of `--root`. Problems go to standard output,
everything else to standard error. What is not a terminal gets neither colour nor progress. Whoever reads only the
beginning (`spinesite check | head`) changes neither what is done nor the exit status.

## Completion

The Tab key completes commands, options, rules and records once the shell has been told how. In `~/.bashrc` (bash 4.4
or newer):

```sh
eval "$(_SPINESITE_COMPLETE=bash_source spinesite)"
```

In `~/.zshrc`:

```sh
eval "$(_SPINESITE_COMPLETE=zsh_source spinesite)"
```

In `~/.config/fish/completions/spinesite.fish`:

```sh
_SPINESITE_COMPLETE=fish_source spinesite | source
```
"""


def commands(group: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    """Yield every command of a program with its full name, those of groups after the group."""
    yield name, group
    if isinstance(group, click.Group):
        for inner in sorted(group.commands):
            yield from commands(group.commands[inner], f"{name} {inner}")


def help_of(name: str, command: click.Command) -> str:
    """Return the help of a command, as it is printed for a window of 100 columns."""
    context = click.Context(command, info_name=name, terminal_width=_WIDTH, max_content_width=_WIDTH)
    context.help_option_names = ["-h", "--help"]
    return command.get_help(context)


def as_markdown(program: click.Command) -> str:
    """Return the page."""
    parts = [_HEAD]
    for name, command in commands(program, "spinesite"):
        parts.append(f"## {name}\n\n```text\n{help_of(name, command)}\n```\n")
    return "\n".join(parts)
