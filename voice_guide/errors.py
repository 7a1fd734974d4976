"""Every error this product raises on purpose: where, what, and what to try."""


class VoiceGuideError(Exception):
    """A failure we can explain; `hint` is the one thing the person can try."""

    exit_code = 1

    def __init__(self, problem: str, *, hint: str = "") -> None:
        super().__init__(problem)
        self.hint = hint


class InputError(VoiceGuideError):
    """A file or a name that was given cannot be used."""


class UsageError(VoiceGuideError):
    """The command line does not make sense."""

    exit_code = 2


class MissingPartError(VoiceGuideError):
    """Something the command cannot do without is not there."""

    exit_code = 3


class VoiceError(VoiceGuideError):
    """A sentence could not be rendered."""

    exit_code = 3
