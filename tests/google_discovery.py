"""Google's discovery document, as the client library ships it, used as a judge of requests."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import unquote

_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "array": (list,),
    "object": (dict,),
}


@dataclass(frozen=True, slots=True)
class Call:
    """A request, recognised as one of the API's methods."""

    name: str  # events.patch
    method: Mapping[str, Any]
    parameters: Mapping[str, str]  # those of the path

    @property
    def scopes(self) -> frozenset[str]:
        """Any one of these is needed."""
        return frozenset(self.method.get("scopes", ()))


@cache
def document() -> dict[str, Any]:
    """The bundled document."""
    folder = files("googleapiclient.discovery_cache.documents")
    loaded: dict[str, Any] = json.loads((folder / "calendar.v3.json").read_text())
    return loaded


@cache
def _methods() -> tuple[tuple[str, str, re.Pattern[str], dict[str, Any]], ...]:
    found = []
    for resource, part in document()["resources"].items():
        for name, method in part["methods"].items():
            pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", method["path"])
            found.append(
                (f"{resource}.{name}", method["httpMethod"], re.compile(pattern + r"\Z"), method)
            )
    return tuple(found)


def recognise(http_method: str, path: str) -> Call | None:
    """Which method of the API is this? The path is below the service's base."""
    for name, verb, pattern, method in _methods():
        if verb == http_method and (match := pattern.match(path)):
            found = {key: unquote(value) for key, value in match.groupdict().items()}
            return Call(name, method, found)
    return None


def objections(call: Call, query: Mapping[str, list[str]], body: Any) -> Iterator[str]:
    """Everything in a request that the document does not allow."""
    known = {**document()["parameters"], **call.method.get("parameters", {})}
    for name, values in query.items():
        if name not in known or known[name]["location"] != "query":
            yield f"{call.name} has no parameter {name}"
            continue
        if len(values) > 1 and not known[name].get("repeated"):
            yield f"{name} is given twice"
        for value in values:
            yield from _bad_value(name, value, known[name])
    if schema := call.method.get("request", {}).get("$ref"):
        yield from _bad_body(body, {"$ref": schema}, schema)
        yield from _missing(body, call, schema)
    elif body is not None:
        yield f"{call.name} takes no body"
    if "fields" in query and "response" in call.method:
        yield from _bad_fields(query["fields"][0], call.method["response"]["$ref"])


def _bad_value(name: str, value: str, rule: Mapping[str, Any]) -> Iterator[str]:
    if "enum" in rule and value not in rule["enum"]:
        yield f"{name} cannot be {value!r}"
    if rule["type"] == "boolean" and value not in {"true", "false"}:
        yield f"{name} is no boolean: {value!r}"
    if rule["type"] == "integer" and not (value.isdigit() and int(value) >= int(rule["minimum"])):
        yield f"{name} is no such integer: {value!r}"
    if rule.get("format") == "date-time" and not re.search(r"T.*(Z|[+-]\d\d:\d\d)\Z", value):
        yield f"{name} has no offset: {value!r}"


def _resolve(rule: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = document()["schemas"][rule["$ref"]] if "$ref" in rule else rule
    return found


def _bad_body(value: Any, rule: Mapping[str, Any], where: str) -> Iterator[str]:
    rule = _resolve(rule)
    if value is None:
        return
    kind = _TYPES[rule["type"]]
    if not isinstance(value, kind) or (kind == (int,) and isinstance(value, bool)):
        yield f"{where} is no {rule['type']}"
    elif isinstance(value, list):
        for item in value:
            yield from _bad_body(item, rule["items"], where)
    elif isinstance(value, dict):
        for key, part in value.items():
            inner = rule.get("properties", {}).get(key) or rule.get("additionalProperties")
            if inner is None:
                yield f"{where} has no {key}"
            else:
                yield from _bad_body(part, inner, f"{where}.{key}")


def _missing(body: Any, call: Call, schema: str) -> Iterator[str]:
    for key, rule in document()["schemas"][schema]["properties"].items():
        required = rule.get("annotations", {}).get("required", ())
        if f"calendar.{call.name}" in required and not (body or {}).get(key):
            yield f"{call.name} needs {key}"


type_tree = dict[str, Any]


def selector(text: str) -> type_tree:
    """A partial response's selector as a tree: `a,b(c,d/e)`; an empty tree means everything."""
    tree: type_tree = {}
    stack = [tree]
    branch = tree
    for token in re.findall(r"[^,()/]+|[,()/]", text):
        if token == "(":
            stack.append(branch)
        elif token == ")":
            stack.pop()
        elif token == ",":
            branch = stack[-1]
        elif token != "/":
            branch = branch.setdefault(token, {})
    return tree


def _bad_fields(text: str, schema: str) -> Iterator[str]:
    yield from _bad_selection(selector(text), {"$ref": schema}, schema)


def _bad_selection(tree: type_tree, rule: Mapping[str, Any], where: str) -> Iterator[str]:
    rule = _resolve(rule)
    if rule["type"] == "array":
        yield from _bad_selection(tree, rule["items"], where)
        return
    for key, branch in tree.items():
        inner = rule.get("properties", {}).get(key) or rule.get("additionalProperties")
        if inner is None:
            yield f"invalid field selection {where}.{key}"
        elif branch:
            yield from _bad_selection(branch, inner, f"{where}.{key}")


def select(tree: type_tree, value: Any) -> Any:
    """What a partial response keeps."""
    if not tree:
        return value
    if isinstance(value, list):
        return [select(tree, item) for item in value]
    if not isinstance(value, dict):
        return value
    return {key: select(tree[key], part) for key, part in value.items() if key in tree}
