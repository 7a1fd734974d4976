"""Which words mean which command; the words themselves come from the language files."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from voice_guide.core.commands import CLASS_OF, Command, CommandClass, Understood

_LONGEST_NAME = 40
_NOT_A_WORD = re.compile(r"[^\w']+")


def normal(text: str) -> str:
    """Lower case, single spaces, no punctuation but the apostrophe: as recognisers write."""
    plain = text.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return " ".join(_NOT_A_WORD.sub(" ", plain).split())


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

    def class_of(self, phrase: str) -> CommandClass:
        """How much it takes for `phrase`, which must be one of `meanings`, to be obeyed."""
        return CLASS_OF[self.meanings[phrase].command]

    def longer(self, phrase: str) -> Iterable[str]:
        """The phrases that begin with `phrase`, go on, and then mean something else."""
        meaning = self.meanings.get(phrase)
        return (
            other
            for other, means in self.meanings.items()
            if other.startswith(phrase + " ") and means != meaning
        )
