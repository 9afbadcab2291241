"""Laws of reading: what is stored, what names it, and that nothing bad stops a build."""

import io
import json
import os
import sys
import unicodedata
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplograph.extract.readers import JsonFields, Source, read_sources
from diplograph.ontology.errors import ArticleFormatError

# "Deputy minister An met the delegation. Both sides agreed to cooperate."
TEXT = "Thứ trưởng An tiếp đoàn.\nHai bên nhất trí hợp tác."


def sources(*paths: Path | str, fields: JsonFields | None = None) -> list[Source]:
    """Return articles, and fail on the first error."""
    found = list(read_sources([str(path) for path in paths], fields or JsonFields()))
    for item in found:
        assert isinstance(item, Source), item
    return [item for item in found if isinstance(item, Source)]


def errors(*paths: Path | str) -> list[str]:
    """Return the messages of what could not be read."""
    return [
        str(item)
        for item in read_sources([str(path) for path in paths])
        if isinstance(item, ArticleFormatError)
    ]


@pytest.fixture(name="write")
def _write(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """Return a function that writes a file and gives its path."""

    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


class TestText:
    """Plain text files."""

    @pytest.mark.parametrize("text", [TEXT, TEXT.replace("\n", "\r\n"), TEXT + "\r\n\t\n", " x\r"])
    def test_clean_text_is_stored_as_it_is(self, write, text: str) -> None:
        """UTF-8 in NFC is stored code point for code point, line ends included."""
        (source,) = sources(write("tin.txt", text))
        assert text == source.text

    @pytest.mark.parametrize(
        "encoded",
        [
            TEXT.encode("utf-8-sig"),
            b"\xff\xfe" + TEXT.encode("utf-16-le"),
            b"\xfe\xff" + TEXT.encode("utf-16-be"),
            unicodedata.normalize("NFD", TEXT).encode(),
        ],
        ids=["UTF-8 with mark", "UTF-16 LE", "UTF-16 BE", "NFD"],
    )
    def test_every_encoding_gives_the_same_text(self, write, encoded: bytes) -> None:
        """The stored text is NFC and has no byte order mark."""
        (source,) = sources(write("tin.txt", encoded))
        assert source.text == TEXT

    @given(text=st.text(min_size=1).filter(lambda text: any(map(str.isalpha, text))))
    def test_any_text_is_read_as_its_nfc(self, tmp_path_factory, text: str) -> None:
        """Reading never changes more than the Unicode form, and never raises."""
        path = tmp_path_factory.mktemp("texts") / "tin.txt"
        path.write_bytes(("a" + text).encode("utf-8", "surrogatepass"))
        (found,) = read_sources([str(path)])
        if isinstance(found, Source):
            assert unicodedata.normalize("NFC", "a" + text) == found.text
        else:
            assert "\0" in text

    def test_the_digest_is_of_the_bytes(self, write) -> None:
        """Files that differ in a byte differ in their digest, even with one text."""
        content = TEXT.encode("utf-8-sig")
        (source,) = sources(write("tin.txt", content))
        assert sha256(content).hexdigest() == source.sha256

    def test_a_file_names_its_article_without_folder_and_ending(self, write) -> None:
        """The identifier is the same wherever the file lies."""
        path = write("sâu/hơn/001_tin.txt", TEXT)
        (source,) = sources(path)
        assert ("001_tin", str(path)) == (source.identifier, source.name)

    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            (b"", "no letter"),
            (b" \n 12/3.\n", "no letter"),
            (b"\xef\xbb\xbf", "no letter"),
            (b"Vi\xd6t Nam", "not UTF-8 (byte 3)"),
            (b"\x89PNG\r\n\x1a\n\0\0\0", "binary data"),
            (b"abc\0def", "binary data"),
            (b"\xff\xfea", "not UTF-16-LE"),
        ],
    )
    def test_what_is_no_text_is_an_error_that_names_the_file(
        self, write, content: bytes, reason: str
    ) -> None:
        """Wrong encodings, binary data and empty files are yielded, not raised."""
        path = write("tin.txt", content)
        (message,) = errors(path)
        assert message.startswith(f"{path}: ")
        assert reason in message

    def test_a_file_of_unusual_size_is_an_error(self, write, monkeypatch) -> None:
        """A dump of many articles is not taken for one."""
        monkeypatch.setattr("diplograph.extract.readers.LARGEST_ARTICLE", 10)
        (message,) = errors(write("tin.txt", TEXT))
        assert "larger than" in message

    def test_a_missing_file_is_an_error(self, tmp_path: Path) -> None:
        """It says what the operating system says."""
        assert [f"{tmp_path / 'x.txt'}: cannot be read: No such file or directory"] == errors(
            tmp_path / "x.txt"
        )

    def test_a_name_that_is_no_text_is_an_error(self, tmp_path: Path) -> None:
        """Such a name could not be stored."""
        try:
            path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/tin\xff.txt"))
            path.write_text(TEXT, encoding="utf-8")
        except OSError:
            pytest.skip("this file system has no such names")
        (message,) = errors(path)
        assert "rename it" in message
        message.encode()


class TestFolders:
    """Folders, and several paths."""

    def test_a_folder_gives_its_articles_in_order_of_name(self, write, tmp_path: Path) -> None:
        """Known endings only, in every folder below, without hidden ones."""
        for name in ("b.txt", "a/2.TXT", "a/1.txt", "c.md", ".hidden.txt", ".git/x.txt", "d.pdf"):
            write(name, TEXT)
        assert [source.identifier for source in sources(tmp_path)] == ["1", "2", "b"]

    def test_a_file_that_is_named_is_read_whatever_its_ending(self, write) -> None:
        """A file without a known ending is plain text."""
        assert [source.identifier for source in sources(write("bài.md", TEXT))] == ["bài"]

    def test_a_folder_without_articles_is_an_error(self, write, tmp_path: Path) -> None:
        """A mistyped folder does not pass for an empty corpus."""
        write("c.md", TEXT)
        (message,) = errors(tmp_path)
        assert message.startswith(f"{tmp_path}: holds no .txt")

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
    def test_a_folder_that_may_not_be_read_is_an_error(self, write, tmp_path: Path) -> None:
        """The folders beside it are read."""
        write("a/tin.txt", TEXT).parent.chmod(0)
        write("b/bài.txt", TEXT)
        error, source = read_sources([str(tmp_path)])
        assert str(error) == f"{tmp_path / 'a'}: cannot be read: Permission denied"
        assert isinstance(source, Source)

    def test_a_folder_linked_into_itself_is_read_once(self, write, tmp_path: Path) -> None:
        """Links cannot make reading endless."""
        write("a/tin.txt", TEXT)
        (tmp_path / "a" / "vòng").symlink_to(tmp_path, target_is_directory=True)
        assert [source.identifier for source in sources(tmp_path)] == ["tin"]

    def test_one_bad_file_stops_nothing(self, write, tmp_path: Path) -> None:
        """Articles before and after an error are read; a broken link is an error."""
        write("1.txt", TEXT)
        write("2.txt", b"\xff")
        (tmp_path / "3.txt").symlink_to(tmp_path / "không có")
        write("4.txt", TEXT)
        found = list(read_sources([str(tmp_path)]))
        assert [isinstance(item, Source) for item in found] == [True, False, False, True]

    def test_the_second_article_of_one_name_is_an_error(self, write, tmp_path: Path) -> None:
        """It would replace the first, so both are named."""
        first, second = write("a/tin.txt", TEXT), write("b/tin.txt", TEXT)
        (message,) = errors(tmp_path)
        assert message.startswith(f"{second}: ")
        assert f'"tin", as {first} has' in message

    def test_names_that_give_one_iri_are_one_name(self, write, tmp_path: Path) -> None:
        """Articles are kept apart by their IRIs."""
        write("bản tin.txt", TEXT)
        write("bản-tin.txt", TEXT)
        assert len(errors(tmp_path)) == 1

    def test_files_are_opened_one_at_a_time(self, write, tmp_path: Path) -> None:
        """A file is read when its turn comes."""
        reading = read_sources([str(write("1.txt", TEXT)), str(tmp_path / "2.txt")])
        assert isinstance(next(reading), Source)
        write("2.txt", TEXT)
        assert isinstance(next(reading), Source)


class TestJsonLines:
    """JSON Lines files."""

    def test_fields_become_metadata(self, write) -> None:
        """The text field is stored as it is; the URL is the identifier."""
        record = {
            "text": TEXT,
            "title": "Tiếp đoàn",
            "date": "2024-04-27T07:10:00+07:00",
            "url": "https://example.org/tin?id=1",
            "id": 7,
            "publisher": "Báo Thử",
            "language": "vi",
        }
        line = json.dumps(record).encode()
        path = write("tin.jsonl", line + b"\r\n")
        expected = Source(
            identifier="https://example.org/tin?id=1",
            name=f"{path}:1",
            text=TEXT,
            sha256=sha256(line).hexdigest(),
            language="vi",
            headline="Tiếp đoàn",
            published=date(2024, 4, 27),
            url="https://example.org/tin?id=1",
            publisher="Báo Thử",
        )
        assert [expected] == sources(path)

    @pytest.mark.parametrize(
        ("record", "identifier"),
        [
            ({"url": "https://example.org/1", "id": "a"}, "https://example.org/1"),
            ({"url": "", "id": "a"}, "a"),
            ({"id": 7}, "7"),
            ({"id": None}, "tin-2"),
        ],
    )
    def test_an_article_is_named_by_url_then_id_then_line(
        self, write, record: dict[str, object], identifier: str
    ) -> None:
        """Blank lines are counted and skipped."""
        (source,) = sources(write("tin.ndjson", "\n" + json.dumps(record | {"text": "Tin"})))
        assert identifier == source.identifier

    def test_field_names_can_be_chosen(self, write) -> None:
        """Of several names the first that a line has counts."""
        fields = JsonFields(text=("content", "body"), published=("day",))
        path = write("tin.jsonl", '{"body": "Tin", "day": "Thứ Năm, 10/02/2022 14:00"}')
        (source,) = sources(path, fields=fields)
        assert ("Tin", date(2022, 2, 10)) == (source.text, source.published)

    def test_text_is_stored_in_nfc(self, write) -> None:
        """As from any other file, also where it is escaped."""
        record = json.dumps({"text": unicodedata.normalize("NFD", TEXT)})
        assert [source.text for source in sources(write("tin.jsonl", record))] == [TEXT]

    @pytest.mark.parametrize(
        ("line", "reason"),
        [
            ('{"text": ', "is no JSON: Expecting value (column 10)"),
            ("[1]", "is no JSON object"),
            ('{"title": "Tin"}', 'has no field "text"'),
            ('{"text": ""}', 'has no field "text"'),
            ('{"text": ["Tin"]}', 'field "text" that is no text'),
            ('{"text": true}', 'field "text" that is no text'),
            ('{"text": "..."}', "no letter"),
            (r'{"text": "a\ud800"}', 'field "text" that is no text'),
            (r'{"text": "a\u0000"}', 'field "text" that is no text'),
            ('{"text": "Tin", "url": "tin 1"}', 'field "url" that is no absolute IRI'),
            ('{"text": "Tin", "date": "hôm qua"}', 'field "date" that is no date'),
            ('{"text": "Tin", "language": "tiếng Việt"}', 'field "language" that is no language'),
            ("[" * 100_000, "too deep"),
            ('{"text": 1' + "0" * 5000 + "}", "too long"),
            (b'{"text": "Vi\xd6t"}', "not UTF-8"),
        ],
    )
    def test_a_bad_line_is_an_error_that_names_it(
        self, write, line: str | bytes, reason: str
    ) -> None:
        """The lines around it are read."""
        bad = line if isinstance(line, bytes) else line.encode()
        path = write("tin.jsonl", b'{"text": "A"}\n' + bad + b'\n{"text": "B"}\n')
        first, error, last = read_sources([str(path)])
        assert isinstance(error, ArticleFormatError)
        assert str(error).startswith(f"{path}:2: ")
        assert reason in str(error)
        assert isinstance(first, Source)
        assert isinstance(last, Source)

    def test_a_line_of_unusual_size_ends_the_file(self, write, monkeypatch) -> None:
        """It is reported once, by number."""
        for module in ("readers", "jsonlines"):
            monkeypatch.setattr(f"diplograph.extract.{module}.LARGEST_ARTICLE", 20)
        path = write("tin.jsonl", '{"text": "A"}\n{"text": "' + "B" * 50 + '"}\n{"text": "C"}\n')
        assert [isinstance(item, Source) for item in read_sources([str(path)])] == [True, False]
        assert f"{path}:2: is too long" in errors(path)[0]


class TestStandardInput:
    """The path "-"."""

    @pytest.mark.parametrize(
        ("content", "identifiers"),
        [
            (TEXT, ["standard-input"]),
            ('\n{"text": "A"}'.strip() + '\n{"text": "B", "id": "b"}\n', ["standard-input-1", "b"]),
            ("", []),
        ],
        ids=["text", "JSON Lines", "nothing"],
    )
    def test_the_format_is_recognised(
        self, monkeypatch, content: str, identifiers: list[str]
    ) -> None:
        """An object on the first line makes JSON Lines of it."""
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
        found = [item for item in read_sources(["-"]) if isinstance(item, Source)]
        assert identifiers == [source.identifier for source in found]
