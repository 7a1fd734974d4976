"""An article as plain blocks, whatever file it came from."""

from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    """What a block is in its article."""

    HEADING = "heading"
    STEP = "step"
    """An entry of a numbered list, or of a list of instructions."""
    ITEM = "item"
    """An entry of any other list."""
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of an article."""

    kind: BlockKind
    text: str
    level: int = 0
    """Of a heading, from 1."""
    title: str = ""
    """Of a step, where the article gives it one."""


@dataclass(frozen=True, slots=True)
class Article:
    """What is read out of a file."""

    title: str
    blocks: tuple[Block, ...]
    source: str = ""
    """Where it came from, in words."""
    equipment: tuple[str, ...] = ()
    """Where the file itself says so."""
