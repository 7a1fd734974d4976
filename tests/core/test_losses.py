"""Parts that are lost are told in one sentence; what is back need not be told as lost."""

from hypothesis import given
from hypothesis import strategies as st

from voice_guide.core.losses import with_loss, with_return
from voice_guide.language.replies import load_words

WORDS = load_words("en")
NO_MICROPHONE, NO_LOUDSPEAKER = WORDS.parts["microphone"], WORDS.parts["loudspeaker"]
PARTS = st.sampled_from(["microphone", "loudspeaker", "voice", "events", "chosen model", "kettle"])


def test_both_devices_are_missed_in_one_sentence() -> None:
    for first, second in (("microphone", "loudspeaker"), ("loudspeaker", "microphone")):
        waiting = with_loss(with_loss((), first, WORDS), second, WORDS)
        assert waiting == (WORDS.parts["sound"],)


def test_what_is_back_before_it_was_missed_aloud_is_not_mentioned() -> None:
    assert with_return((NO_MICROPHONE,), "microphone", WORDS) == ()
    assert with_return((WORDS.parts["sound"],), "microphone", WORDS) == (NO_LOUDSPEAKER,)


def test_what_was_missed_aloud_is_said_to_be_back() -> None:
    assert with_return((), "microphone", WORDS) == (WORDS.back["microphone"],)
    assert with_return((), "events", WORDS) == ()


def test_what_is_only_to_be_read_is_not_spoken() -> None:
    assert with_loss((), "chosen model", WORDS) == ()


@given(st.lists(st.tuples(PARTS, st.booleans())))
def test_nothing_is_ever_said_twice_in_a_row(happenings: list[tuple[str, bool]]) -> None:
    waiting: tuple[str, ...] = ()
    for part, lost in happenings:
        waiting = (with_loss if lost else with_return)(waiting, part, WORDS)
        assert len(waiting) == len(set(waiting))
