"""Which words mean which command; the words themselves come from the language files."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from voice_guide.core.commands import CLASS_OF, Command, CommandClass, Understood

_LONGEST_NAME = 40
_TOO_SHORT = 3
"""Letters that may begin anything."""
_NOT_A_WORD = re.compile(r"[^\w']+")
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|')*")


def normal(text: str) -> str:
    """Lower case, single spaces, no punctuation but the apostrophe: as recognisers write."""
    plain = text.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return " ".join(_NOT_A_WORD.sub(" ", plain).split())


def is_word(text: str) -> bool:
    """Letters, and apostrophes among them: what a model can be taught. `text` as from `normal`."""
    return _WORD.fullmatch(text) is not None


_WITHOUT_ADDRESS = frozenset(
    {
        Command.YES,
        Command.NO,
        Command.NOT_SURE,
        Command.AREA,
        Command.LEAVE_OUT,
        Command.STAY_GENTLE,
        Command.CHOOSE,
        Command.LISTEN,
    }
)
"""Answers, which count only where something was asked, and what ends not listening."""


def _needs_no_address(order: Understood) -> bool:
    urgent = CLASS_OF[order.command] is CommandClass.URGENT
    return urgent or order.command in _WITHOUT_ADDRESS


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """Every phrase that is obeyed, spelt as `normal` spells it."""

    meanings: Mapping[str, Understood]
    decoys: tuple[str, ...] = ()
    """Words often mistaken for commands; known to the recogniser so that they are not."""
    digits: Mapping[str, str] = field(default_factory=dict)
    """"21" -> "twenty one", so that typed digits mean what the spoken words mean."""
    introductions: tuple[str, ...] = ()
    """What is said before a receiver's name."""
    unaddressed: tuple[str, ...] = ()
    """Phrases that are known and not obeyed, because the guide was not spoken to."""
    language: str = "en"
    """Its code."""
    everyday: tuple[str, ...] = ()
    """The most common words of the language, which the recogniser knows so that talk is talk."""

    def understand(self, text: str) -> Understood | None:
        """The meaning of a whole utterance, or None when any of it is something else."""
        words = normal(text).split()
        return self.meanings.get(" ".join(self.digits.get(word, word) for word in words))

    def introduced(self, text: str) -> Understood | None:
        """A receiver who is new, from a typed line: "this is Anna". Names begin with a capital."""
        typed = text.split()
        for words in self.introductions:
            here = len(words.split())
            name = " ".join(typed[here:]).rstrip(".!")
            fits = name[:1].isupper() and len(name) <= _LONGEST_NAME
            if fits and normal(" ".join(typed[:here])) == words:
                return Understood(Command.RECEIVER, name=name)
        return None

    def begun(self, text: str) -> Understood | None:
        """A routine of whose title a typed line is a part that no other has: "hot sto"."""
        titled = self.titled(text)
        return titled[0] if len(titled) == 1 else None

    def titled(self, text: str) -> tuple[Understood, ...]:
        """The routines of whose title it is a part, from the beginning of a word on."""
        part = f" {normal(text)}"
        if len(part) <= _TOO_SHORT:
            return ()
        orders = (order for order in self.meanings.values() if order.command is Command.CHOOSE)
        return tuple(dict.fromkeys(order for order in orders if part in f" {normal(order.name)}"))

    def addressed(self, word: str) -> "Phrasebook":
        """The phrases of a talkative room: obeyed after `word`; what cannot wait, without it."""
        free = {p: order for p, order in self.meanings.items() if _needs_no_address(order)}
        bare = tuple(phrase for phrase in self.meanings if phrase not in free)
        called = {
            phrase if phrase.startswith(f"{word} ") else f"{word} {phrase}": self.meanings[phrase]
            for phrase in bare
        }
        return replace(self, meanings={**called, **free}, unaddressed=bare)

    def class_of(self, phrase: str) -> CommandClass:
        """How much it takes for `phrase`, which must be one of `meanings`, to be obeyed."""
        return CLASS_OF[self.meanings[phrase].command]

    def longer(self, phrase: str) -> Iterable[str]:
        """The phrases that begin with `phrase`, go on, and then mean something else."""
        meaning, start = self.meanings.get(phrase), f"{phrase} "
        return (
            other
            for other, means in self.meanings.items()
            if other.startswith(start) and means != meaning
        )
