"""The shape of the code: imports go one way, the core stays pure, files stay small."""

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from voice_guide.core.session.state import Phase
from voice_guide.language.replies import load_words

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "voice_guide"
FILES = sorted(PACKAGE.rglob("*.py"))

LAYERS = (
    {"core"},
    {"sound", "bodymap"},
    {"ports", "errors", "invocation", "language", "private_file", "resources"},
    {"player", "ears", "answer_ears", "mouth", "adapters", "screen", "sheet", "web", "settings"},
    {"wiring", "option_values"},
    {"commands"},
    {"cli"},
    {"__main__"},
)
FREE_WITHIN = {"language", "ports", "errors", "resources"}
"""These may use each other: words need errors and files."""

PURE = {
    "collections", "contextlib", "dataclasses", "enum", "fractions", "functools", "itertools",
    "math", "operator", "re", "string", "types", "typing",
}  # fmt: skip

HOMES = {
    "bs4": {"adapters/article_file.py"},
    "markdown_it": {"adapters/article_file.py"},
    "ruamel": {"adapters/routine_file/writing.py"},
    "filelock": {
        "adapters/journal/",
        "adapters/progress.py",
        "adapters/word_graph/adding.py",
    },
    "fsrs": {"adapters/progress.py"},
    "h11": {"web/connections.py"},
    "hassil": {"language/sentence_file.py"},
    "jinja2": {"sheet/"},
    "markupsafe": {"sheet/"},
    "segno": {"web/"},
    "starlette": {"web/", "wiring/page.py"},
    "uvicorn": {"web/server.py", "web/connections.py"},
    "unicode_rbnf": {"language/numbers.py"},
    "platformdirs": {"wiring/folders.py", "adapters/model_choice.py"},
    "pydantic": {"adapters/routine_file/"},
    "pydantic_core": {"adapters/routine_file/"},
    "pyttsx3": {"adapters/voice_child.py"},
    "espeakng_loader": {"adapters/voice_child.py", "adapters/pronouncing.py"},
    "psutil": {"adapters/memory.py"},
    "pyphen": {"language/syllables.py"},
    "rich": {
        "screen/",
        "wiring/history.py",
        "wiring/learned.py",
        "wiring/models.py",
        "wiring/trial.py",
        "commands/printing.py",
    },
    "samplerate": {"sound/resample.py"},
    "snowballstemmer": {"language/recall_terms.py"},
    "sounddevice": {"adapters/sound_card/"},
    "soundfile": {"adapters/wav_file.py"},
    "vosk": {"adapters/vosk_recogniser/"},
    "watchfiles": {"wiring/watching.py"},
    "yaml": {"adapters/routine_file/", "adapters/model_floors.py", "language/"},
}
"""Where a library may be imported; numpy is free outside the core."""

NETWORK = {
    "asyncio": {"web/"},
    "ftplib": set(),
    "http": {"adapters/model_store/download.py"},
    "imaplib": set(),
    "poplib": set(),
    "smtplib": set(),
    # Beside the page: the door of the machine's own sound server is a file.
    "socket": {"web/server.py", "wiring/page.py", "adapters/sound_card/signs.py"},
    "socketserver": set(),
    "ssl": set(),
    "telnetlib": set(),
    "urllib": {"adapters/model_store/download.py"},
    "webbrowser": set(),
    "xmlrpc": set(),
}
"""Where the standard library's ways to other machines may be imported: a model is fetched, and the
page is served. Nothing else of this product has to do with a network."""

LONGEST = 350
VAGUE = re.compile(r"(manager|handler|helper|utils?)s?$", re.IGNORECASE)


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


every_file = pytest.mark.parametrize("path", FILES, ids=name_of)


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imported(path: Path) -> tuple[str, ...]:
    return tuple(_imported(path))


def _imported(path: Path) -> Iterator[str]:
    """Full names of the modules that a file imports, wherever in the file it does."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)} imports relatively"
            names = (f"{node.module}.{alias.name}" for alias in node.names)
            yield from (
                names
                if node.module in {"voice_guide", "voice_guide.adapters"}
                else (node.module or "",)
            )


def ours(path: Path) -> set[str]:
    """The parts of this package that a file imports: "core.beats", "ports"."""
    names = {name for name in imported(path) if name.startswith("voice_guide.")}
    return {name.removeprefix("voice_guide.") for name in names - {"voice_guide.__version__"}}


def top(name: str) -> str:
    return name.split(".", maxsplit=1)[0].removesuffix(".py")


def layer(part: str) -> int:
    return next(level for level, parts in enumerate(LAYERS) if part in parts)


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@every_file
def test_imports_go_one_way(path: Path) -> None:
    here = part_of(path)
    if here == "__init__":
        assert not ours(path)
        return
    for name in ours(path):
        there = top(name)
        same = here == there or {here, there} <= FREE_WITHIN
        assert same or layer(there) < layer(here), f"{name_of(path)} imports {name}"


@every_file
def test_the_core_is_pure(path: Path) -> None:
    if part_of(path) == "core":
        outside = {top(name) for name in imported(path)} - {"voice_guide"}
        assert outside <= PURE


@every_file
def test_adapters_do_not_know_each_other(path: Path) -> None:
    if part_of(path) != "adapters":
        return
    here = path.relative_to(PACKAGE / "adapters").parts[0].removesuffix(".py")
    theirs = {name.split(".")[1] for name in ours(path) if name.startswith("adapters.")}
    assert theirs <= {here}


@every_file
def test_a_library_is_imported_in_its_home_alone(path: Path) -> None:
    here = name_of(path)
    known = set(sys.stdlib_module_names) | {"voice_guide", "numpy"}
    for library in {top(name) for name in imported(path)} - known:
        homes = HOMES.get(library, set())
        assert any(here.startswith(home) for home in homes), f"{here} imports {library}"


@every_file
def test_only_what_fetches_a_model_or_serves_the_page_can_reach_a_network(path: Path) -> None:
    here = name_of(path)
    # Taking an address apart reaches nobody.
    for module in {top(name) for name in imported(path) if name != "urllib.parse"} & NETWORK.keys():
        assert any(here.startswith(home) for home in NETWORK[module]), f"{here} imports {module}"


@every_file
def test_a_file_has_one_subject_and_is_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) < LONGEST
    assert ast.get_docstring(parsed(path)), "a public module says what it is about"


@every_file
def test_names_say_what_a_thing_is(path: Path) -> None:
    tree = ast.walk(parsed(path))
    named = [n.name for n in tree if isinstance(n, ast.ClassDef | ast.FunctionDef)]
    assert not [name for name in (*named, path.stem) if VAGUE.search(name)]


def test_every_phase_says_what_can_be_said() -> None:
    hints = load_words("en").hints
    assert {phase.value for phase in Phase} <= set(hints)
    assert all(hints[phase.value] for phase in Phase if phase is not Phase.OVER)
