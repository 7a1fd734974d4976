"""Reads a file of sentence templates; every mistake in it is told at once, with its line."""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from hassil.errors import MissingRuleError
from hassil.expression import Alternative, Expression, Group, Permutation, RuleReference, Sentence
from hassil.parse_expression import parse_sentence
from hassil.parser import ParseError
from hassil.sample import sample_sentence

from voice_guide.core.commands import Command
from voice_guide.errors import InputError

MOST_BYTES = 1_000_000
MOST_PHRASES = 5_000
"""What one template may stand for."""
_DEEPEST = 30

_KEYS = ("language", "spellings", "lists", "expansion_rules", "intents")


@dataclass(frozen=True, slots=True)
class Wording:
    """One template of a command, and where it stands."""

    command: Command
    template: str
    line: int
    number: int | None = None
    """What every phrase of this template names, where the words do not say it in digits."""


@dataclass(slots=True)
class SentenceFile:
    """What one file says. `mistakes` are lines of text that name file and line."""

    path: Path
    wordings: list[Wording] = field(default_factory=list)
    rules: dict[str, Sentence] = field(default_factory=dict)
    lists: dict[str, dict[str, str]] = field(default_factory=dict)
    spellings: dict[str, str] = field(default_factory=dict)
    mistakes: list[str] = field(default_factory=list)

    def wrong(self, line: int, problem: str) -> None:
        self.mistakes.append(f"{self.path}:{line}: {problem}")

    def refuse_mistakes(self) -> None:
        """Raise InputError with all of them, if any."""
        if self.mistakes:
            raise InputError(
                "\n".join(self.mistakes), hint="voice_guide/language/en/sentences.yaml is a model."
            )


def read_sentences(path: Path) -> SentenceFile:
    """Read `path`; what is wrong in it is in `mistakes`. Raises InputError when unreadable."""
    found = SentenceFile(path)
    top = dict(_entries(found, _compose(path), "the file"))
    readers: dict[str, Callable[[SentenceFile, yaml.Node], None]] = {
        "language": lambda _file, _node: None,
        "spellings": _read_spellings,
        "lists": _read_lists,
        "expansion_rules": _read_rules,
        "intents": _read_intents,
    }
    for key in sorted(top, key=lambda key: _KEYS.index(key.value) if key.value in _KEYS else -1):
        if key.value in readers:
            readers[key.value](found, top[key])
        else:
            found.wrong(_line(key), f"unknown key {key.value!r}; allowed: {', '.join(_KEYS)}")
    return found


def phrases(template: str, rules: Mapping[str, Sentence]) -> Iterator[str]:
    """Everything a template stands for, lists left as {name}. Raises ValueError with the reason."""
    try:
        sentence = parse_sentence(template)
        count = _count(sentence.expression, rules, 0)
        if count > MOST_PHRASES:
            raise ValueError(f"stands for {count} phrases; at most {MOST_PHRASES}")
        yield from sample_sentence(sentence, expansion_rules=dict(rules), expand_lists=False)
    except MissingRuleError as error:
        raise ValueError(str(error)) from error
    except (ParseError, AssertionError, RecursionError) as error:
        raise ValueError(f"is not a template: {error}") from error


def _count(part: Expression, rules: Mapping[str, Sentence], depth: int) -> int:
    if depth > _DEEPEST:
        raise ValueError("is nested too deeply, or its rules go round in a circle")
    if isinstance(part, RuleReference):
        if part.rule_name not in rules:
            raise ValueError(f"there is no rule <{part.rule_name}>")
        return _count(rules[part.rule_name].expression, rules, depth + 1)
    if not isinstance(part, Group):
        return 1
    counts = [_count(item, rules, depth + 1) for item in part.items]
    if isinstance(part, Alternative):
        return sum(counts)
    orders = math.factorial(len(counts)) if isinstance(part, Permutation) else 1
    return orders * math.prod(counts)


def _compose(path: Path) -> yaml.Node | None:
    try:
        raw = path.read_bytes()
        if len(raw) > MOST_BYTES:
            raise InputError(f"{path}: is larger than {MOST_BYTES} bytes")
        return yaml.compose(raw.decode("utf-8"), Loader=yaml.SafeLoader)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not UTF-8 text", hint="Save it as UTF-8.") from error
    except RecursionError as error:
        raise InputError(f"{path}: is nested too deeply") from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise InputError(f"{path}:{line}: is not YAML: {error.problem}") from error
    except yaml.YAMLError as error:
        raise InputError(f"{path}: is not YAML: {error}") from error


def is_empty(path: Path) -> bool:
    """There is nothing in the file but spaces and remarks; raises InputError as reading does."""
    return _compose(path) is None


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _entries(
    file: SentenceFile, node: yaml.Node | None, where: str
) -> Iterator[tuple[yaml.ScalarNode, yaml.Node]]:
    """The keys and values of a mapping; anything else, and a key given twice, is a mistake."""
    if not isinstance(node, yaml.MappingNode):
        file.wrong(_line(node) if node else 1, f"{where} must be a mapping (name: ...)")
        return
    seen: set[str] = set()
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            file.wrong(_line(key), f"a name in {where} must be plain text")
        elif key.value in seen:
            file.wrong(_line(key), f"{key.value!r} is there twice")
        else:
            seen.add(key.value)
            yield key, value


def _items(file: SentenceFile, node: yaml.Node, where: str) -> Iterator[yaml.Node]:
    if not isinstance(node, yaml.SequenceNode):
        file.wrong(_line(node), f"{where} must be a list (- ...)")
        return
    yield from node.value


def _text(file: SentenceFile, node: yaml.Node, where: str) -> str:
    if isinstance(node, yaml.ScalarNode) and node.value.strip():
        return str(node.value)
    file.wrong(_line(node), f"{where} must be text")
    return ""


def _read_spellings(file: SentenceFile, node: yaml.Node) -> None:
    for key, value in _entries(file, node, "spellings"):
        file.spellings[key.value] = _text(file, value, f"the spelling of {key.value}")


def _read_lists(file: SentenceFile, node: yaml.Node) -> None:
    for name, settings in _entries(file, node, "lists"):
        file.lists[name.value] = {
            key.value: _text(file, value, key.value)
            for key, value in _entries(file, settings, f"the list {name.value}")
        }


def _read_rules(file: SentenceFile, node: yaml.Node) -> None:
    for name, body in _entries(file, node, "expansion_rules"):
        try:
            file.rules[name.value] = parse_sentence(_text(file, body, f"<{name.value}>"))
        except (ParseError, AssertionError, RecursionError) as error:
            file.wrong(_line(body), f"<{name.value}> is not a template: {error}")


def _read_intents(file: SentenceFile, node: yaml.Node) -> None:
    for name, body in _entries(file, node, "intents"):
        if name.value not in set(Command):
            file.wrong(
                _line(name),
                f"unknown command {name.value!r}; allowed: {', '.join(sorted(Command))}",
            )
            continue
        for key, data in _entries(file, body, name.value):
            if key.value != "data":
                file.wrong(_line(key), f"unknown key {key.value!r}; allowed: data")
                continue
            for block in _items(file, data, "data"):
                _read_block(file, Command(name.value), block)


def _read_block(file: SentenceFile, command: Command, block: yaml.Node) -> None:
    number: int | None = None
    templates: list[tuple[str, int]] = []
    for key, value in _entries(file, block, "a block of data"):
        if key.value == "sentences":
            templates = [
                (_text(file, item, "a sentence"), _line(item))
                for item in _items(file, value, "sentences")
            ]
        elif key.value == "slots":
            number = _read_number(file, value)
        else:
            file.wrong(_line(key), f"unknown key {key.value!r}; allowed: sentences, slots")
    file.wordings += [Wording(command, text, line, number) for text, line in templates if text]


def _read_number(file: SentenceFile, slots: yaml.Node) -> int | None:
    for key, value in _entries(file, slots, "slots"):
        text = _text(file, value, key.value)
        if key.value == "number" and text.isdecimal():
            return int(text)
        file.wrong(_line(key), "slots can hold a whole `number`, nothing else")
    return None
