"""`models`: which speech models are there, and getting more."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

from voice_guide.adapters import model_store
from voice_guide.adapters.model_choice import choose_model, missing_files, model_folders
from voice_guide.errors import MissingPartError, VoiceGuideError
from voice_guide.invocation import as_typed
from voice_guide.screen.lines import tell


def listed() -> list[dict[str, object]]:
    """The models on this machine, and which one would be used."""
    used = _used()
    return [
        {
            "name": model.name,
            "path": str(model.path),
            "bytes": model.size,
            "in_use": used is not None and model.path.resolve() == used.resolve(),
        }
        for model in model_store.found_models(model_folders())
    ]


def show(say: Callable[[str], None] = tell) -> int:
    """Print what is here and what can be had."""
    for model in listed():
        mark = "*" if model["in_use"] else " "
        say(f"{mark} {model['name']}  {_megabytes(model['bytes'])}  {model['path']}")
    say(as_typed("* is in use. To be had with `voice-guide models get NAME`:"))
    for known in model_store.KNOWN:
        note = f", {known.note}" if known.note else ""
        say(f"  {known.name}  {_megabytes(known.size)}, {known.language}{note}")
    return 0


def get(name: str, say: Callable[[str], None] = tell) -> int:
    """Fetch a published model, showing how far it has come."""
    folder = model_store.first_writable(model_folders())
    if folder is None:
        raise MissingPartError(
            "no folder for models can be written to", hint="Check the rights of your data folder."
        )
    with _shown() as step:
        path = model_store.ModelStore(folder).get(name, step)
    if missing := missing_files(path):
        raise MissingPartError(
            f"{path} cannot be used: {', '.join(missing)} is missing",
            hint="Choose another one: `voice-guide models`. This one may be deleted.",
        )
    used = _used()
    says = "it is used from now on" if used == path else f"{used.name if used else 'none'} is used"
    say(f"{path} is there; {says}.")
    return 0


@contextmanager
def _shown() -> Iterator[Callable[[model_store.Progress], None]]:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as progress:
        # Drawn from the first byte on: without a network there is nothing to see.
        task = progress.add_task("", total=None, visible=False)

        def step(at: model_store.Progress) -> None:
            progress.update(
                task, description=at.phase, completed=at.done, total=at.total, visible=True
            )

        yield step


def _used() -> Path | None:
    try:
        return choose_model(None)
    except VoiceGuideError:
        return None


def _megabytes(count: object) -> str:
    return f"{int(str(count)) / 1e6:.0f} MB"
