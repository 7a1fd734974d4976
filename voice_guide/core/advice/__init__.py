"""What a writer may want to think over in a routine that can be played: no mistakes, but advice."""

from collections.abc import Iterator

from voice_guide.core.advice.about import Advice, Kind, Known, Spot
from voice_guide.core.advice.doing import about_doing
from voice_guide.core.advice.wording import about_wording
from voice_guide.core.routine import Routine

__all__ = ["Advice", "Kind", "Known", "Spot", "advise"]


def advise(routine: Routine, known: Known) -> tuple[Advice, ...]:
    """All advice on `routine`, in the order of the file."""

    def ordered() -> Iterator[Advice]:
        yield from about_wording(routine, known)
        yield from about_doing(routine, known)

    return tuple(sorted(ordered(), key=lambda advice: advice.spot))
