"""Articles out of files: plain text, Markdown, a page saved from the web, schema.org's HowTo."""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from markdown_it import MarkdownIt

from voice_guide.core.drafting import Article, Block, BlockKind
from voice_guide.errors import InputError

LARGEST = 4 * 1024 * 1024
"""Bytes; a long page with all its markup has a tenth."""

_LONGEST_HEADING = 80
_ENDS = (".", "!", "?", ":", ";", "\u201d", '"')
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = [*_HEADINGS, "p", "li"]
_NOT_TEXT = ["script", "style", "nav", "footer", "aside", "form", "noscript", "template", "header"]
_SPACE_BEFORE = re.compile(r"\s+(?=[.,;:!?])")
_NUMBERED = re.compile(r"\s{0,3}\d{1,2}[.)]\s+\S")
_ADDRESS = re.compile(r"https?:/", re.IGNORECASE)
"""As a path has it, with one slash."""
_BULLET = re.compile(r"\s{0,3}[-*•]\s+\S")


def read_article(path: Path) -> Article:
    """The article in a file, by the file's ending; raise InputError for one that is none."""
    text = _text(path)
    match path.suffix.lower():
        case ".html" | ".htm" | ".xhtml":
            return _page(text, path.name)
        case ".json" | ".jsonld":
            return _how_to_file(text, path)
        case ".md" | ".markdown":
            return _page(MarkdownIt().enable("table").render(text), path.name)
        case _:
            return _plain(text, path.name)


def _text(path: Path) -> str:
    if _ADDRESS.match(str(path)):
        raise InputError(
            f"{path}: this is an address, and nothing is fetched from the web here",
            hint="Save the page from your browser, then import the file.",
        )
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise InputError(
            f"{path}: cannot be read: {error.strerror}", hint="Name a text, Markdown or HTML file."
        ) from error
    if len(content) > LARGEST:
        raise InputError(f"{path}: too large", hint=f"At most {LARGEST // 1024**2} MB.")
    if b"\0" in content:
        raise InputError(f"{path}: not a text", hint="Save the article as text or as HTML.")
    return content.decode("utf-8-sig", "replace")


def _plain(text: str, source: str) -> Article:
    """Paragraphs are divided by empty lines; a short one that is no sentence is a heading."""
    blocks: list[Block] = []
    for paragraph in re.split(r"\n\s*\n", text):
        lines = [line for line in paragraph.splitlines() if line.strip()]
        # Lines that are whole sentences are paragraphs; others were broken to fit a width.
        apart = all(line.rstrip().endswith(_ENDS) for line in lines)
        for part in [[line] for line in lines] if apart else [lines]:
            blocks += _plain_blocks(part)
    return Article("", tuple(blocks), source)


def _plain_blocks(lines: list[str]) -> Iterator[Block]:
    listed = [_NUMBERED.match(line) or _BULLET.match(line) for line in lines]
    if not any(listed):
        if lines:
            yield _paragraph(_joined(lines))
        return
    entry: list[str] = []
    for line, begins in zip(lines, listed, strict=True):
        if begins and entry:
            yield _entry(entry)
            entry = []
        entry.append(line)
    yield _entry(entry)


def _entry(lines: list[str]) -> Block:
    text = _joined(lines)
    if _BULLET.match(lines[0]):
        return Block(BlockKind.ITEM, text.lstrip("-*• "))
    kind = BlockKind.ITEM if _NUMBERED.match(lines[0]) else BlockKind.PARAGRAPH
    return Block(kind, text)


def _joined(lines: Iterable[str]) -> str:
    return " ".join(" ".join(lines).split())


def _paragraph(text: str) -> Block:
    """A paragraph, or a heading when it is short and no sentence."""
    if len(text) <= _LONGEST_HEADING and not text.endswith((".", "!", ";", ",")):
        return Block(BlockKind.HEADING, text.rstrip(":"), level=2)
    return Block(BlockKind.PARAGRAPH, text)


def _page(html: str, source: str) -> Article:
    soup = BeautifulSoup(html, "html.parser")
    for script in soup.find_all("script", type="application/ld+json"):
        if found := _how_to_in(script.get_text(), source):
            return found
    for tag in soup.find_all(_NOT_TEXT):
        tag.decompose()
    whole = soup.find("article") or soup.find("main") or soup.body or soup
    blocks = [block for tag in whole.find_all(_BLOCKS) if (block := _block(tag))]
    first = next((b for b in blocks if b.kind is BlockKind.HEADING and b.level == 1), None)
    title = first.text if first else soup.title.get_text(" ", strip=True) if soup.title else ""
    return Article(title, tuple(block for block in blocks if block is not first), source)


def _block(tag: Tag) -> Block | None:
    if tag.find_parent("li") is not None and tag.name != "li":
        return None  # It is read with its entry.
    text = _SPACE_BEFORE.sub("", tag.get_text(" ", strip=True))
    if not text:
        return None
    if tag.name in _HEADINGS:
        return Block(BlockKind.HEADING, text, _HEADINGS[tag.name])
    if tag.name == "p":
        return Block(BlockKind.PARAGRAPH, text)
    if tag.find(["ol", "ul"]) is not None:
        return None  # A list in a list: its own entries are read.
    ordered = tag.parent is not None and tag.parent.name == "ol"
    return Block(BlockKind.STEP if ordered else BlockKind.ITEM, text)


def _how_to_file(text: str, path: Path) -> Article:
    found = _how_to_in(text, path.name)
    if found is None:
        raise InputError(
            f"{path}: no schema.org HowTo in it", hint="Save the page as HTML, or its text."
        )
    return found


def _how_to_in(text: str, source: str) -> Article | None:
    """schema.org/HowTo as JSON-LD: name, step (or sections of steps), tool and supply."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    for thing in _things(data):
        kinds = thing.get("@type")
        if kinds == "HowTo" or (isinstance(kinds, list) and "HowTo" in kinds):
            blocks = tuple(_how_to_steps(thing.get("step")))
            needed = (*_names(thing.get("tool")), *_names(thing.get("supply")))
            about = _said(thing.get("description"))
            intro = (Block(BlockKind.PARAGRAPH, about),) if about else ()
            return Article(_said(thing.get("name")), (*intro, *blocks), source, needed)
    return None


def _things(data: object, depth: int = 0) -> Iterator[dict[str, object]]:
    if depth > 10:
        return
    match data:
        case dict():
            yield data
            yield from _things(data.get("@graph"), depth + 1)
        case list():
            for one in data:
                yield from _things(one, depth + 1)


def _how_to_steps(steps: object, depth: int = 0) -> Iterator[Block]:
    for step in steps if isinstance(steps, list) else [steps]:
        if isinstance(step, str) and step.strip():
            yield Block(BlockKind.STEP, _said(step))
        if not isinstance(step, dict) or depth > 5:
            continue
        inner = step.get("itemListElement")
        if step.get("@type") == "HowToSection" and inner is not None:
            yield from _how_to_steps(inner, depth + 1)
            continue
        text = _said(step.get("text")) or " ".join(b.text for b in _how_to_steps(inner, depth + 1))
        if text or step.get("name"):
            name = _said(step.get("name"))
            yield Block(BlockKind.STEP, text or name, title=name)


def _names(things: object) -> Iterator[str]:
    for thing in things if isinstance(things, list) else [things]:
        name = _said(thing.get("name") if isinstance(thing, dict) else thing)
        if name:
            yield name


def _said(value: object) -> str:
    """A text without any markup that may be in it."""
    if not isinstance(value, str):
        return ""
    plain = BeautifulSoup(value, "html.parser").get_text(" ") if "<" in value else value
    return " ".join(plain.split())
