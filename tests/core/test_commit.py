"""When a phrase counts: streams of hypotheses as a recogniser gives them, written as values."""

from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_guide.core import commit
from voice_guide.core.commands import CLASS_OF, Command, CommandClass, Understood
from voice_guide.core.commit import (
    Decision,
    Hypothesis,
    Judge,
    Moment,
    Obey,
    Reading,
    Reason,
    Refuse,
    Rules,
    Utterance,
)
from voice_guide.core.phrases import Phrasebook

BOOK = Phrasebook(
    {
        "stop": Understood(Command.STOP),
        "stop now": Understood(Command.STOP),
        "stop listening": Understood(Command.STOP_LISTENING),
        "stop the session": Understood(Command.FINISH),
        "too much": Understood(Command.TOO_MUCH_PRESSURE),
        "too much pressure": Understood(Command.TOO_MUCH_PRESSURE),
        "that hurts": Understood(Command.THAT_HURTS),
        "hold on": Understood(Command.PAUSE),
        "next": Understood(Command.NEXT),
        "next part": Understood(Command.SKIP_PART),
        "other side": Understood(Command.SWITCH_SIDES),
        "step twenty": Understood(Command.GO_TO_STEP, 20),
        "step twenty two": Understood(Command.GO_TO_STEP, 22),
        "no": Understood(Command.NO),
        "nope": Understood(Command.NO),
        "listen again": Understood(Command.LISTEN),
        "finish": Understood(Command.FINISH),
    },
    digits={"its": "it's"},
)
JUDGE = Judge(BOOK)
BLOCK = 0.02


def opinion(*readings: tuple[str, float], lasted: float | None = 0.5) -> Hypothesis:
    made = tuple(Reading(text, share, lasted) for text, share in readings)
    return Hypothesis(tuple(readings[0][0].split()), made, final=True)


def heard(text: str, share: float = 1.0) -> Hypothesis:
    rest = (("[unk]", 1 - share),) if share < 1 else ()
    return opinion((text, share), *rest)


@dataclass
class Stream:
    """Feeds the rule block by block, as the ears do, and keeps what it decides."""

    spoken: str = ""
    listening: bool = True
    stands_out: float = 50.0
    at: float = 10.0
    utterance: Utterance = field(default_factory=Utterance)
    decided: list[tuple[float, Decision]] = field(default_factory=list)

    def goes(self, words: str, seconds: float, *, quiet: bool = False, share: float = 1.0) -> None:
        """The running guess is `words` for a while; every opinion agrees with it."""
        for number in range(1, round(seconds / BLOCK) + 1):
            self.at += BLOCK
            moment = self._moment(number * BLOCK if quiet else 0.0)
            guess = Hypothesis(tuple(words.split()))
            self.utterance = commit.follow(self.utterance, guess, moment)
            if not JUDGE.ripe(self.utterance, moment):
                continue
            opinion = heard(words or "[unk]", share)
            verdict = JUDGE.judge(self.utterance, opinion, moment)
            if verdict is None:
                self.utterance = JUDGE.asked(self.utterance, opinion, moment)
            else:
                self.decided.append((self.at, verdict))
                self.utterance = JUDGE.obeying(self.utterance, verdict, moment)
                if BOOK.class_of(verdict.phrase) is not CommandClass.URGENT:
                    return

    def ends(self, words: str, share: float = 1.0, quiet: float = 0.7) -> None:
        moment = self._moment(quiet)
        verdict = JUDGE.conclude(self.utterance, heard(words, share), moment)
        if isinstance(verdict, Obey):
            self.utterance = JUDGE.obeying(self.utterance, verdict, moment)
        if verdict is not None:
            self.decided.append((self.at, verdict))
        self.utterance = commit.next_utterance(self.utterance, self.at)

    def _moment(self, quiet: float) -> Moment:
        return Moment(self.at, quiet, self.spoken, self.listening, stands_out=self.stands_out)

    @property
    def obeyed(self) -> list[str]:
        return [each.phrase for _, each in self.decided if isinstance(each, Obey)]

    @property
    def refused(self) -> list[Reason]:
        return [each.reason for _, each in self.decided if isinstance(each, Refuse)]


def test_an_urgent_phrase_counts_while_it_is_still_being_said() -> None:
    stream = Stream()
    stream.goes("too much", 0.04)
    assert stream.obeyed == []
    stream.goes("too much", 0.1)
    assert stream.obeyed == ["too much"]


def test_an_urgent_phrase_counts_before_the_guess_knows_of_it() -> None:
    utterance, moment = Utterance(began=10.0), Moment(10.0, 0.0)
    for block in range(1, 20):
        moment = Moment(10.0 + BLOCK * block, 0.0)
        utterance = commit.follow(utterance, Hypothesis(()), moment)
        if JUDGE.ripe(utterance, moment):
            if JUDGE.judge(utterance, heard("stop"), moment):
                break
            utterance = JUDGE.asked(utterance, heard("stop"), moment)
    assert moment.at == pytest.approx(10.32)


def test_where_opinions_on_an_urgent_phrase_differ_none_counts_yet() -> None:
    utterance = Utterance(began=10.0)
    for block, words in enumerate(("stop", "that hurts") * 4, start=10):
        moment = Moment(10.0 + 0.04 * block, 0.0)
        assert JUDGE.judge(utterance, heard(words), moment) is None
        utterance = JUDGE.asked(utterance, heard(words), moment)


def test_a_guess_that_is_no_start_of_an_urgent_phrase_is_not_asked_about_while_it_grows() -> None:
    utterance = Utterance(began=10.0, words=("next",), since=10.3)
    assert not any(JUDGE.ripe(utterance, Moment(10.3 + BLOCK * n, 0.0)) for n in range(20))


def test_what_follows_an_urgent_phrase_and_means_the_same_is_not_obeyed_twice() -> None:
    stream = Stream()
    stream.goes("too much", 0.14)
    stream.goes("too much pressure", 0.2)
    stream.goes("too much pressure", 0.5, quiet=True)
    stream.ends("too much pressure")
    assert stream.obeyed == ["too much"]
    assert stream.refused == []


@pytest.mark.parametrize(
    ("longer", "command"),
    [("stop listening", Command.STOP_LISTENING), ("stop the session", Command.FINISH)],
)
def test_an_urgent_word_acts_at_once_and_the_longer_phrase_supersedes_it(
    longer: str, command: Command
) -> None:
    stream = Stream()
    stream.goes("stop", 0.14)
    stream.goes(longer, 0.3)
    stream.goes(longer, 0.4, quiet=True)
    assert stream.obeyed == ["stop", longer]
    assert BOOK.meanings[stream.obeyed[1]].command is command


def test_a_command_said_right_after_an_urgent_one_is_obeyed_too() -> None:
    stream = Stream()
    stream.goes("stop", 0.14)
    stream.goes("stop next", 0.2)
    stream.goes("stop next", 0.4, quiet=True)
    assert stream.obeyed == ["stop", "next"]


def test_an_urgent_phrase_that_was_only_guessed_at_first_is_followed_all_the_same() -> None:
    stream = Stream()
    stream.goes("stop now", 0.14)
    stream.goes("stop next", 0.3)
    stream.ends("stop next")
    assert stream.obeyed == ["stop now", "next"]


def test_an_unsure_urgent_phrase_waits_until_it_stands_alone() -> None:
    stream = Stream()
    stream.goes("that hurts", 0.2, share=0.6)
    assert stream.obeyed == []
    stream.goes("that hurts", 0.4, quiet=True, share=0.6)
    assert stream.obeyed == ["that hurts"]


def test_a_pause_counts_at_the_end_of_the_phrase_and_not_in_the_middle_of_a_sentence() -> None:
    stream = Stream()
    stream.goes("hold on", 0.3)
    assert stream.obeyed == []
    stream.goes("hold on", 0.08, quiet=True)
    assert stream.obeyed == ["hold on"]


def test_a_doubtful_pause_waits_until_nobody_goes_on() -> None:
    stream = Stream()
    stream.goes("hold on", 0.3, share=0.45)
    stream.goes("hold on", 0.14, quiet=True, share=0.45)
    assert stream.obeyed == []
    stream.goes("hold on", 0.3, quiet=True, share=0.45)
    assert stream.obeyed == ["hold on"]


def test_a_long_phrase_is_obeyed_though_it_was_hardly_made_out() -> None:
    stream = Stream()
    stream.goes("too much pressure", 0.3, share=0.2)
    stream.goes("too much pressure", 0.4, quiet=True, share=0.2)
    assert stream.obeyed == ["too much pressure"]


def test_what_cannot_be_urgent_is_asked_about_half_as_often() -> None:
    asked = {}
    for words in ("stop", "[unk]"):
        utterance, found = Utterance(began=10.0), heard(words, 0.5)
        times = 0
        for block in range(1, 45):
            moment = Moment(10.0 + BLOCK * block, 0.0)
            if JUDGE.ripe(utterance, moment):
                times += 1
                utterance = JUDGE.asked(utterance, found, moment)
        asked[words] = times
    assert asked["[unk]"] <= asked["stop"] / 2 + 1


def test_a_moving_phrase_waits_for_silence_and_no_longer() -> None:
    stream = Stream()
    stream.goes("other side", 0.4)
    assert stream.obeyed == []
    silent_from = stream.at
    stream.goes("other side", 0.7, quiet=True)
    assert stream.obeyed == ["other side"]
    assert 0.19 < stream.decided[0][0] - silent_from < 0.31


def test_a_phrase_that_may_go_on_waits_longer_and_is_not_cut_off() -> None:
    stream = Stream()
    stream.goes("step twenty", 0.5)
    stream.goes("step twenty", 0.24, quiet=True)
    stream.goes("step twenty two", 0.3)
    stream.goes("step twenty two", 0.4, quiet=True)
    assert stream.obeyed == ["step twenty two"]


def test_in_a_room_that_never_falls_silent_a_phrase_with_nothing_after_it_counts() -> None:
    stream = Stream()
    stream.goes("other side", 1.0)
    assert stream.obeyed == ["other side"]


def test_a_moving_phrase_inside_a_sentence_is_not_obeyed() -> None:
    stream = Stream()
    for words in ("next", "next [unk]", "next [unk] [unk]"):
        stream.goes(words, 0.3)
    stream.goes("next [unk] [unk]", 0.7, quiet=True)
    stream.ends("next [unk] [unk]")
    assert stream.obeyed == []
    assert stream.refused == [Reason.NOT_ALONE]


def test_speech_without_a_command_in_it_is_called_so() -> None:
    stream = Stream()
    stream.ends("[unk]")
    assert stream.refused == [Reason.NOT_A_COMMAND]


def test_readings_that_mean_the_same_count_together() -> None:
    both = opinion(("no", 0.4), ("nope", 0.35), ("[unk]", 0.25))
    assert JUDGE.conclude(Utterance(), both, Moment(1.0, 0.7)) == Obey(
        "no", Understood(Command.NO), 0.75
    )


def test_a_likely_command_is_found_behind_a_reading_that_is_none() -> None:
    mixed = opinion(("other sight", 0.5), ("other side", 0.45), ("[unk]", 0.05))
    verdict = JUDGE.conclude(Utterance(), mixed, Moment(1.0, 0.7))
    assert isinstance(verdict, Obey)
    assert verdict.phrase == "other side"


def test_an_unsure_command_is_refused_with_the_reason() -> None:
    stream = Stream()
    stream.ends("next", share=0.3)
    assert stream.refused == [Reason.LOW_CONFIDENCE]


def test_while_the_guide_speaks_a_doubtful_command_may_be_its_own_voice() -> None:
    over, after = Moment(1.0, 0.7, spoken="Lay your hand there."), Moment(1.0, 0.7)
    for moment, share, obeyed in ((over, 0.52, False), (over, 0.9, True), (after, 0.52, True)):
        verdict = JUDGE.conclude(Utterance(), heard("next", share), moment)
        assert isinstance(verdict, Obey) is obeyed


def test_what_is_urgent_is_not_doubted_more_because_the_guide_speaks() -> None:
    moment = Moment(1.0, 0.7, spoken="Lay your hand there.")
    assert isinstance(JUDGE.conclude(Utterance(), heard("that hurts", 0.45), moment), Obey)


def test_what_the_guide_says_itself_is_no_command() -> None:
    stream = Stream(spoken="If it is too much, say so. The other side comes next.")
    stream.ends("other side")
    stream.ends("next")
    stream.ends("nope")
    assert stream.refused == [Reason.SPOKEN_BY_GUIDE, Reason.SPOKEN_BY_GUIDE]
    assert stream.obeyed == ["nope"]


def test_words_of_the_guide_that_only_contain_a_command_bar_nothing() -> None:
    stream = Stream(spoken="Nothing hurts. The nextdoor stopping place.")
    stream.goes("stop", 0.14)
    assert stream.obeyed == ["stop"]


def test_while_not_listening_only_what_is_urgent_and_the_way_back_are_obeyed() -> None:
    stream = Stream(listening=False)
    for words in ("next", "finish", "that hurts", "listen again"):
        stream.ends(words)
        stream.at += 2.0
    assert stream.refused == [Reason.NOT_LISTENING, Reason.NOT_LISTENING]
    assert stream.obeyed == ["that hurts", "listen again"]


def test_an_answer_that_nobody_asked_for_is_refused_and_what_is_urgent_never() -> None:
    moment = Moment(1.0, 0.7, expected=frozenset({Command.NEXT}))
    assert JUDGE.conclude(Utterance(), heard("no"), moment) == Refuse(
        "no", Reason.NOT_EXPECTED, 1.0
    )
    for phrase in ("next", "that hurts"):
        assert isinstance(JUDGE.conclude(Utterance(), heard(phrase), moment), Obey)


def test_the_same_command_in_the_same_breath_counts_once() -> None:
    stream = Stream()
    stream.ends("next")
    stream.at += 0.2
    stream.ends("next")
    stream.at += 1.0
    stream.ends("next")
    assert stream.obeyed == ["next", "next"]
    assert stream.refused == [Reason.REFRACTORY]


@pytest.mark.parametrize(("lasted", "reason"), [(0.03, Reason.TOO_SHORT), (4.0, Reason.TOO_LONG)])
def test_nobody_takes_that_long_to_say_it(lasted: float, reason: Reason) -> None:
    found = opinion(("next", 1.0), lasted=lasted)
    verdict = JUDGE.conclude(Utterance(), found, Moment(1.0, 0.7))
    assert isinstance(verdict, Refuse)
    assert (verdict.text, verdict.reason) == ("next", reason)


def after_talk(*, quiet_room: bool = True, before: float = 1.0) -> Utterance:
    """An utterance that begins so long after somebody spoke for three seconds, not to the guide."""
    over = Moment(4.0, 0.7, stands_out=50.0 if quiet_room else 20.0)
    talk = JUDGE.conclude(Utterance(began=0.3), heard("[unk]"), over)
    return replace(JUDGE.ended(Utterance(began=0.3), talk, over), began=over.at + before)


def test_a_phrase_right_after_talk_counts_only_if_nobody_goes_on_talking() -> None:
    utterance = follow_up(after_talk(), "next")
    assert JUDGE.judge(utterance, heard("next"), Moment(6.0, 0.4)) is None
    assert isinstance(JUDGE.conclude(utterance, heard("next"), Moment(6.3, 0.7)), Obey)


def test_a_doubtful_phrase_right_after_talk_is_taken_for_talk() -> None:
    doubtful = JUDGE.conclude(follow_up(after_talk(), "next"), heard("next", 0.7), Moment(6.3, 0.7))
    assert isinstance(doubtful, Refuse)
    assert doubtful.reason is Reason.LOW_CONFIDENCE


def test_what_is_urgent_is_obeyed_in_the_middle_of_talk_too() -> None:
    utterance = follow_up(after_talk(), "stop")
    assert isinstance(JUDGE.judge(utterance, heard("stop"), Moment(6.0, 0.1)), Obey)
    assert isinstance(JUDGE.conclude(utterance, heard("stop", 0.6), Moment(6.3, 0.7)), Obey)


@pytest.mark.parametrize("utterance", [after_talk(before=3.0), after_talk(quiet_room=False)])
def test_long_after_talk_and_over_music_a_phrase_is_obeyed_as_soon_as_ever(
    utterance: Utterance,
) -> None:
    said = follow_up(utterance, "other side")
    assert isinstance(JUDGE.judge(said, heard("other side", 0.7), Moment(said.since, 0.3)), Obey)


@pytest.mark.parametrize(
    ("stands_out", "louder", "obeyed"),
    [(38.0, 7.0, True), (38.0, 4.0, False), (50.0, 20.0, False)],
)
def test_what_may_have_been_music_is_not_in_the_way_of_who_is_nearer_but_talk_is(
    stands_out: float,
    louder: float,
    obeyed: bool,  # noqa: FBT001
) -> None:
    over = Moment(4.0, 0.7, stands_out=stands_out, loudness=-40.0)
    talk = JUDGE.conclude(Utterance(began=0.3), heard("[unk]"), over)
    after = JUDGE.ended(Utterance(began=0.3), talk, over)
    said = follow_up(replace(after, began=5.0), "other side")
    moment = Moment(said.since, 0.3, loudness=over.loudness + louder)
    assert (JUDGE.judge(said, heard("other side", 0.79), moment) is not None) == obeyed
    spoken = replace(moment, spoken="Breathe out.")
    assert JUDGE.judge(said, heard("other side", 0.79), spoken) is None


def follow_up(utterance: Utterance, words: str) -> Utterance:
    return replace(utterance, words=tuple(words.split()), since=utterance.began + 0.4)


def test_silence_is_not_even_refused() -> None:
    assert JUDGE.conclude(Utterance(), Hypothesis((), final=True), Moment(1.0, 0.7)) is None
    assert not JUDGE.ripe(Utterance(), Moment(1.0, 0.7))


WORDS = st.lists(
    st.sampled_from(sorted({w for p in BOOK.meanings for w in p.split()} | {"[unk]", "week"})),
    max_size=5,
).map(" ".join)


@given(st.lists(st.tuples(WORDS, st.booleans(), st.floats(0.02, 1.0)), max_size=12), st.booleans())
def test_whatever_is_heard_only_whole_phrases_are_obeyed(
    pieces: list[tuple[str, bool, float]],
    listening: bool,  # noqa: FBT001
) -> None:
    stream = Stream(listening=listening)
    for words, quiet, seconds in pieces:
        stream.goes(words, seconds, quiet=quiet)
    assert set(stream.obeyed) <= set(BOOK.meanings)
    if not listening:
        allowed = {p for p, o in BOOK.meanings.items() if always_obeyed(o.command)}
        assert set(stream.obeyed) <= allowed


def always_obeyed(command: Command) -> bool:
    return command is Command.LISTEN or CLASS_OF[command] is CommandClass.URGENT


@given(WORDS, st.floats(0.0, 0.09))
def test_below_every_floor_nothing_is_obeyed(words: str, share: float) -> None:
    verdict = JUDGE.conclude(Utterance(), heard(words or "[unk]", share), Moment(1.0, 0.7))
    assert not isinstance(verdict, Obey)


@given(WORDS)
def test_a_longer_silence_never_takes_a_command_away(words: str) -> None:
    if not words:
        return
    early = JUDGE.judge(Utterance(since=1.0), heard(words), Moment(1.3, 0.2))
    late = JUDGE.judge(Utterance(since=1.0), heard(words), Moment(1.5, 0.4))
    assert early is None or late == early


def test_an_utterance_begins_afresh_but_remembers_the_last_command() -> None:
    moment = Moment(5.0, 0.3)
    after = JUDGE.obeying(Utterance(), Obey("stop", BOOK.meanings["stop"], 1.0), moment)
    assert after.obeyed == "stop"
    assert commit.next_utterance(after, 5.1) == replace(Utterance(5.1), last="stop", last_at=5.0)


def noisy(hushed: float, *, stands_out: float = 20.0, spoken: str = "") -> Moment:
    """A room that is never silent; what is louder than its noise has been over for so long."""
    return Moment(
        *(14.0, 0.0, spoken), stands_out=stands_out, in_front_for=hushed + 0.5, hushed_for=hushed
    )


LONG = Utterance(began=5.0, words=("[unk]", "two", "[unk]"), since=13.0, asked_at=13.0)
"""What a recogniser makes of seconds of noise with a phrase at their end."""


def test_in_a_noise_it_is_time_to_ask_when_what_stood_in_front_of_it_is_over() -> None:
    assert not JUDGE.ripe(LONG, noisy(0.3))
    assert JUDGE.ripe(LONG, noisy(0.4))
    asked = JUDGE.asked(LONG, heard("[unk]"), noisy(0.4))
    assert not JUDGE.ripe(asked, noisy(0.44))
    assert JUDGE.ripe(asked, noisy(0.56))


@pytest.mark.parametrize("moment", [noisy(0.4, stands_out=40.0), noisy(0.4, spoken="gently")])
def test_where_it_is_quiet_or_the_guide_speaks_nothing_stands_in_front_of_a_noise(
    moment: Moment,
) -> None:
    assert not JUDGE.ripe(LONG, moment)
    assert not JUDGE.stands_in_front(moment)


def test_far_above_what_came_before_a_phrase_stands_in_front_of_it_in_a_quiet_room_too() -> None:
    silent = noisy(0.4, stands_out=40.0)
    assert JUDGE.stands_in_front(replace(silent, above=20.0), ended=True)
    assert not JUDGE.stands_in_front(replace(silent, above=20.0))
    assert not JUDGE.stands_in_front(replace(silent, above=4.0), ended=True)
    assert not JUDGE.stands_in_front(replace(silent, above=20.0, spoken="gently"), ended=True)


def test_in_a_noise_what_was_obeyed_may_be_corrected_but_not_back_again() -> None:
    hurts, hot = (
        Obey(said, BOOK.meanings[said], 1.0) for said in ("that hurts", "too much pressure")
    )
    first = JUDGE.obeying(LONG, hurts, noisy(0.4))
    assert JUDGE.in_front(first, heard("too much pressure"), noisy(0.4)) is not None
    corrected = JUDGE.obeying(first, hot, noisy(0.4))
    assert JUDGE.in_front(corrected, heard("that hurts"), noisy(0.4)) is None
    again = replace(noisy(0.4), at=16.0)
    assert JUDGE.in_front(corrected, heard("that hurts"), again) is not None


SAYING = replace(noisy(0.04), quiet_for=0.1)
"""Somebody began to speak before a noise half a second ago, and has not finished."""


def test_who_is_still_speaking_when_the_recogniser_ends_is_heard_again_from_the_start() -> None:
    assert JUDGE.cut_off(LONG, Refuse("[unk]", Reason.NOT_A_COMMAND), SAYING)
    assert JUDGE.cut_off(LONG, None, SAYING)


@pytest.mark.parametrize(
    "moment",
    [
        noisy(0.2),
        replace(SAYING, quiet_for=0.2),
        replace(SAYING, spoken="Glide up."),
        replace(SAYING, in_front_for=3.0),
    ],
)
def test_what_is_over_or_long_or_the_guides_own_is_not_heard_again(moment: Moment) -> None:
    assert not JUDGE.cut_off(LONG, None, moment)


def test_nothing_is_heard_again_that_was_obeyed_or_cut_off_before() -> None:
    stop = Obey("stop", BOOK.meanings["stop"], 1.0)
    assert not JUDGE.cut_off(LONG, stop, SAYING)
    assert not JUDGE.cut_off(replace(LONG, obeyed="stop"), None, SAYING)
    once = JUDGE.ended(LONG, None, replace(SAYING, at=SAYING.at - 0.2))
    assert not JUDGE.cut_off(once, None, SAYING)


def test_what_a_noise_sounds_like_before_a_phrase_does_not_keep_it_from_standing_alone() -> None:
    noise, phrase = heard("no [unk] that hurts"), heard("that hurts", 0.9)
    assert JUDGE.judge(LONG, noise, noisy(0.4)) is None
    found = JUDGE.in_front(LONG, phrase, noisy(0.4))
    assert found is not None
    assert found.order == Understood(Command.THAT_HURTS)
    assert JUDGE.first_of_all(phrase.text, noise)


ANY_WORD = (("fall other side", 0.3), ("all other side", 0.2), ("[unk] other side", 0.2))


def test_a_noise_before_a_phrase_that_sounds_like_any_word_is_none() -> None:
    noise = opinion(*ANY_WORD, ("other side", 0.2), ("other", 0.1))
    found = JUDGE.in_front(LONG, noise, noisy(0.56))
    assert found is not None
    assert found.order == Understood(Command.SWITCH_SIDES)
    assert found.confidence == pytest.approx(0.9)
    assert JUDGE.judge(LONG, noise, noisy(0.4)) is None


def test_a_word_before_a_phrase_that_was_surely_said_makes_it_no_command() -> None:
    said = opinion(("the other side", 0.6), *ANY_WORD[1:])
    assert JUDGE.in_front(LONG, said, noisy(0.56)) is None


def test_who_says_dont_stop_is_not_told_by_how_it_goes_on() -> None:
    said = opinion(("dont stop", 0.4), ("dont hold on", 0.35), ("stop", 0.15))
    assert JUDGE.in_front(LONG, said, noisy(0.56)) is None


def test_in_a_quiet_room_no_word_before_a_phrase_is_noise() -> None:
    said = opinion(*ANY_WORD, ("other side", 0.2))
    quiet = replace(noisy(0.7, stands_out=60.0), above=45.0)
    assert JUDGE.stands_in_front(quiet, ended=True)
    assert JUDGE.in_front(LONG, said, quiet, ended=True) is None


def test_a_noise_before_a_phrase_however_long_makes_it_no_longer() -> None:
    noise = opinion(*ANY_WORD, ("other side", 0.2), lasted=2.2)
    assert JUDGE.in_front(LONG, noise, noisy(0.56)) is not None


def test_two_words_before_it_do_though_they_were_said_more_softly() -> None:
    assert not JUDGE.first_of_all("other side", heard("take the other side"))


def test_after_talk_nothing_is_taken_out_of_a_noise() -> None:
    talking = replace(LONG, began=13.0, talked_at=12.0)
    assert JUDGE.in_front(talking, heard("other side"), noisy(0.4)) is None


def test_a_phrase_in_front_of_a_noise_waits_for_a_longer_one_that_begins_with_it() -> None:
    assert JUDGE.in_front(LONG, heard("next"), noisy(0.4)) is None
    assert JUDGE.in_front(LONG, heard("next"), noisy(0.56)) is not None


def test_once_an_utterance_is_over_it_waits_for_no_longer_phrase() -> None:
    assert JUDGE.stands_in_front(noisy(0.2), ended=True)
    assert not JUDGE.stands_in_front(noisy(0.2))
    assert JUDGE.in_front(LONG, heard("next"), noisy(0.2), ended=True) is not None


@pytest.mark.parametrize(("stands_out", "obeyed"), [(50.0, ["next"]), (20.0, [])])
def test_in_a_noise_where_a_soft_word_is_silence_a_phrase_that_may_go_on_waits_for_longer(
    stands_out: float, obeyed: list[str]
) -> None:
    stream = Stream(stands_out=stands_out)
    stream.goes("next", 0.3)
    stream.goes("next", 0.5, quiet=True)
    assert stream.obeyed == obeyed
    stream.goes("next", 0.6, quiet=True)
    assert stream.obeyed == ["next"]


def needed(phrase: str, command: Command, number: int | None = None) -> float:
    """Least confidence for a phrase, when nobody talks."""
    return JUDGE.rules.floor(phrase, Understood(command, number))


def test_a_short_answer_needs_less_than_one_of_two_words_that_must_be_as_sure_as_any() -> None:
    assert needed("nope", Command.NO) < needed("no no", Command.NO)
    assert needed("no no", Command.NO) == needed("go on", Command.NEXT)


def test_in_a_noise_a_number_must_be_as_sure_as_any_however_many_words_are_around_it() -> None:
    rules = JUDGE.rules
    any_moving = needed("go on", Command.NEXT)
    assert rules.floor_in_noise("go to step two", Understood(Command.GO_TO_STEP, 2)) == any_moving
    assert needed("go to step two", Command.GO_TO_STEP, 2) < any_moving
    titled = Understood(Command.CHOOSE, 2, "trigger point massage")
    assert rules.floor_in_noise("trigger point massage", titled) < any_moving


@pytest.mark.parametrize(("stands_out", "counts"), [(50.0, True), (20.0, False)])
def test_an_answer_in_a_noise_must_be_as_sure_as_any_word(
    *, stands_out: float, counts: bool
) -> None:
    stream = Stream(stands_out=stands_out)
    stream.goes("nope", 0.4, share=0.4)
    stream.goes("nope", 0.4, quiet=True, share=0.4)
    assert (stream.obeyed == ["nope"]) is counts


@pytest.mark.parametrize(("stands_out", "waits"), [(50.0, 0.22), (20.0, 0.32)])
def test_in_a_noise_that_hides_soft_consonants_a_phrase_waits_for_more_silence(
    stands_out: float, waits: float
) -> None:
    early, late = Stream(stands_out=stands_out), Stream(stands_out=stands_out)
    for stream, silence in ((early, waits - 0.04), (late, waits)):
        stream.goes("other side", 0.1)
        stream.goes("other side", silence, quiet=True)
    assert not early.obeyed
    assert late.obeyed == ["other side"]


@pytest.mark.parametrize(("stands_out", "waits"), [(50.0, 0.22), (20.0, 0.32)])
def test_a_number_waits_in_a_noise_while_the_guide_speaks_too(
    stands_out: float, waits: float
) -> None:
    """The first sound of "five" is soft, and "go to step" most like "go to step two"."""
    streams = [Stream(spoken="slow strokes", stands_out=stands_out) for _ in range(2)]
    for stream, silence in zip(streams, (waits - 0.04, waits), strict=True):
        stream.goes("step twenty two", 0.1)
        stream.goes("step twenty two", silence, quiet=True)
    assert [stream.obeyed for stream in streams] == [[], ["step twenty two"]]


@pytest.mark.parametrize(("stands_out", "counts"), [(50.0, True), (20.0, False)])
def test_a_number_in_a_noise_must_be_as_sure_as_any_phrase_while_the_guide_speaks_too(
    *, stands_out: float, counts: bool
) -> None:
    floors = dict.fromkeys(CommandClass, (0.7, 0.7))
    judge = Judge(BOOK, replace(Rules(), floors=floors, many_words=0.4))
    moment = Moment(11.0, 0.4, "slow strokes", stands_out=stands_out)
    verdict = judge.conclude(Utterance(10.0), heard("step twenty two", 0.6), moment)
    assert isinstance(verdict, Obey) is counts


def test_an_answer_taken_out_of_a_noise_must_be_as_sure_as_any_word() -> None:
    assert JUDGE.in_front(LONG, heard("nope", 0.4), noisy(0.56)) is None
    assert JUDGE.in_front(LONG, heard("nope", 0.6), noisy(0.56)) is not None
