"""How well a step is known, as it is remembered from one rehearsal to the next."""

from dataclasses import dataclass

from voice_guide.core.rehearsing.grade import Grade


@dataclass(frozen=True, slots=True)
class Known:
    """One step."""

    chance: float
    """That it will be known tomorrow, 0 to 1."""
    times: int
    """How often it was asked for."""
    grade: Grade
    """Of the last time."""
    last: str
    """When that was: local time in ISO 8601."""
    due: str
    """When it should come up again, likewise."""
