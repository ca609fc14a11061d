from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sample:
    """What the filter sees of one comment."""

    text: str
    author: str = ""
    website: str = ""
    email: str = ""
    language: str = ""
