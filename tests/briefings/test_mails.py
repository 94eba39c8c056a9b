"""The mails to readers: a request for each, and one more where somebody asks again."""

import pytest
from django.core import mail

from launchgate.briefings.actions.lock import nudge_readers
from launchgate.briefings.models import Briefing
from launchgate.core import clock
from launchgate.launches.models import Turn
from launchgate.outbox.models import Message
from launchgate.outbox.rendering import NotBefore, Rendered, render
from tests.briefings.company import Company, published, read_by, reading_of


def said(kind: str, person_id: int) -> Rendered | None:
    """Return the words of the latest message of a kind to somebody, at the hour at which they may get it."""
    message = Message.objects.select_related("person").filter(kind=kind, person=person_id).latest("pk")
    words = render(message)
    if isinstance(words, NotBefore):
        with clock.at(words.moment):
            words = render(message)
    assert not isinstance(words, NotBefore)
    return words


@pytest.mark.parametrize("is_confidential", [False, True])
def test_each_reader_is_asked_with_a_link_to_the_briefing(company: Company, is_confidential: bool):
    briefing = published(company, is_confidential=is_confidential)
    words = said("turn.asked", company.sellers[1].pk)
    assert words is not None
    assert words.path == briefing.get_absolute_url()
    assert "For all who sell it" in words.subject
    assert mail.outbox == []


def test_a_nudge_says_who_asks_again(company: Company):
    briefing = published(company)
    nudge_readers(briefing.pk, actor=company.cast.owner)
    words = said("briefing.nudged", company.sellers[1].pk)
    assert words is not None
    assert words.lead.startswith("Ines Calder asks you again to read “For all who sell it” on Aurora Checkout")
    assert words.path == briefing.get_absolute_url()


def test_a_title_that_names_its_launch_names_it_once(company: Company):
    briefing = published(company)
    turn = Turn.objects.filter(kind="acknowledge", holder=company.sellers[1], launch=briefing.launch).get()
    assert turn.about.title == "“For all who sell it” on Aurora Checkout"
    Briefing.objects.filter(pk=briefing.pk).update(title="Aurora Checkout for Sales")
    assert Turn.objects.get(pk=turn.pk).about.title == "“Aurora Checkout for Sales”"


def test_a_nudge_is_dropped_once_it_was_read(company: Company):
    briefing = published(company)
    nudge_readers(briefing.pk, actor=company.cast.owner, reading_ids=[reading_of(briefing, company.sellers[1]).pk])
    read_by(briefing, company.sellers[1])
    assert said("briefing.nudged", company.sellers[1].pk) is None
