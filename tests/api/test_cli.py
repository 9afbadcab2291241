"""The installed command as its users meet it: what it prints, and how it takes what goes wrong."""

import gzip
import json
import os
import pty
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO
from urllib.parse import urlencode

import httpx
import pytest
from pyoxigraph import RdfFormat, parse

from diplograph.api.cli import COMMANDS
from diplograph.graph.snapshots import current_snapshot
from diplograph.graph.store import Writer

Run = Callable[..., subprocess.CompletedProcess[bytes]]

_ARTICLE = (
    "Việt Nam và Na Uy họp về khí hậu\n"
    "07:10 27/04/2024\n"
    "Bộ trưởng Ngoại giao Việt Nam Trần Văn Mẫu đề nghị Na Uy chia sẻ kinh nghiệm về năng lượng.\n"
)
_DIPLOGRAPH = str(Path(sys.executable).with_name("diplograph"))


def _lines(stream: bytes) -> list[str]:
    return stream.decode().splitlines()


def _failed(done: subprocess.CompletedProcess[bytes], *words: str) -> None:
    """Check that a command failed with one line on standard error that has these words."""
    assert done.returncode == 1
    (line,) = _lines(done.stderr)
    assert line.startswith("diplograph: ")
    for word in words:
        assert word in line


def test_help_lists_every_command(run: Run) -> None:
    """Help names the commands, and the version is told."""
    listed = run("--help").stdout.decode()
    for command in COMMANDS:
        assert re.search(rf"^ +{command}\b", listed, re.MULTILINE)
    assert re.fullmatch(r"\d+\.\d+\.\d+\n", run("--version").stdout.decode())


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["publish"],
        ["build"],
        ["build", "x", "--jobs", "0"],
        ["build", "x", "--jobs", "many"],
        ["query"],
        ["query", "ASK {}", "--file", "x"],
        ["query", "ASK {}", "--format", "yaml"],
        ["export"],
        ["export", "x.ttl", "--article", "a:b", "--query", "ASK {}"],
        ["serve", "--port", "65536"],
        ["serve", "--port", "-1"],
        ["serve", "--timeout", "0"],
        ["evaluate", "gold"],
        ["remove"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_status_2(run: Run, arguments: list[str]) -> None:
    """Wrong usage is told with the right one, and nothing is done."""
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert _lines(done.stderr)[0].startswith("usage: diplograph")


@pytest.mark.parametrize(
    "arguments",
    [
        ["query", "ASK {}"],
        ["export", "x.ttl"],
        ["stats"],
        ["validate"],
        ["snapshots"],
        ["remove", "http://example.org/"],
        ["serve"],
        ["show", "http://example.org/"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_where_no_store_is_none_is_made(run: Run, tmp_path: Path, arguments: list[str]) -> None:
    """What needs a store says that there is none and how to make one."""
    _failed(run(*arguments, "--store", tmp_path / "none"), "none", "no store", "diplograph build")
    assert list(tmp_path.iterdir()) == []


def test_store_is_an_option_or_a_setting(run: Run, store: Path, tmp_path: Path) -> None:
    """The option goes before the setting, the setting before the folder here."""
    setting = {"DIPLOGRAPH_STORE": str(store), "PATH": os.environ["PATH"]}
    assert run("query", "ASK {}", env=setting).returncode == 0
    other = tmp_path / "other"
    _failed(run("query", "ASK {}", "--store", other, env=setting), "other", "no store")
    shutil.copytree(store, tmp_path / "diplograph-store")
    assert run("query", "ASK {}", cwd=tmp_path).returncode == 0


def test_build_reads_the_good_and_reports_the_rest(run: Run, tmp_path: Path) -> None:
    """Bad input is named with its reason, and neither stops the build nor reaches the store."""
    folder = tmp_path / "in"
    (folder / "more").mkdir(parents=True)
    (folder / "article.txt").write_text(_ARTICLE, encoding="utf-8")
    (folder / "more" / "sixteen.txt").write_text(_ARTICLE, encoding="utf-16")
    (folder / "page.html").write_text(
        f"<html><body><article><h1>Tin</h1><p>{_ARTICLE * 3}</p></article></body></html>",
        encoding="utf-8",
    )
    (folder / "lines.jsonl").write_text(
        json.dumps({"id": "one", "text": _ARTICLE}) + '\n{"text": ', encoding="utf-8"
    )
    (folder / "empty.txt").touch()
    (folder / "latin.txt").write_bytes("Điện Biên".encode("cp1258", "replace"))
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "notes.docx").write_bytes(b"PK")
    with (folder / "huge.txt").open("wb") as huge:
        huge.truncate(100_000_000)
    built = run("build", "in", "missing.txt", "--store", "store", "--jobs", 2, cwd=tmp_path)
    assert built.returncode == 1
    assert [line.split(": ")[1] for line in _lines(built.stderr)] == [
        "in/binary.txt",
        "in/empty.txt",
        "in/huge.txt",
        "in/latin.txt",
        "in/lines.jsonl:2",
        "missing.txt",
    ]
    assert _lines(built.stdout)[0] == "4 added, 0 replaced, 0 unchanged, 6 failed"
    counted = run(
        "query",
        "SELECT ?name { ?a a dip:Article ; dcterms:identifier ?name } ORDER BY ?name",
        *("--format", "csv", "--store", "store"),
        cwd=tmp_path,
    )
    assert _lines(counted.stdout) == ["name", "article", "one", "page", "sixteen"]


def test_build_reads_standard_input(run: Run, tmp_path: Path) -> None:
    """An article can be piped in; as the same again it changes nothing."""
    given = {"input": _ARTICLE.encode(), "cwd": tmp_path}
    assert _lines(run("build", "-", **given).stdout)[0].startswith("1 added")
    again = run("build", "-", "--jobs", 1, **given)
    assert (again.returncode, _lines(again.stdout)) == (
        0,
        ["0 added, 0 replaced, 1 unchanged, 0 failed", "nothing changed, nothing published"],
    )


def test_second_writer_is_told_to_wait(run: Run, tmp_path: Path) -> None:
    """While one build reads from a slow source, another says so and changes nothing."""
    command = [_DIPLOGRAPH, "build", "-", "--store", "store", "--jobs", "1"]
    with subprocess.Popen(
        command, cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as first:
        _wait_for(lambda: (tmp_path / "store" / "primary" / "LOCK").exists())
        time.sleep(1)
        for arguments in (["build", "x.txt"],):
            _failed(run(*arguments, "--store", "store", cwd=tmp_path), "another process writes")
        out, _ = first.communicate(_ARTICLE.encode())
    assert (first.returncode, _lines(out)[0]) == (0, "1 added, 0 replaced, 0 unchanged, 0 failed")


def _wait_for(condition: Callable[[], bool]) -> None:
    for _ in range(3000):
        if condition():
            return
        time.sleep(0.01)
    raise TimeoutError


def test_ctrl_c_ends_a_build_quietly(run: Run, seed_folder: Path, tmp_path: Path) -> None:
    """An interrupted build says nothing more, and goes on when it is run again."""
    with subprocess.Popen(
        [_DIPLOGRAPH, "build", str(seed_folder), "-", "--store", "store", "--jobs", "2"],
        cwd=tmp_path,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as building:
        _wait_for(lambda: (tmp_path / "store" / "primary" / "LOCK").exists())
        time.sleep(1)
        os.killpg(building.pid, signal.SIGINT)
        out, errors = building.communicate()
    assert (building.returncode, out, errors) == (130, b"", b"")
    again = run("build", seed_folder, "--store", "store", "--jobs", 1, cwd=tmp_path)
    assert (again.returncode, again.stderr) == (0, b"")


def test_long_work_shows_progress_on_a_terminal(seed_folder: Path, tmp_path: Path) -> None:
    """On a terminal a build counts the articles it has read; elsewhere it stays quiet."""
    leader, follower = pty.openpty()
    article = next(seed_folder.glob("000*.txt"))
    with subprocess.Popen(
        [_DIPLOGRAPH, "build", str(article), "--store", "store", "--jobs", "1"],
        cwd=tmp_path,
        env=os.environ | {"TERM": "xterm", "COLUMNS": "80"},
        stdout=subprocess.DEVNULL,
        stderr=follower,
    ) as building:
        os.close(follower)
        shown = b""
        try:
            while chunk := os.read(leader, 4096):
                shown += chunk
        except OSError:  # how a terminal says that the other end is closed
            pass
        os.close(leader)
    assert building.returncode == 0
    assert b"articles read" in shown


@pytest.mark.parametrize(
    ("query", "format_", "lines"),
    [
        (
            "SELECT ?s ?l { VALUES ?s { state:vn } ?s rdfs:label ?l FILTER(lang(?l) = 'vi') }",
            "table",
            [
                "s                                       l",
                "--------------------------------------  --------",
                "https://w3id.org/diplograph/id/state/vn  Việt Nam",
                "(1 row)",
            ],
        ),
        ("ASK { state:vn a dip:State }", "table", ["yes"]),
        ("ASK { state:vn a dip:Person }", "table", ["no"]),
        ("SELECT ('a' AS ?x) {}", "csv", ["x", "a"]),
        ("SELECT ('a' AS ?x) {}", "tsv", ["?x", '"a"']),
        ("ASK {}", "json", ['{"head":{},"boolean":true}']),
        ("SELECT (1 AS ?x) { FILTER(false) }", "table", ["x", "-", "(0 rows)"]),
        (
            "CONSTRUCT { state:vn rdfs:label 'Việt Nam'@vi } WHERE {}",
            "ntriples",
            [
                "<https://w3id.org/diplograph/id/state/vn>"
                ' <http://www.w3.org/2000/01/rdf-schema#label> "Việt Nam"@vi .'
            ],
        ),
    ],
    ids=["table", "yes", "no", "CSV", "TSV", "JSON", "no rows", "N-Triples"],
)
def test_query_prints_what_is_asked(
    run: Run, store: Path, query: str, format_: str, lines: list[str]
) -> None:
    """Each form of query in the formats it has; the prefixes of the project are known."""
    done = run("query", query, "--format", format_, "--store", store)
    assert (done.returncode, done.stderr) == (0, b"")
    assert [re.sub(" +", " ", line) for line in _lines(done.stdout)] == [
        re.sub(" +", " ", line) for line in lines
    ] or (format_ == "table" and "Việt Nam" in done.stdout.decode())


def test_graph_is_printed_as_turtle(run: Run, store: Path) -> None:
    """Without a format a graph comes as Turtle that others can read."""
    done = run("query", "DESCRIBE state:vn", "--store", store)
    assert len(list(parse(done.stdout, RdfFormat.TURTLE))) > 5
    assert b"@prefix dip:" in done.stdout


def test_query_comes_from_a_file_or_standard_input(run: Run, store: Path, tmp_path: Path) -> None:
    """A query in a file may have a byte order mark and letters with combining marks."""
    query = "ASK { state:vn rdfs:label 'Việt Nam'@vi }"
    (tmp_path / "q.rq").write_bytes(b"\xef\xbb\xbf" + query.encode())
    for given in ({}, {"input": query.encode()}):
        file = "-" if given else tmp_path / "q.rq"
        assert run("query", "--file", file, "--store", store, **given).stdout == b"yes\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["SELECT WHERE"], ["line 1, column"]),
        ([""], ["line 1, column 1"]),
        (["SELECT * { ?s foo:bar ?o }"], ["Prefix not found"]),
        (["DROP ALL"], ["a query cannot change the store"]),
        (["SELECT * { SERVICE:x {} }"], ["SERVICE is off"]),
        (["SELECT (<http://example.org/f>(1) AS ?x) {}"], ["http://example.org/f"]),
        (["--file", "missing.rq"], ["missing.rq", "No such file"]),
        (["--file", "."], [".", "directory"]),
        (["--file", "latin.rq"], ["latin.rq", "not UTF-8"]),
        (["ASK {}", "--format", "turtle"], ["CONSTRUCT and DESCRIBE"]),
        (["DESCRIBE state:vn", "--format", "csv"], ["SELECT and ASK"]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else value,
)
def test_failing_query_says_why(
    run: Run, store: Path, tmp_path: Path, arguments: list[str], words: list[str]
) -> None:
    """A query that cannot be answered gives one line with the reason."""
    (tmp_path / "latin.rq").write_bytes(b"ASK { ?s ?p '\xe9' }")
    _failed(run("query", *arguments, "--store", store, cwd=tmp_path), *words)


@pytest.mark.parametrize(
    "arguments",
    [
        ["query", "SELECT * { ?s ?p ?o }"],
        ["query", "SELECT * { ?s ?p ?o }", "--format", "csv"],
        ["query", "CONSTRUCT WHERE { ?s ?p ?o }"],
        ["stats"],
    ],
    ids=["table", "CSV", "graph", "stats"],
)
@pytest.mark.parametrize("reader", ["leaves", "is full"])
def test_output_that_nobody_takes(
    store: Path, arguments: list[str], reader: str, tmp_path: Path
) -> None:
    """A reader who has enough is no error; a full disk is one."""
    command = [_DIPLOGRAPH, *arguments, "--store", str(store)]
    errors = tmp_path / "errors"
    with errors.open("wb") as stderr:
        if reader == "is full":
            with Path("/dev/full").open("wb") as full:
                status = subprocess.run(command, stdout=full, stderr=stderr, check=False).returncode
        else:
            with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=stderr) as running:
                output: IO[bytes] | None = running.stdout
                assert output is not None
                output.readline()
                output.close()
            status = running.returncode
    said = errors.read_text().splitlines()
    if reader == "leaves":
        assert (status, said) == (0, [])
    else:
        assert (status, said) == (1, ["diplograph: output: No space left on device"])


def test_output_is_utf_8_whatever_the_locale(run: Run, store: Path) -> None:
    """Vietnamese comes out whole also where the system speaks ASCII."""
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PATH": os.defpath}
    query = "SELECT ?l { state:vn rdfs:label ?l FILTER(lang(?l) = 'vi') }"
    done = run("query", query, "--store", store, env=plain)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Việt Nam" in done.stdout.decode()


def test_ctrl_c_ends_a_query_that_computes(store: Path) -> None:
    """The engine does not listen to Ctrl-C; the command ends all the same."""
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    with subprocess.Popen(
        [_DIPLOGRAPH, "query", endless, "--store", str(store)], stderr=subprocess.PIPE
    ) as running:
        time.sleep(1)
        running.send_signal(signal.SIGINT)
        _, errors = running.communicate(timeout=60)
    assert (running.returncode, errors) == (-signal.SIGINT, b"")


@pytest.mark.parametrize("ending", ["ttl", "trig", "nt", "nq", "rdf", "jsonld", "nq.gz"])
def test_export_by_ending(run: Run, store: Path, tmp_path: Path, ending: str) -> None:
    """The file holds the whole graph in the format of its name; twice gives the same bytes."""
    written = []
    for name in ("one", "two"):
        path = tmp_path / f"{name}.{ending}"
        done = run("export", path, "--store", store)
        assert (done.returncode, done.stderr) == (0, b"")
        written.append(path.read_bytes())
    count = int(done.stdout.decode().split(": ")[1].split()[0])
    assert written[0] == written[1]
    content = gzip.decompress(written[0]) if ending.endswith("gz") else written[0]
    format_ = RdfFormat.from_extension(ending.removesuffix(".gz"))
    assert sum(1 for _ in parse(content, format_)) == count


def test_export_of_a_part(run: Run, store: Path, tmp_path: Path) -> None:
    """One article, or what a query gives, is exported alone."""
    article = _article(run, store)
    done = run("export", tmp_path / "a.nq", "--article", article, "--store", store)
    assert done.returncode == 0
    quads = list(parse(path=tmp_path / "a.nq"))
    assert {str(quad.graph_name) for quad in quads} == {f"<{article}>"}
    query = "CONSTRUCT { ?m a dip:Meeting } WHERE { ?m a dip:Meeting }"
    done = run("export", tmp_path / "m.ttl", "--query", query, "--store", store)
    assert done.returncode == 0
    assert {str(quad.object) for quad in parse(path=tmp_path / "m.ttl")} == {
        "<https://w3id.org/diplograph/ontology#Meeting>"
    }


def _article(run: Run, store: Path) -> str:
    query = "SELECT ?a { ?a a dip:Article } ORDER BY ?a LIMIT 1"
    return _lines(run("query", query, "--format", "csv", "--store", store).stdout)[1]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["x.xlsx"], ["x.xlsx", "unknown format", ".ttl"]),
        (["missing/x.ttl"], ["missing/x.ttl", "No such file"]),
        (["x.ttl", "--article", "http://example.org/x"], ["no article of this store"]),
        (["x.ttl", "--article", "no iri"], ["no IRI"]),
        (["x.ttl", "--query", "ASK {}"], ["only CONSTRUCT and DESCRIBE"]),
        (["x.ttl", "--query", "CONSTRUCT {"], ["line 1, column"]),
    ],
    ids=["ending", "folder", "article", "IRI", "ASK", "syntax"],
)
def test_failing_export_leaves_no_file(
    run: Run, store: Path, tmp_path: Path, arguments: list[str], words: list[str]
) -> None:
    """An export that fails says why and leaves nothing behind."""
    _failed(run("export", *arguments, "--store", store, cwd=tmp_path), *words)
    assert list(tmp_path.iterdir()) == []


def test_show_prints_the_article_and_what_was_read_in_it(
    run: Run, store: Path, seed_folder: Path
) -> None:
    """A file is read anew, an article of the store from there: both show the same."""
    article = _article(run, store)
    file = next(seed_folder.glob("000*.txt"))
    shown = run("show", file).stdout.decode()
    assert all(heading in shown for heading in ("\nEvents\n", "\nPositions\n"))
    assert run("show", article, "--store", store).stdout.decode() == shown


def test_show_says_what_it_cannot_show(run: Run, store: Path) -> None:
    """What is neither a file nor an article of the store is told."""
    _failed(run("show", "http://example.org/", "--store", store), "no article of this store")


def test_evaluate_prints_figures(run: Run, seed_folder: Path) -> None:
    """Figures for what can be counted; with --errors also what is wrong."""
    gold = next((seed_folder / "gold").glob("000*"))
    done = run("evaluate", gold, "--articles", seed_folder, "--errors")
    assert (done.returncode, done.stderr) == (0, b"")
    lines = _lines(done.stdout)
    assert lines[0].startswith("== 000_")
    assert ["gold", "found", "right", "P", "R", "F1"] in [line.split() for line in lines]
    assert lines[-1] == "articles: 1"


def test_evaluate_without_its_articles(run: Run, seed_folder: Path, tmp_path: Path) -> None:
    """Gold whose article is not there, and a folder without gold, are told."""
    _failed(run("evaluate", seed_folder / "gold", "--articles", tmp_path), "cannot be read")
    _failed(run("evaluate", tmp_path, "--articles", seed_folder), "holds no .json file")


def test_stats_counts(run: Run, store: Path) -> None:
    """The counts are those of the graph."""
    counts = dict(
        line.rsplit(maxsplit=1) for line in _lines(run("stats", "--store", store).stdout)[:9]
    )
    assert counts["articles"] == "5"
    assert counts["snapshot"] == current_snapshot(store).id
    query = "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x a dip:Position }"
    asked = run("query", query, "--format", "csv", "--store", store)
    assert counts["positions"] == _lines(asked.stdout)[1]


def test_validate_finds_nothing_in_what_was_built(run: Run, store: Path) -> None:
    """A store that diplograph built keeps its contract."""
    done = run("validate", "--store", store)
    assert (done.returncode, done.stderr) == (0, b"")
    assert _lines(done.stdout) == [f"0 findings in snapshot {current_snapshot(store).id}"]


def test_remove_drops_an_article_and_publishes(run: Run, store_copy: Path) -> None:
    """A removed article is gone from the new snapshot; the old one stays listed."""
    article, before = _article(run, store_copy), current_snapshot(store_copy).id
    removed = run("remove", article, "--store", store_copy)
    after = current_snapshot(store_copy).id
    assert _lines(removed.stdout) == [f"removed {article}", f"published snapshot {after}"]
    listed = _lines(run("snapshots", "--store", store_copy).stdout)
    assert {line[:18] for line in listed} == {f"  {before}", f"* {after}"}
    _failed(run("remove", article, "--store", store_copy), article, "no article of this store")


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda store, snapshot: (store / "current").write_text("../x\n"), "damaged"),
        (lambda store, snapshot: (store / "current").write_bytes(b"\xff\xfe"), "damaged"),
        (lambda store, snapshot: (store / "current").write_text("0000\n"), "damaged"),
        (lambda store, snapshot: (snapshot / "manifest.json").write_text("{}"), "damaged"),
        (lambda store, snapshot: shutil.rmtree(snapshot / "data"), "cannot be opened"),
        (lambda store, snapshot: _overwrite(snapshot / "data", "CURRENT"), "cannot be opened"),
        (lambda store, snapshot: _overwrite(snapshot / "data", "*.sst"), "cannot be opened"),
    ],
    ids=["other folder", "no text", "no snapshot", "manifest", "no data", "pointer", "tables"],
)
def test_damaged_snapshot_is_reported_and_replaced(
    run: Run, store_copy: Path, tmp_path: Path, damage: Callable[[Path, Path], object], words: str
) -> None:
    """A damaged snapshot gives a line and not a traceback; the next one replaces it."""
    article = _article(run, store_copy)
    damage(store_copy, current_snapshot(store_copy).path)
    for arguments in (["query", "ASK {}"], ["export", tmp_path / "x.ttl"]):
        _failed(run(*arguments, "--store", store_copy), words)
    with Writer(store_copy) as writer:
        writer.remove(article)
        assert writer.publish() is not None
    assert run("query", "ASK {}", "--store", store_copy).stdout == b"yes\n"


def _overwrite(folder: Path, pattern: str) -> None:
    """Put junk in the place of files, whose other hard links stay as they are."""
    for path in list(folder.glob(pattern)):
        path.unlink()
        path.write_text("junk")


def test_damaged_primary_is_reported(run: Run, store_copy: Path, tmp_path: Path) -> None:
    """Where the store itself is damaged a build says so; what was published can still be read."""
    _overwrite(store_copy / "primary", "*.sst")
    (tmp_path / "new.txt").write_text(_ARTICLE, encoding="utf-8")
    _failed(run("build", tmp_path / "new.txt", "--store", store_copy), "damaged", "build again")
    assert run("query", "ASK {}", "--store", store_copy).stdout == b"yes\n"


def _serving(*arguments: str | Path, cwd: Path) -> tuple[subprocess.Popen[str], str]:
    """Start a server and return it with the address that it prints."""
    server = subprocess.Popen(
        [_DIPLOGRAPH, *map(str, arguments), "--port", "0"],
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert server.stdout is not None
    for line in server.stdout:
        if found := re.search(r"http://127\.0\.0\.1:\d+", line):
            return server, found[0]
    raise AssertionError(server.communicate())


def test_demo_builds_and_serves_the_seeds(tmp_path: Path) -> None:
    """One command from nothing to an answer; Ctrl-C ends it as success."""
    server, address = _serving("demo", "--store", "demo", cwd=tmp_path)
    try:
        response = httpx.get(
            f"{address}/sparql", params={"query": "ASK { ?m a dip:Meeting }"}, timeout=60
        )
        assert response.json()["boolean"] is True
    finally:
        server.send_signal(signal.SIGINT)
        _, errors = server.communicate(timeout=60)
    # Requests are logged as lines of JSON; there is nothing else to say.
    assert [line for line in errors.splitlines() if not line.startswith("{")] == []
    assert server.returncode == 0


def test_port_in_use_is_told_before_anything_is_done(run: Run, store: Path, tmp_path: Path) -> None:
    """A second server on the same port names it and the next one."""
    server, address = _serving("serve", "--store", store, cwd=tmp_path)
    port = address.rpartition(":")[2]
    try:
        taken = run("serve", "--store", store, "--port", port)
        _failed(taken, f"port {port}", "in use", f"--port {int(port) + 1}")
        taken = run("demo", "--store", tmp_path / "demo", "--port", port)
        _failed(taken, f"port {port}", "in use")
        assert not (tmp_path / "demo").exists()
    finally:
        server.kill()
        server.communicate()


def test_killed_server_leaves_no_worker_behind(store: Path, tmp_path: Path) -> None:
    """Also a worker in the middle of a query ends with the server."""
    server, address = _serving("serve", "--store", store, "--timeout", "3600", cwd=tmp_path)
    query = urlencode({"query": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"})
    with socket.create_connection(("127.0.0.1", int(address.rpartition(":")[2]))) as client:
        client.sendall(f"GET /sparql?{query} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        _wait_for(lambda: bool(_children(server.pid)))
        workers = _children(server.pid)
        server.kill()
        server.communicate()
    _wait_for(lambda: not any(_parent(worker) for worker in workers))


def _children(parent: int) -> list[Path]:
    return [folder for folder in Path("/proc").glob("[0-9]*") if _parent(folder) == parent]


def _parent(process: Path) -> int | None:
    """Return the parent of a running process."""
    try:
        state, parent = (process / "stat").read_text().rpartition(")")[2].split()[:2]
    except OSError:
        return None
    return int(parent) if state != "Z" else None
