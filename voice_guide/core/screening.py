"""Questions before hands are laid on, and what a yes leads to."""

from dataclasses import dataclass

from voice_guide.core.body import Area


@dataclass(frozen=True, slots=True)
class Question:
    """One yes-or-no question; unsure counts as yes."""

    id: str
    ask: str
    always: bool = True
    """False: only where a routine names it."""
    advice: str = ""
    """Said after a yes."""
    stop: bool = False
    """A yes means no massage today."""
    clinician: bool = False
    """A yes means: only when a doctor or physiotherapist has agreed."""
    ask_where: bool = False
    """A yes leads to naming the areas that are then left out."""
    leave_out: tuple[Area, ...] = ()
    leave_out_heat: bool = False
    leave_out_techniques: tuple[str, ...] = ()
    pressure_at_most: int | None = None
