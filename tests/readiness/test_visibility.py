"""Confidential launches: in nobody's rows, figures, sentences or choices who may not see them."""

import pytest

from launchgate.launches.actions.edit import follow_launch
from tests.factories import make_person
from tests.launching import make_launch
from tests.readiness.reading import names_on, page_of

SECRET = "Project Lighthouse"


@pytest.fixture
def stranger(cast):
    return make_person("Sten Stranger")


@pytest.fixture
def secret(cast):
    return make_launch(cast, name=SECRET, is_confidential=True)


def test_stranger_reads_nothing_of_a_confidential_launch(client, cast, stranger, secret):
    make_launch(cast, name="Open Road")
    client.force_login(stranger)
    answer = client.get("/readiness/")
    assert "Open Road" in answer.text
    assert SECRET not in answer.text


def test_stranger_finds_it_in_no_figure(cast, stranger, secret):
    page = page_of(stranger, days=9)
    assert page.summary.running == 0
    assert page.summary.risks == []
    assert page.summary.courts.lanes == []
    assert cast.owner.name not in [words for _, words in page.form.fields["owner"].choices]


def test_executive_reads_all_of_it(cast, secret):
    page = page_of(cast.sponsor, days=9)
    assert names_on(page) == [SECRET]
    assert [risk.name for risk in page.summary.risks] == [SECRET]
    assert SECRET in page.summary.finding.because


def test_figures_read_by_an_executive_are_not_kept_for_others(cast, stranger, secret):
    assert page_of(cast.sponsor).summary.running == 1
    assert page_of(stranger).summary.running == 0


def test_owner_sees_the_row_and_is_told_that_it_is_not_counted(cast, secret):
    page = page_of(cast.owner)
    assert names_on(page) == [SECRET]
    assert page.summary.running == 0
    assert page.leaves_out_confidential


def test_follower_sees_the_row(cast, stranger, secret):
    follow_launch(secret.pk, actor=cast.owner, person_id=stranger.pk)
    assert names_on(page_of(stranger)) == [SECRET]
