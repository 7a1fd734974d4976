"""What pydantic found, in the words of someone who writes routines."""

from typing import get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from voice_guide.adapters.routine_file.complaints import Complaint, Loc, OneOf, label
from voice_guide.adapters.routine_file.kinds import Refused
from voice_guide.adapters.routine_file.mistakes import shown

_KEY = "[key]"
"""How pydantic ends the way to the key of a dictionary."""


def complaints_of(error: ValidationError, model: type[BaseModel]) -> list[Complaint]:
    """One complaint for each of the error's details; `model` is what was validated against."""
    details = error.errors(include_url=False)
    return [_complaint(detail, model) for detail in details if not _follows(detail)]


def _follows(detail: ErrorDetails) -> bool:
    """Only a consequence: a list counts as short when its entries are wrong."""
    return detail["type"] == "too_short" and bool(detail["input"])


def _complaint(detail: ErrorDetails, model: type[BaseModel]) -> Complaint:
    at, given, context = detail["loc"], detail["input"], detail.get("ctx", {})
    if isinstance(refused := context.get("error"), Refused):
        if at[-1] == _KEY:
            return Complaint(at[:-1], f"the key {refused.problem}", refused.allowed, of_key=True)
        return Complaint(at, f"{label(at)} {refused.problem}", refused.allowed)
    match detail["type"]:
        case "missing":
            needed = ", ".join(_fields(_model_at(model, at[:-1]), required=True))
            return Complaint(at, f"`{at[-1]}` is missing", f"needed here: {needed}")
        case "extra_forbidden":
            known = OneOf(tuple(_fields(_model_at(model, at[:-1]))), str(at[-1]))
            return Complaint(at, f"unknown key {shown(at[-1])}", known, of_key=True)
        case "tuple_type":
            return Complaint(
                at, f"{label(at)} is {shown(given)}", "write a list: each entry after a '- '"
            )
        case "model_type" | "dict_type":
            keys = ", ".join(_fields(_model_at(model, at)))
            return Complaint(at, f"{label(at)} is {shown(given)}", f"write keys and values: {keys}")
        case "too_short":
            return Complaint(at, f"{label(at)} has nothing in it", "write at least one entry")
        case "too_long":
            most = context["max_length"]
            return Complaint(at, f"{label(at)} has too many entries", f"at most {most}")
    return Complaint(at, f"{label(at)}: {detail['msg']}", "see the other files for an example")


def _fields(model: type[BaseModel], *, required: bool = False) -> list[str]:
    fields = model.model_fields.items()
    return [name for name, field in fields if field.is_required() or not required]


def _model_at(model: type[BaseModel], at: Loc) -> type[BaseModel]:
    for key in at:
        field = model.model_fields.get(key) if isinstance(key, str) else None
        model = (field and _inner(field.annotation)) or model
    return model


def _inner(annotation: object) -> type[BaseModel] | None:
    """The model that a tuple or dictionary of models holds."""
    for inside in get_args(annotation):
        if isinstance(inside, type) and issubclass(inside, BaseModel):
            return inside
    return None
