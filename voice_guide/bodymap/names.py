"""The ids of one picture, which begin alike so that several pictures fit into a document."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Names:
    """Makes ids."""

    prefix: str

    def id(self, name: str) -> str:
        """The full id of a part."""
        return f"{self.prefix}-{name}"

    def url(self, name: str) -> str:
        """How a fill, a clip or a mask refers to it."""
        return f"url(#{self.id(name)})"
