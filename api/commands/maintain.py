"""``diplograph validate``, ``remove``, ``correct`` and ``snapshots``: looking after a store."""

import argparse
from pathlib import Path

from diplograph.api.commands.options import Commands, add_store, positive
from diplograph.api.commands.progress import progress
from diplograph.api.settings import data_base, store_folder
from diplograph.graph.snapshots import current_snapshot, snapshots
from diplograph.graph.store import Writer
from diplograph.graph.validate import validate

__all__ = ["add_to"]


def add_to(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add the commands."""
    for name, run, text in (
        ("validate", _validate, "check the published graph against its contract"),
        ("snapshots", _snapshots, "list what was published"),
    ):
        parser = commands.add_parser(name, help=text)
        add_store(parser)
        parser.set_defaults(run=run)
        if name == "snapshots":
            text = "remove all but the newest N that nobody reads"
            parser.add_argument("--keep", type=positive, metavar="N", help=text)
    remove = commands.add_parser("remove", help="drop an article from a store")
    remove.add_argument("iri", metavar="IRI", help="the article's IRI")
    add_store(remove)
    remove.set_defaults(run=_remove)
    correct = commands.add_parser("correct", help="take corrections from a Turtle file")
    correct.add_argument("file", metavar="FILE", help="what should be otherwise (docs/store.md)")
    add_store(correct)
    correct.set_defaults(run=_correct)


def _validate(arguments: argparse.Namespace) -> int:
    snapshot = current_snapshot(store_folder(arguments.store))
    with progress("snapshots checked"):
        findings = validate(snapshot.open())
    for finding in findings:
        print(finding.line())
    print(f"{len(findings)} findings in snapshot {snapshot.id}")
    return 1 if findings else 0


def _snapshots(arguments: argparse.Namespace) -> int:
    store = store_folder(arguments.store)
    current = current_snapshot(store).id
    if arguments.keep is not None:
        with Writer(store, data_base()) as writer:
            removed, in_use = writer.prune(arguments.keep)
        for identifier in removed:
            print(f"removed {identifier}")
        for identifier in in_use:
            print(f"kept {identifier}: it is being read")
        return 0
    for snapshot in snapshots(store):
        manifest = snapshot.manifest
        mark = "*" if snapshot.id == current else " "
        print(f"{mark} {manifest.id}  {manifest.published}  {manifest.articles} articles")
    return 0


def _remove(arguments: argparse.Namespace) -> int:
    store = store_folder(arguments.store)
    current_snapshot(store)
    with Writer(store, data_base()) as writer:
        writer.remove(arguments.iri)
        snapshot = writer.publish()
    print(f"removed {arguments.iri}")
    if snapshot is not None:
        print(f"published snapshot {snapshot.id}")
    return 0


def _correct(arguments: argparse.Namespace) -> int:
    store = store_folder(arguments.store)
    current_snapshot(store)
    with Writer(store, data_base()) as writer:
        count = writer.correct(Path(arguments.file))
        snapshot = writer.publish()
    print(f"{arguments.file}: {count} statements")
    if snapshot is not None:
        print(f"published snapshot {snapshot.id}")
    return 0
