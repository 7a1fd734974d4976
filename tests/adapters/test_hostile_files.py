"""Files made to break us, and files broken by accident: an error with a place, never a crash."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.adapters.samples import QUESTIONS, ROUTINE, TECHNIQUES, shelve
from voice_guide.adapters.routine_file import (
    RoutineError,
    check_file,
    load_questions,
    load_routine,
    load_techniques,
    tree,
)
from voice_guide.adapters.routine_file.format import _Group

pytestmark = pytest.mark.timeout(30)

LOADERS = (load_routine, load_questions, load_techniques)
GOOD = "title: T\nsummary: S.\nparts: [{title: P, steps: [{title: One, say: Go.}]}]\n"
LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join(['*' + old] * 9)}]\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)

HOSTILE: dict[str, bytes] = {
    "a tag that runs a command": b"title: !!python/object/apply:os.system ['touch owned']\n",
    "a tag that makes an object": b"!!python/object:os.stat_result {}\n",
    "a tag that names a module": b"title: !!python/name:os.system\n",
    "a tag of its own": b"%TAG ! tag:x.org,2000:\n---\ntitle: !thing T\n",
    "a tag on a key": b"!!python/object/apply:os.getcwd []: T\n",
    "an alias bomb": LAUGHS.encode(),
    "an alias of itself": b"&a [*a]\n",
    "an alias as a key": b"title: &a T\n*a : x\n",
    "an alias of nothing": b"title: *nobody\n",
    "a merge key": b"title: T\n<<: {summary: S}\n",
    "ten megabytes": b"title: " + b"x" * 10_000_000,
    "lists 100,000 deep": b"[" * 100_000,
    "groups 100,000 deep": b"{a: " * 50_000,
    "dashes 50,000 deep": b"- " * 50_000,
    "question marks 50,000 deep": b"? " * 50_000,
    "lines ever further right": "".join(" " * n + "a:\n" for n in range(600)).encode(),
    "100,000 entries": b"[" + b"1," * 100_000 + b"]",
    "100,000 empty keys": b"{" + b"a,\n" * 80_000 + b"}",
    "9,000 unknown keys": "".join(f"unknown_{n}: 1\n" for n in range(9_000)).encode(),
    "9,000 wrong areas": GOOD.replace(
        "Go.", f"Go., areas: [{', '.join(f'bck{n}' for n in range(9_000))}]"
    ).encode(),
    "5,000 unknown techniques": (
        "title: T\nsummary: S.\nparts:\n- title: P\n  steps:\n"
        + "".join(f"  - {{title: t{n}, technique: t{n}}}\n" for n in range(5_000))
    ).encode(),
    "one enormous key": b"x" * 200_000 + b": 1\n",
    "one enormous quoted key": b'"' + b"x\\n" * 50_000 + b'": 1\n',
    "an enormous number": GOOD.replace("Go.", f"Go., hold: {'9' * 5_000}").encode(),
    "an enormous duration": GOOD.replace("Go.", f"Go., hold: '{'1 ' * 50_000}min'").encode(),
    "no number": GOOD.replace("Go.", "Go., hold: .nan").encode(),
    "Latin 1": "title: Rücken\n".encode("latin-1"),
    "UTF-16": GOOD.encode("utf-16"),
    "half a letter at the end": GOOD.encode() + "ü".encode()[:1],
    "a NUL": GOOD.encode() + b"\0",
    "a terminal's escape": GOOD.encode() + b"# \x1b[2J\n",
    "half a surrogate": GOOD.encode() + b'x: "\\ud800"\n',
    "a letter beyond the last": GOOD.encode() + b'x: "\\Uffffffff"\n',
    "the same key twice": GOOD.encode() + b"title: T\n",
    "the same key twice, quoted": GOOD.encode() + b'"title": T\n',
    "a list as a key": GOOD.encode() + b"[a, b]: c\n",
    "nothing": b"",
    "only blanks": b" \n\n",
    "only a comment": b"# later\n",
    "only a start": b"---\n",
    "a list at the top": b"- a\n- b\n",
    "a text at the top": b"massage\n",
    "two documents": GOOD.encode() + b"---\n" + GOOD.encode(),
    "tabs": b"title: T\nparts:\n\t- title: P\n",
    "an open bracket": b"title: [T\n",
    "an open quote": b'title: "T\n',
    "YAML of the future": b"%YAML 9.9\n---\n" + GOOD.encode(),
    "a directive without end": b"%" + b"x" * 100_000,
}


@pytest.fixture(params=["fast", "plain"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both of PyYAML's parsers: the one in C is not there on every machine."""
    if request.param == "plain":
        monkeypatch.setattr(tree, "_Loader", yaml.SafeLoader)
    elif not hasattr(yaml, "CSafeLoader"):
        pytest.skip("PyYAML is without libyaml here")
    return str(request.param)


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_gets_an_error_with_a_place_not_a_crash(
    content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    file = shelve(tmp_path / "routines")
    file.write_bytes(content)
    with pytest.raises(RoutineError) as caught:
        load_routine(file)
    for mistake in caught.value.mistakes:
        assert mistake.path == file
        assert 1 <= mistake.line <= content.count(b"\n") + 2
        assert mistake.column >= 1
        assert str(mistake).isprintable()
        assert len(str(mistake)) < 1000 + len(str(file))
    assert check_file(file)
    assert not (tmp_path / "owned").exists(), "code in the file was run"


def test_the_place_of_what_is_not_utf_8_is_named(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes("title: Rub\nsummary: Für den Rücken".encode("latin-1"))
    (mistake,) = check_file(file)
    assert (mistake.line, mistake.column) == (2, 11)
    assert "not UTF-8" in mistake.problem


@pytest.mark.parametrize("name", ["nowhere.yaml", ".", "a\0b.yaml", "x" * 5_000, "no/where/at.all"])
def test_what_is_no_file_is_said_to_be_none(name: str, tmp_path: Path) -> None:
    for load in LOADERS:
        with pytest.raises(RoutineError, match="name a YAML file"):
            load(tmp_path / name)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_a_pipe_a_device_and_a_socket_are_refused_without_waiting_for_them(tmp_path: Path) -> None:
    pipe, plug = tmp_path / "pipe.yaml", tmp_path / "s"
    os.mkfifo(pipe)
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(str(plug))
        for path in (pipe, plug, Path("/dev/zero"), Path("/dev/stdin")):
            if path.is_file():
                continue  # Standard input can be a file, which is fine.
            (mistake,) = check_file(path)
            assert mistake.problem == "not an ordinary file"


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs Linux's /proc")
def test_a_file_that_fails_while_it_is_read_is_said_to_be_unreadable() -> None:
    (mistake,) = check_file(Path("/proc/self/mem"))
    assert mistake.problem.startswith("cannot be read: ")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows asks differently")
def test_a_file_one_may_not_read_is_said_to_be_so(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(GOOD, encoding="utf-8")
    file.chmod(0)
    if os.access(file, os.R_OK):
        pytest.skip("this user may read everything")
    (mistake,) = check_file(file)
    assert mistake.problem.startswith("cannot be read: ")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such loop")
def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    loop = tmp_path / "a.yaml"
    loop.symlink_to(loop)
    assert check_file(loop)


def test_no_yaml_of_ours_can_make_an_object() -> None:
    """Reading goes by the parser's events; no loader that constructs is even called."""
    code = (
        "import yaml, sys\n"
        "def refuse(*_): sys.exit('an object was about to be made')\n"
        "for name in ('SafeConstructor', 'FullConstructor', 'UnsafeConstructor'):\n"
        "    getattr(yaml.constructor, name).construct_document = refuse\n"
        "from pathlib import Path\n"
        "from voice_guide.adapters.routine_file import check_file\n"
        "print(len(check_file(Path(sys.argv[1]))))\n"
    )
    routine = Path(__file__).parent / "nothing.yaml"
    done = subprocess.run(
        [sys.executable, "-c", code, str(routine)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "1\n"), done.stderr


def _mutations(text: str) -> st.SearchStrategy[bytes]:
    """Good YAML with a few stretches replaced, doubled or taken out."""
    pieces = st.one_of(
        st.sampled_from([b"", b": ", b"- ", b"&a ", b"*a", b"!!int ", b"|\n", b"\n", b"\t", b"{"]),
        st.sampled_from(
            [b"[", b"]", b"}", b"yes", b"1e9", b"0", b"'", b'"', b"#", b"? ", b"---\n"]
        ),
        st.binary(max_size=6),
        st.text(max_size=6).map(lambda letters: letters.encode("utf-8", "surrogatepass")),
    )
    places = st.integers(0, len(text))
    edits = st.lists(st.tuples(places, st.integers(0, 40), pieces), min_size=1, max_size=4)

    def apply(changes: list[tuple[int, int, bytes]]) -> bytes:
        content = text.encode()
        for place, length, piece in changes:
            content = content[:place] + piece + content[place + length :]
        return content

    return edits.map(apply)


_slow_ok = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def _only_our_error(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    caught = []
    for load in LOADERS:
        try:
            load(file)
        except RoutineError as error:
            caught.append(error)
    for ours in caught:
        assert ours.mistakes
        assert len(str(ours).split("\n")) == len(ours.mistakes)
    assert len(caught) >= len(LOADERS) - 1
    check_file(file)


@_slow_ok
@given(content=st.binary(max_size=400))
@example(content=b"\xef\xbb\xbf")
@pytest.mark.usefixtures("parser")
def test_arbitrary_bytes_raise_nothing_but_our_error(content: bytes, tmp_path: Path) -> None:
    _only_our_error(tmp_path / "a.yaml", content)


@_slow_ok
@given(content=st.one_of(*map(_mutations, (ROUTINE, QUESTIONS, TECHNIQUES))))
@pytest.mark.usefixtures("parser")
def test_good_files_spoilt_anyhow_raise_nothing_but_our_error(
    content: bytes, tmp_path: Path
) -> None:
    _only_our_error(tmp_path / "a.yaml", content)


_scalars = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20))
_words = st.sampled_from(
    sorted({name for model in _Group.__subclasses__() for name in model.model_fields})
)
_data = st.recursive(
    _scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_words, inner, max_size=6),
    max_leaves=30,
)


@_slow_ok
@given(data=_data)
@pytest.mark.usefixtures("parser")
def test_any_data_in_the_right_words_raises_nothing_but_our_error(
    data: object, tmp_path: Path
) -> None:
    _only_our_error(tmp_path / "a.yaml", yaml.safe_dump(data).encode("utf-8", "replace"))
