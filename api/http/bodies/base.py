"""What every body shares."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict


class Body(BaseModel):
    """A body or a part of one: no unknown fields, never changed, read from rows of the index."""

    model_config = ConfigDict(extra="forbid", frozen=True, from_attributes=True)


def example(**fields: Any) -> ConfigDict:
    """Returns the settings of a body with its example."""
    return ConfigDict(json_schema_extra={"examples": [fields]})


def page_of(item: type[Body]) -> ConfigDict:
    """Returns the settings of a page whose one row is the example of its rows."""
    return example(items=[example_of(item)], total=1, offset=0, limit=100)


def example_of(body: type[Body]) -> dict[str, Any]:
    """Returns the example of a body."""
    extra: Any = body.model_config["json_schema_extra"]
    shown: dict[str, Any] = extra["examples"][0]
    return shown
