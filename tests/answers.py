"""What an answer says, in short."""

from typing import Any


def refused(answer: Any) -> tuple[int, str, dict[str, str]]:
    """Status and code of a refusal, and the code of each field at fault."""
    error = answer.json["error"]
    return answer.status_code, error["code"], {name: each["code"] for name, each in error.get("fields", {}).items()}
