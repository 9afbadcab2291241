"""The command line: ``diplograph COMMAND``.

Parses arguments and calls the commands. Every ``DiplographError`` becomes one line on standard
error and exit status 1; a traceback is a bug.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version

from diplograph.api.commands import build, evaluate, maintain, query, serve, show, stats
from diplograph.ontology.errors import DiplographError

__all__ = ["main", "make_parser"]


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = argparse.ArgumentParser(
        prog="diplograph",
        description="Turns diplomatic news into a graph of meetings, attendees and positions.",
    )
    parser.add_argument("--version", action="version", version=version("diplograph"))
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for module in (build, serve, query, show, evaluate, stats, maintain):
        module.add_to(commands)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        arguments: Without the program's name; those of the process by default.

    Returns:
        The exit status: 0 done, 1 something failed, 130 interrupted.
    """
    parsed = make_parser().parse_args(arguments)
    try:
        status = parsed.run(parsed)
        sys.stdout.flush()
    except DiplographError as error:
        print(f"diplograph: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader went away (``diplograph query … | head``); Python would complain at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return int(status)


if __name__ == "__main__":
    sys.exit(main())
