"""`models add-words`: words of a person's own for the small model, without any training."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache

from voice_guide.adapters.model_choice import OWN, SHIPPED, choose
from voice_guide.adapters.pronouncing import Pronouncing
from voice_guide.adapters.word_graph.adding import OwnModel
from voice_guide.adapters.word_graph.lexicon import Lexicon, Sounds, wrong_sounds
from voice_guide.adapters.word_graph.phones import SOUNDS
from voice_guide.core.phrases import is_word, normal
from voice_guide.errors import InputError, MissingPartError
from voice_guide.language.pronunciations import Pronunciations, load_pronunciations
from voice_guide.resources import shipped
from voice_guide.screen.lines import tell
from voice_guide.wiring import folders


def add_words(asked: Sequence[str], say: Callable[[str], None] = tell) -> int:
    """Each of `asked` is a word, or WORD=SOUNDS; none makes the model anew with the words it has.

    Raise InputError for what is no word, MissingPartError without a place to write to.
    """
    model = OwnModel(shipped(SHIPPED), folders.models() / OWN)
    own = folders.pronunciations("en")
    by_hand = load_pronunciations("en", own if own.exists() else None)
    try:
        wanted = _wanted(asked, model.known(), by_hand, say)
    except InputError as error:
        raise InputError(f"{error}; nothing was added", hint=error.hint) from error
    try:
        model.add(wanted)
    except OSError as error:
        raise MissingPartError(
            f"{model.folder}: {error.strerror or error}", hint="Check its rights and free space."
        ) from error
    for word, ways in sorted(wanted.items()):
        say(f"{word}  {', '.join(' '.join(way) for way in ways)}")
    say(f"{len(model.words())} words of your own are in {model.folder}.")
    used = choose().path
    if used.resolve() != model.folder.resolve():
        say(f"{used.name} is used, as it hears better; for this one: --model {OWN}")
    return 0


def _wanted(
    asked: Sequence[str],
    known: Lexicon,
    by_hand: Pronunciations,
    say: Callable[[str], None],
) -> Lexicon:
    found: dict[str, tuple[Sounds, ...]] = {}
    for one in asked:
        text, _, sounds = one.partition("=")
        if sounds:
            found[_word(text)] = (_sounds(text, sounds),)
            continue
        for word in map(_word, normal(text).split() or [text]):
            if word in known and word not in by_hand:
                telling = _typed(f"{word}=SOUNDS")
                say(f"{word} is known already; how it sounds can be told: {telling}.")
            else:
                found[word] = _told(word, by_hand) or (_guessed(word),)
    return found


def _word(text: str) -> str:
    word = normal(text)
    if not is_word(word):
        raise InputError(f"{text!r} is no word", hint="Letters only; numbers in words.")
    return word


def _told(word: str, by_hand: Pronunciations) -> tuple[Sounds, ...]:
    return tuple(_sounds(word, " ".join(way)) for way in by_hand.get(word, ()))


def _sounds(word: str, text: str) -> Sounds:
    sounds = tuple(text.upper().split())
    if wrong := wrong_sounds(sounds):
        raise InputError(f"{word}: {wrong}", hint=f"Allowed: {' '.join(SOUNDS)}")
    return sounds


def _guessed(word: str) -> Sounds:
    sounds = _espeak().sounds(word)
    if not sounds:
        raise InputError(
            f"espeak-ng cannot say {word!r}",
            hint=f"Tell how it sounds: {_typed(f'{word}=K AE T')}.",
        )
    return sounds


@cache
def _espeak() -> Pronouncing:
    return Pronouncing()


def remedy(words: Iterable[str]) -> str:
    """What to do about words that the model does not know."""
    listed = sorted(words)
    typed = " ".join(_typed(word) for word in listed if is_word(word))
    others = ", ".join(word for word in listed if not is_word(word))
    teaching = f"`voice-guide models add-words {typed}` teaches the small model." if typed else ""
    rewriting = f"Only letters can be taught: write {others} in words." if others else ""
    return f"{teaching} {rewriting}".strip()


def _typed(text: str) -> str:
    """As every shell takes it, that of Windows among them; without quotes where none are needed."""
    return text if text.isalpha() else f'"{text}"'
