"""JSON and YAML as plain values: in one pass, no deeper and no more than any checklist has, and no list lost."""

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import yaml

from launchgate.core.refusals import Invalid

DEEPEST = 60
MOST_VALUES = 500_000
TOO_DEEP = "The file is nested too deeply to be a checklist."
NOT_PLAIN = "The YAML asks for more than plain lists, texts and numbers, so it is not read."
STANDARD = "tag:yaml.org,2002:"
LONGEST_CACHED = 40


class _Again(str):
    """A name that stands a second time in the same mapping: equal to no other, so that both lists are kept."""

    __slots__ = ()
    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other


def json_value(text: str) -> Any:
    """Return the value of a JSON text; raises what `json.loads` raises."""
    return json.loads(text, object_pairs_hook=_mapping)


def yaml_values(text: str) -> list[Any]:
    """Return the values of the documents of a YAML text, without those that are empty.

    They are built while the text is parsed: to compose and then construct them takes many times as long, and overflows
    the stack where they are nested deeply. Merge keys stay ordinary keys. Raises Invalid for more values or a deeper
    nesting than any checklist has and for tags that are not plain, and YAMLError or ValueError for what is broken.
    """
    return [value for value in _Builder(yaml.parse(text, Loader=_Parser)).documents() if value is not None]


def _mapping(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, Any]:
    mapping: dict[Any, Any] = {}
    for key, value in pairs:
        _put(mapping, key, value)
    return mapping


def _put(mapping: dict[Any, Any], key: Any, value: Any) -> None:
    """Add a value to a mapping, in which no list is lost because its name is given twice."""
    is_again = key in mapping and isinstance(value, dict | list)
    mapping[_Again(key) if is_again else key] = value


_NO_KEY = object()
_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_plain = yaml.SafeLoader("")


class _Builder:
    """Puts each event where it belongs: into the innermost list or mapping that is open."""

    def __init__(self, events: Iterable[yaml.Event]) -> None:
        self.events = events
        self.open: list[dict[Any, Any] | list[Any]] = []
        self.keys: list[Any] = []
        self.anchors: dict[str, Any] = {}

    def documents(self) -> Iterator[Any]:
        """Yield the value of each document."""
        root: list[Any] = []
        for number, event in enumerate(self.events):
            if number > MOST_VALUES:
                raise Invalid(f"The YAML holds more than {MOST_VALUES:,} values. Split it.")
            match event:
                case yaml.DocumentStartEvent():
                    root, self.open, self.keys, self.anchors = [], [], [], {}
                    self._enter(root)
                case yaml.DocumentEndEvent():
                    yield root[0]
                case yaml.CollectionEndEvent():
                    self.open.pop()
                    self.keys.pop()
                case yaml.AliasEvent():
                    self._add(self._meant(event))
                case yaml.NodeEvent():
                    self._node(event)

    def _node(self, event: Any) -> None:
        is_list, is_mapping = isinstance(event, yaml.SequenceStartEvent), isinstance(event, yaml.MappingStartEvent)
        value: Any = [] if is_list else {} if is_mapping else _scalar(event)
        if event.anchor:
            self.anchors[event.anchor] = value
        self._add(value)
        if is_list or is_mapping:
            if event.tag not in (None, "!", STANDARD + ("seq" if is_list else "map")):
                raise Invalid(NOT_PLAIN)
            self._enter(value)

    def _enter(self, value: dict[Any, Any] | list[Any]) -> None:
        self.open.append(value)
        self.keys.append(_NO_KEY)
        if len(self.open) > DEEPEST + 1:
            raise Invalid(TOO_DEEP)

    def _add(self, value: Any) -> None:
        around = self.open[-1]
        if isinstance(around, list):
            around.append(value)
        elif self.keys[-1] is _NO_KEY:
            self.keys[-1] = value
        elif isinstance(self.keys[-1], dict | list):
            raise Invalid(NOT_PLAIN)
        else:
            _put(around, self.keys[-1], value)
            self.keys[-1] = _NO_KEY

    def _meant(self, event: Any) -> Any:
        if event.anchor not in self.anchors:
            raise yaml.composer.ComposerError(None, None, "found an unknown alias", event.start_mark)
        return self.anchors[event.anchor]


def _scalar(event: Any) -> Any:
    if event.tag is None and event.implicit[0]:
        value: str = event.value
        return _implicit(value) if len(value) <= LONGEST_CACHED else _resolved(value)
    if event.tag in (None, "!", STANDARD + "str"):
        return event.value
    return _constructed(event.tag, event.value)


def _resolved(value: str) -> Any:
    tag = _plain.resolve(yaml.ScalarNode, value, (True, False))
    is_text = tag in (STANDARD + "str", STANDARD + "merge", STANDARD + "value")
    return value if is_text else _constructed(tag, value)


_implicit = lru_cache(maxsize=10_000)(_resolved)


def _constructed(tag: str, value: str) -> Any:
    """Return a scalar that is no text; raises Invalid for a tag that asks for more than plain values."""
    build = yaml.SafeLoader.yaml_constructors.get(tag)
    if build is None or not tag.startswith(STANDARD):
        raise Invalid(NOT_PLAIN)
    return build(_plain, yaml.ScalarNode(tag, value))
