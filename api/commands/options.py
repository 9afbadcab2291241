"""Options that several commands share, and the kinds of numbers that options take."""

import argparse
from collections.abc import Callable
from typing import TypeVar

__all__ = ["Commands", "add_store", "port", "positive", "value"]

_T = TypeVar("_T")
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


def value(read: Callable[[str], _T]) -> Callable[[str], _T]:
    """Return a function for an option's type that says what is wrong, as ``read`` does."""

    def checked(text: str) -> _T:
        try:
            return read(text)
        except ValueError as error:
            raise argparse.ArgumentTypeError(str(error)) from error

    return checked
