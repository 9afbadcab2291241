"""The command line: ``diplograph COMMAND``.

Parses arguments and calls the commands. Every ``DiplographError`` becomes one line on standard
error and exit status 1; a traceback is a bug.
"""

import argparse
import io
import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version

from diplograph.ontology.errors import DiplographError

__all__ = ["COMMANDS", "main", "make_parser"]

#: The commands and their modules, which are imported when they are needed: some take seconds.
COMMANDS = {
    "build": "build",
    "serve": "serve",
    "demo": "serve",
    "query": "query",
    "export": "query",
    "show": "show",
    "evaluate": "evaluate",
    "stats": "stats",
    "validate": "maintain",
    "snapshots": "maintain",
    "remove": "maintain",
    "correct": "maintain",
}
#: What a shell reports of a program that Ctrl-C ended.
_INTERRUPTED = 130


def make_parser(command: str | None = None) -> argparse.ArgumentParser:
    """Return the parser of the command line.

    Args:
        command: The one to parse; by default all.
    """
    parser = argparse.ArgumentParser(
        prog="diplograph",
        description="Turns diplomatic news into a graph of meetings, attendees and positions.",
    )
    parser.add_argument("--version", action="version", version=version("diplograph"))
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    names = dict.fromkeys(COMMANDS.values()) if command is None else [COMMANDS[command]]
    for name in names:
        import_module(f"diplograph.api.commands.{name}").add_to(commands)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        arguments: Without the program's name; those of the process by default.

    Returns:
        The exit status: 0 done, 1 something failed, 130 interrupted.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        parsed = _parsed(sys.argv[1:] if arguments is None else list(arguments))
        status = int(parsed.run(parsed))
        sys.stdout.flush()
    except DiplographError as error:
        print(f"diplograph: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # The reader went away (``diplograph query … | head``): nothing is wrong.
        _drop_output()
        return 0
    except OSError as error:
        # Inputs and stores turn theirs into other errors; what is left is the output.
        _drop_output()
        place = error.filename or "output"
        print(f"diplograph: {place}: {error.strerror or error}", file=sys.stderr)
        return 1
    return status


def _parsed(arguments: list[str]) -> argparse.Namespace:
    """Parse arguments; Ctrl-C ends the process at once while modules are imported."""
    handler = signal.getsignal(signal.SIGINT)
    if handler is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    command = arguments[0] if arguments and arguments[0] in COMMANDS else None
    parsed = make_parser(command).parse_args(arguments)
    signal.signal(signal.SIGINT, handler)
    return parsed


def _drop_output() -> None:
    """Send what is left of the output nowhere, as Python would fail on it again at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
