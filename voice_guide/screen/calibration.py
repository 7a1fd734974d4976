"""What calibration found, as lines to read."""

from collections.abc import Iterator, Mapping

from voice_guide.core.microphone import CLEAR_OF_ECHO, INAUDIBLE, Answer, Echo, Measured


def calibration_lines(measured: Measured | None, shown: Mapping[str, str]) -> Iterator[str]:
    """A line for each phrase and figure; none for what was not carried through."""
    if measured is None:
        return
    widest = max((len(answer.phrase) for answer in measured.answers), default=0)
    for answer in measured.answers:
        yield f"  {answer.phrase:{widest}}  {_heard(answer, shown)}"
    yield shown["noise"].format(level=round(measured.noise))
    if measured.voice is not None:
        yield shown["voice"].format(level=round(measured.voice))
    if measured.echo is None:
        yield shown["no_echo"]
        return
    yield _echo(measured.echo, shown)
    clear = measured.over_echo
    if clear is not None:
        yield shown["trusted" if clear >= CLEAR_OF_ECHO else "doubtful"]


def _heard(answer: Answer, shown: Mapping[str, str]) -> str:
    facts = [shown["heard" if answer.heard else "missed"]]
    if answer.confidence is not None:
        facts.append(shown["sure"].format(share=round(100 * answer.confidence)))
    if answer.heard and answer.tries > 1:
        facts.append(shown["tries"])
    return ", ".join(facts)


def _echo(echo: Echo, shown: Mapping[str, str]) -> str:
    if echo.level < INAUDIBLE:
        return shown["inaudible"]
    return shown["echo"].format(
        level=round(echo.level), delay=round(1000 * echo.delay), left=round(echo.left)
    )
