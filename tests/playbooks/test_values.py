"""YAML as plain values: what the usual loader makes of it, without what makes that loader slow or unsafe."""

from datetime import date

import pytest
import yaml

from launchgate.playbooks.importing.values import yaml_values

TEXTS = [
    "a: 1\nb: [x, 2.5, ~, yes, 'no', 2027-01-05]\nc:\n  d: |\n    two\n    lines\n",
    "- !!str 5\n- !!int '5'\n- 0x10\n- 1_000\n- .inf\n- '2027-01-05'\n",
    "a: &a {k: [1, 2]}\nb: *a\nc: &w word\nd: *w\n",
    "---\na: 1\n---\n- b\n...\n---\n",
    "1: one\ntrue: yes\n? long key\n: value\n",
    "!!map {a: !!seq [b]}",
    "a:\nb: ''\n",
]


@pytest.mark.parametrize("text", TEXTS)
def test_values_are_those_of_the_usual_loader(text):
    assert yaml_values(text) == [value for value in yaml.safe_load_all(text) if value is not None]


def test_what_is_named_once_and_meant_twice_is_the_same():
    (value,) = yaml_values("a: &a [1]\nb: *a\n")
    assert value["a"] is value["b"]


def test_merge_keys_and_equals_signs_are_words():
    assert yaml_values("<<: {a: 1}\nb: =\n") == [{"<<": {"a": 1}, "b": "="}]


def test_a_date_is_a_date():
    assert yaml_values("- 2027-01-05\n") == [[date(2027, 1, 5)]]


def test_a_name_that_nobody_gave_is_broken():
    with pytest.raises(yaml.MarkedYAMLError):
        yaml_values("a: *nobody\n")
