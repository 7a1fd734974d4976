"""The ears on the real recogniser: synthetic people saying commands, real people saying others."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import count
from typing import Any

import numpy as np
import pytest
import soundfile

from tests.conftest import ROOT
from tests.voices import Espeak, Flite, levelled
from voice_guide.adapters.vosk_recogniser import VoskRecogniser
from voice_guide.core.commands import CLASS_OF, Command, CommandClass
from voice_guide.core.commit import Hypothesis
from voice_guide.core.phrases import Phrasebook
from voice_guide.ears import Ears
from voice_guide.language.areas import load_areas
from voice_guide.language.sentences import command_table, load_phrasebook
from voice_guide.ports import Heard, Ignored
from voice_guide.resources import shipped
from voice_guide.sound.level import ratio, speech_level
from voice_guide.sound.samples import BLOCK, SAMPLE_RATE, Samples
from voice_guide.wiring.recognising import recogniser as recogniser_for

AUDIO = ROOT.parent / "shared" / "audio"


@pytest.fixture(scope="module")
def book() -> Phrasebook:
    areas = {area.value: words.said for area, words in load_areas("en").items()}
    return load_phrasebook(
        "en",
        steps=24,
        titles={"warming up": "1"},
        techniques={"kneading": ["kneading"]},
        areas=areas,
    )


@pytest.fixture(scope="module")
def recogniser(book: Phrasebook) -> VoskRecogniser:
    return recogniser_for(shipped("models/command-en"), book.meanings, book.decoys, book.everyday)


@pytest.fixture
def ears(book: Phrasebook, recogniser: VoskRecogniser) -> Ears:
    recogniser.restart()
    return Ears(recogniser, book)


def test_in_a_talkative_room_the_guide_wants_to_be_called(book: Phrasebook, giver: Flite) -> None:
    called = book.addressed("guide")
    known = (*called.meanings, *called.unaddressed)
    model = shipped("models/command-en")
    ears = Ears(recogniser_for(model, known, called.decoys, called.everyday), called)
    said = ["next step", "guide, next step", "that hurts", "guide, switch sides", "switch sides"]
    pieces = (piece for text in said for piece in (giver.render(text), silence(1.2)))
    found = [what for _, what in hear(ears, room(*pieces))]
    obeyed = [what.order.command for what in found if isinstance(what, Heard)]
    assert obeyed == [Command.NEXT, Command.THAT_HURTS, Command.SWITCH_SIDES]
    refused = {what.reason for what in found if isinstance(what, Ignored)}
    assert refused == {"not_addressed"}


@pytest.fixture(scope="module")
def giver() -> Flite:
    return Flite("slt")


@pytest.fixture(scope="module")
def receiver() -> Iterator[Espeak]:
    voice = Espeak("en-us+belinda")
    yield voice
    voice.close()


def room(*sounds: Samples, before: float = 0.5, after: float = 1.5) -> Samples:
    """The sounds one after another in a quiet room that hums a little."""
    quiet = [np.zeros(round(before * SAMPLE_RATE), np.float32)]
    quiet += list(sounds)
    whole = np.concatenate([*quiet, np.zeros(round(after * SAMPLE_RATE), np.float32)])
    hum = np.random.default_rng(len(whole)).normal(0, 2e-4, whole.size)
    return (whole + hum).astype(np.float32)


def silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * SAMPLE_RATE), np.float32)


_clock = count(1)


def hear(ears: Ears, sound: Samples) -> list[tuple[float, Heard | Ignored]]:
    """What the ears make of it, with the time since its start; their own clock never goes back."""
    found: list[tuple[float, Heard | Ignored]] = []
    for start in range(0, sound.size - BLOCK + 1, BLOCK):
        now = next(_clock) * BLOCK / SAMPLE_RATE
        at = (start + BLOCK) / SAMPLE_RATE
        found += [(at, each) for each in ears.hear(sound[start : start + BLOCK], now)]
    return found


def obeyed(found: Iterable[tuple[float, Heard | Ignored]]) -> list[Command]:
    return [each.order.command for _, each in found if isinstance(each, Heard)]


HEARD_OTHERWISE = {
    Command.TOO_HOT: "it's too hot",
    Command.SKIP_SCREENING: "skip the check",
    Command.CHANGE_ROUTINE: "another routine",
    Command.RESTART: "restart the massage",
    Command.SKIP_STEP: "skip it",
}
"""Where the small model mishears the first wording, another one that it hears."""

NOT_IN_A_SESSION = {Command.CHOOSE, Command.RECEIVER, Command.HINT, Command.TELL_ME}


def first_wordings() -> list[str]:
    """One phrase of every command of a session; of names none is known here."""
    table = command_table("en")
    commands = [one for one in table if one not in NOT_IN_A_SESSION]
    return [HEARD_OTHERWISE.get(command, table[command][0]) for command in commands]


def test_a_person_says_every_command_and_is_obeyed(
    ears: Ears, book: Phrasebook, giver: Flite
) -> None:
    phrases = first_wordings()
    missed = []
    for phrase in phrases:
        wanted = book.understand(phrase)
        assert wanted is not None, phrase
        found = hear(ears, room(giver.render(phrase)))
        orders = [each.order for _, each in found if isinstance(each, Heard)]
        if not orders or orders[-1] != wanted:
            missed.append((phrase, found))
    assert len(missed) <= 0.05 * len(phrases), missed


def test_another_person_says_what_a_session_cannot_do_without(ears: Ears, receiver: Espeak) -> None:
    said = ("stop", "too much pressure", "that hurts", "pause", "next", "yes", "repeat that",
            "switch sides", "skip this part", "finish the session")  # fmt: skip
    commands = [obeyed(hear(ears, room(receiver.render(phrase))))[-1:] for phrase in said]
    assert commands == [
        [Command.STOP], [Command.TOO_MUCH_PRESSURE], [Command.THAT_HURTS], [Command.PAUSE],
        [Command.NEXT], [Command.YES], [Command.REPEAT], [Command.SWITCH_SIDES],
        [Command.SKIP_PART], [Command.FINISH],
    ]  # fmt: skip


def test_two_commands_with_a_breath_between_them_are_both_heard(ears: Ears, giver: Flite) -> None:
    sound = room(giver.render("next"), silence(0.45), giver.render("louder"))
    assert obeyed(hear(ears, sound)) == [Command.NEXT, Command.LOUDER]


@pytest.mark.parametrize("pause", [0.34, 0.38, 0.42, 0.5])
def test_nothing_is_lost_or_heard_twice_when_a_command_follows_a_command(
    ears: Ears, giver: Flite, pause: float
) -> None:
    first, second = giver.render("louder"), giver.render("next")
    sound = room(first, silence(pause), second, silence(0.8), second, silence(0.8), first)
    heard = obeyed(hear(ears, sound))
    assert heard == [Command.LOUDER, Command.NEXT, Command.NEXT, Command.LOUDER]


def test_a_long_number_is_not_cut_short(ears: Ears, giver: Flite) -> None:
    found = hear(ears, room(giver.render("go to step twenty two")))
    assert [each.order.number for _, each in found if isinstance(each, Heard)] == [22]


def test_stop_listening_stops_at_once_and_then_stops_listening(ears: Ears, giver: Flite) -> None:
    commands = obeyed(hear(ears, room(giver.render("stop listening"))))
    assert commands[-1] == Command.STOP_LISTENING
    assert set(commands[:-1]) <= {Command.STOP}


def test_an_urgent_phrase_is_obeyed_before_the_silence_after_it(ears: Ears, giver: Flite) -> None:
    sound = giver.render("too much pressure")
    found = hear(ears, room(sound))
    at, first = found[0]
    assert isinstance(first, Heard)
    assert at < 0.5 + sound.size / SAMPLE_RATE


def test_a_sentence_with_commands_in_it_moves_nothing(ears: Ears, giver: Flite) -> None:
    for sentence in (
        "We are going to the seaside the week after next with my sister",
        "He lives on the other side of town, quite far from us",
        "I really should go and see what my mother is doing again",
    ):
        assert obeyed(hear(ears, room(giver.render(sentence)))) == []


def test_while_not_listening_only_urgent_words_and_the_way_back_are_obeyed(
    ears: Ears, giver: Flite
) -> None:
    ears.attend(listening=False)
    sound = [part for said in ("next", "stop", "listen again") for part in
             (giver.render(said), silence(1.2))]  # fmt: skip
    assert obeyed(hear(ears, room(*sound))) == [Command.STOP, Command.LISTEN]


def test_the_guides_own_words_are_not_obeyed(
    book: Phrasebook, recogniser: VoskRecogniser, giver: Flite
) -> None:
    recogniser.restart()
    ears = Ears(recogniser, book, lambda: "Now for the other side.")
    found = hear(ears, room(giver.render("the other side"), silence(1.0), giver.render("next")))
    assert obeyed(found) == [Command.NEXT]
    assert [each.reason for _, each in found if isinstance(each, Ignored)] == ["spoken_by_guide"]
    assert all(each.over_speech for _, each in found if isinstance(each, Heard))


def test_what_is_forgotten_is_not_obeyed_and_what_follows_is(ears: Ears, giver: Flite) -> None:
    just_said = room(giver.render("next"), after=0.06)
    assert not obeyed(hear(ears, just_said))
    ears.forget(next(_clock) * BLOCK / SAMPLE_RATE)
    after = room(giver.render("louder"), before=1.5)
    assert obeyed(hear(ears, after)) == [Command.LOUDER]


def test_silence_and_noise_are_no_commands(ears: Ears) -> None:
    noise = np.random.default_rng(1).normal(0, 0.02, 10 * SAMPLE_RATE).astype(np.float32)
    assert obeyed(hear(ears, np.concatenate([silence(10), noise, silence(5)]))) == []


def test_in_a_hiss_that_hides_consonants_words_are_heard_from_the_first_to_the_last(
    book: Phrasebook, recogniser: VoskRecogniser, giver: Flite, receiver: Espeak
) -> None:
    said = ["next", "stop", "that hurts", "repeat", "switch sides", "guide listen", "what's next"]
    found = []
    for who in (giver, Flite("rms"), receiver):
        for text in said:
            voice = levelled(who.render(text))
            hiss = 0.4 * float(np.sqrt(np.mean(voice**2)))  # 8 dB below
            sound = room(voice, before=2.0)
            sound += np.random.default_rng(3).normal(0, hiss, sound.size).astype(np.float32)
            recogniser.restart()
            found += obeyed(hear(Ears(recogniser, book), sound))[-1:]
    expected = [book.meanings[text].command for text in said] * 3
    assert len(found) >= 18
    assert Counter(found) <= Counter(expected)


@pytest.mark.parametrize("spoken", ["", "Glide up."])
def test_noise_is_turned_down_for_an_opinion_unless_the_guide_speaks(
    spoken: str,
    book: Phrasebook,
    recogniser: VoskRecogniser,
    giver: Flite,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked, ask = [], recogniser.opinion

    def opinion(latest: float | None = None, *, without_noise: bool = False) -> Hypothesis:
        asked.append(without_noise)
        return ask(latest, without_noise=without_noise)

    monkeypatch.setattr(recogniser, "opinion", opinion)
    found = hear(Ears(recogniser, book, lambda: spoken), room(giver.render("switch sides")))
    assert obeyed(found) == [Command.SWITCH_SIDES]
    assert set(asked) == {not spoken}


def test_who_speaks_in_a_noise_when_the_recogniser_ends_is_heard_all_the_same(
    book: Phrasebook, recogniser: VoskRecogniser, giver: Flite
) -> None:
    voice = levelled(giver.render("switch sides"))
    sound = room(voice, before=2.0)
    loud = 0.15 * float(np.sqrt(np.mean(voice**2)))
    sound += np.random.default_rng(4).normal(0, loud, sound.size).astype(np.float32)
    cut = round((2.0 * SAMPLE_RATE + voice.size / 2) / BLOCK)

    class Ending:
        """Takes what it hears in the middle of the phrase for the end of the utterance."""

        def __getattr__(self, name: str) -> Any:
            return getattr(recogniser, name)

        def accept(self, block: Samples) -> Hypothesis:
            guess = recogniser.accept(block)
            return recogniser.settle() if np.array_equal(block, blocks[cut]) else guess

    blocks = sound[: sound.size // BLOCK * BLOCK].reshape(-1, BLOCK)
    recogniser.restart()
    assert obeyed(hear(Ears(Ending(), book), sound)) == [Command.SWITCH_SIDES]


class Counting:
    """Counts the samples that the recogniser is given."""

    def __init__(self, recogniser: VoskRecogniser) -> None:
        self._recogniser = recogniser
        self.fed = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._recogniser, name)

    def accept(self, block: Samples) -> Hypothesis:
        self.fed += block.size
        return self._recogniser.accept(block)


def test_the_recogniser_sleeps_while_nobody_speaks(
    book: Phrasebook, recogniser: VoskRecogniser
) -> None:
    counting = Counting(recogniser)
    hum = np.random.default_rng(2).normal(0, 3e-4, 60 * SAMPLE_RATE).astype(np.float32)
    hear(Ears(counting, book), hum)
    assert counting.fed < 0.02 * hum.size


def test_shreds_of_the_guides_own_voice_wake_nobody_while_it_speaks(
    book: Phrasebook, recogniser: VoskRecogniser, receiver: Espeak
) -> None:
    said = receiver.render("step back and rest your hands")
    shreds = room(said * ratio(-60 - speech_level(said)))
    alone, over = Counting(recogniser), Counting(recogniser)
    hear(Ears(alone, book), shreds)
    recogniser.restart()
    while_reading = Ears(over, book)
    while_reading.shut_out(-52.0)
    hear(while_reading, shreds)
    assert alone.fed > 0
    assert over.fed == 0


def clips(folder: str, *names: str) -> list[Samples]:
    """Recordings of real people, which are not part of the product."""
    if not AUDIO.is_dir():
        pytest.skip(f"no recordings of people in {AUDIO}")
    files = sorted((AUDIO / folder).glob("*.flac"))
    if names:
        files = [file for file in files if file.name.split("__")[0] in names]
    return [soundfile.read(file, dtype="float32")[0] for file in files]


@pytest.mark.parametrize(
    ("word", "command", "least"),
    [("stop", Command.STOP, 0.8), ("yes", Command.YES, 0.9), ("no", Command.NO, 0.5)],
)
def test_real_people_are_obeyed(ears: Ears, word: str, command: Command, least: float) -> None:
    said = clips("words", word)[:30]
    commands = [obeyed(hear(ears, room(levelled(clip)))) for clip in said]
    assert sum(each == [command] for each in commands) >= least * len(said)


def test_single_words_of_real_people_that_are_no_commands_move_almost_nothing(ears: Ears) -> None:
    said = clips("words", "up", "down", "on", "off", "happy", "bed", "seven")[::8]
    false = [found for clip in said for found in obeyed(hear(ears, room(levelled(clip))))]
    assert len(false) <= 0.05 * len(said), false


def test_people_talking_among_themselves_move_nothing(ears: Ears) -> None:
    talk = clips("speech")[::12] + clips("sentences")[::10]
    found = [each for clip in talk for each in obeyed(hear(ears, room(clip)))]
    assert [each for each in found if CLASS_OF[each] is not CommandClass.URGENT] == []
    assert len(found) <= 1


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("okay, stop", Command.STOP),
        ("oh, stop", Command.STOP),
        ("no, no, stop", Command.STOP),
        ("can you stop", Command.STOP),
        ("okay, wait", Command.PAUSE),
        ("hey, that hurts", Command.THAT_HURTS),
        ("sorry, too hard", Command.TOO_MUCH_PRESSURE),
    ],
)
def test_what_slips_out_before_an_urgent_word_does_not_keep_it_from_being_obeyed(
    ears: Ears, giver: Flite, said: str, meant: Command
) -> None:
    assert obeyed(hear(ears, room(giver.render(said)))) == [meant]
