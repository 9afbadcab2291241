"""Options that several commands share."""

import argparse

__all__ = ["Commands", "add_store"]

Commands = argparse._SubParsersAction


def add_store(parser: argparse.ArgumentParser) -> None:
    """Add ``--store``."""
    parser.add_argument(
        "--store",
        metavar="DIR",
        help="folder of the store (default: $DIPLOGRAPH_STORE, else ./diplograph-store)",
    )
