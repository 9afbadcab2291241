"""Options that several commands share, and the kinds of numbers that options take."""

import argparse

__all__ = ["Commands", "add_store", "port", "positive"]

Commands = argparse._SubParsersAction


def add_store(parser: argparse.ArgumentParser) -> None:
    """Add ``--store``."""
    parser.add_argument(
        "--store",
        metavar="DIR",
        help="folder of the store (default: $DIPLOGRAPH_STORE, else ./diplograph-store)",
    )


def positive(text: str) -> int:
    """Return a whole number from 1 up."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1 up")
    return int(text)


def port(text: str) -> int:
    """Return the number of a port; 0 stands for any that is free."""
    if not text.isdecimal() or int(text) > 0xFFFF:
        raise argparse.ArgumentTypeError(f"{text!r} is no port, a number from 0 to 65535")
    return int(text)
