"""Where a person's own files are kept, by the customs of the system."""

from pathlib import Path

from platformdirs import PlatformDirs

_DIRS = PlatformDirs("voice-guide", appauthor=False)


def routines() -> Path:
    """The person's own routines."""
    return Path(_DIRS.user_data_dir) / "routines"


def models() -> Path:
    """Speech models that were downloaded."""
    return Path(_DIRS.user_data_dir) / "models"


def sentences(language: str) -> Path:
    """The person's own wordings of commands."""
    return Path(_DIRS.user_data_dir) / "language" / language / "sentences.yaml"


def pronunciations(language: str) -> Path:
    """How the person says words that are spelt otherwise."""
    return Path(_DIRS.user_data_dir) / "language" / language / "pronunciations.yaml"


def journal() -> Path:
    """The past sessions."""
    return Path(_DIRS.user_data_dir) / "journal.sqlite"


def microphones() -> Path:
    """What calibration found out of each microphone."""
    return Path(_DIRS.user_data_dir) / "microphones.json"


def progress() -> Path:
    """How well the steps of rehearsed routines are known."""
    return Path(_DIRS.user_data_dir) / "progress.json"


def page_keys() -> Path:
    """The secrets in the addresses of a shared page."""
    return Path(_DIRS.user_data_dir) / "page-keys.json"


def voice_cache() -> Path:
    """Sentences that were rendered before."""
    return Path(_DIRS.user_cache_dir) / "voice"
