"""The administrators' page: whether mail leaves, and trying again what did not."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from launchgate.audit.models import Event
from launchgate.core import clock, heartbeats
from launchgate.core.models import Heartbeat
from launchgate.outbox.delivery import deliver_messages
from launchgate.outbox.models import Message
from launchgate.outbox.tasks import deliver_messages as deliver_task
from launchgate.people.models import Person
from tests.factories import make_person
from tests.outbox.conftest import free_port
from tests.outbox.factories import queue_message

pytestmark = pytest.mark.django_db

PAGE, RETRY = "/operations/", "/operations/retry/"


@pytest.fixture
def as_administrator(client):
    """Return a client that an administrator signed in with, where everything runs."""
    client.force_login(make_person("Ada Admin", is_administrator=True))
    heartbeats.beat(heartbeats.WORKER)
    heartbeats.beat(heartbeats.BEAT)
    return client


def finding(client) -> str:
    """Return what the page says at its top."""
    text = BeautifulSoup(client.get(PAGE).text, "html.parser").select_one(".headline").text
    return " ".join(text.split())


def failed_message(why: str = "The mail server answered 550: no such person", **person) -> Message:
    """Return a message that was given up."""
    message = queue_message(make_person(**person))
    Message.objects.filter(pk=message.pk).update(status="failed", attempts=4, error=why, settled_at=clock.now())
    return message


def test_mail_leaves_when_everything_runs(as_administrator):
    assert finding(as_administrator) == "Mail leaves."
    assert "Everything was delivered." in as_administrator.get(PAGE).text


def test_it_says_that_the_worker_is_silent(as_administrator):
    Heartbeat.objects.filter(name="worker").update(beat_at=clock.wall() - timedelta(seconds=120))
    assert re.fullmatch(r"No mail leaves. The worker was last heard of 12\d seconds ago.", finding(as_administrator))


def test_it_says_what_goes_on_while_beat_is_silent(as_administrator):
    Heartbeat.objects.filter(name="beat").delete()
    assert finding(as_administrator).startswith("New mail leaves, but nothing is tried again and no reminder")


def test_it_says_that_the_mail_server_is_away(as_administrator, post_office, settings):
    settings.EMAIL_PORT = free_port()
    queue_message()
    deliver_messages()
    assert finding(as_administrator).startswith("No mail leaves. The mail server could not be reached:")


def test_it_says_since_when_the_oldest_waits(as_administrator):
    with clock.at(clock.wall() - timedelta(minutes=17)):
        queue_message()
    queue_message()
    assert finding(as_administrator) == "Mail is late. The oldest message has waited for 17 minutes."


def test_a_message_that_stays_back_on_purpose_is_not_late(as_administrator):
    queue_message(delay=timedelta(hours=2))
    assert finding(as_administrator) == "Mail leaves."


def test_it_names_what_was_put_off_and_why(as_administrator, post_office):
    message = queue_message(make_person("Fay Full"))
    post_office.answers[message.person.email] = "451 4.2.2 Mailbox full"
    deliver_messages()
    assert finding(as_administrator).startswith("Mail leaves, but some was put off. The mail server answered 451")
    assert "Fay Full" in as_administrator.get(PAGE).text


def test_it_names_who_could_not_be_written_to_and_why(as_administrator):
    failed_message(name="Una Known")
    text = as_administrator.get(PAGE).text
    assert "Una Known" in text
    assert "The mail server answered 550: no such person" in text


def test_it_names_whose_address_is_refused(as_administrator):
    person = make_person("Rae Fused")
    Person.objects.filter(pk=person.pk).update(mail_refused_at=clock.now(), mail_refused_why="550 unknown user")
    text = as_administrator.get(PAGE).text
    assert f'href="/people/{person.pk}/"' in text
    assert "550 unknown user" in text


def test_it_says_when_the_last_delivery_round_was(as_administrator):
    def row():
        page = BeautifulSoup(as_administrator.get(PAGE).text, "html.parser")
        return page.find("dt", string="Last delivery round").find_next("dd").text.strip()

    assert row() == "Not yet"
    deliver_task()
    assert re.search(r"\d\d:\d\d", row())


def test_one_message_is_tried_again(as_administrator):
    one, other = failed_message(), failed_message()
    response = as_administrator.post(RETRY, {"message": one.pk})
    assert (response.status_code, response.url) == (303, PAGE)
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.status, other.status) == ("queued", "failed")


def test_all_are_tried_again_in_one_event(as_administrator):
    for _ in range(3):
        failed_message()
    as_administrator.post(RETRY)
    assert Message.objects.filter(status="queued").count() == 3
    assert Event.objects.filter(kind="messages.retried").count() == 1


def test_a_doubled_click_tries_once(as_administrator):
    message = failed_message()
    fields = {"message": message.pk, "once": "a"}
    as_administrator.post(RETRY, fields)
    Message.objects.filter(pk=message.pk).update(status="failed")
    assert as_administrator.post(RETRY, fields).status_code == 409
    message.refresh_from_db()
    assert message.status == "failed"


@pytest.mark.parametrize("message", ["x", "0", "-1", "9" * 30])
def test_a_number_that_is_none_is_refused(as_administrator, message):
    failed_message()
    assert as_administrator.post(RETRY, {"message": message}).status_code == 422


def test_failures_are_read_page_by_page(as_administrator):
    for number in range(27):
        failed_message(f"Reason {number}.")
    first = as_administrator.get(PAGE)
    rest = as_administrator.get(f"{PAGE}?{first.context['operations'].failed.next_query}")
    assert ("Reason 26." in first.text, "Reason 0." in first.text) == (True, False)
    assert ("Reason 26." in rest.text, "Reason 0." in rest.text) == (False, True)


def test_the_statements_are_as_many_for_one_message_as_for_many(as_administrator, django_assert_num_queries):
    # Session, reader, the right to look, seven of the page, and the counts of the frame.
    for _ in range(2):
        with django_assert_num_queries(12):
            as_administrator.get(PAGE)
        for number in range(20):
            failed_message()
            queue_message()
            put_off = queue_message(once=f"put off {number}-{Message.objects.count()}")
            Message.objects.filter(pk=put_off.pk).update(error="Mailbox full", attempts=2)
            Person.objects.filter(pk=put_off.person_id).update(mail_refused_at=clock.now())


def test_administrators_are_led_there(as_administrator, client):
    assert f'href="{PAGE}"' in as_administrator.get("/people/").text
    assert f'href="{PAGE}"' in as_administrator.get("/admin/").text
    client.force_login(make_person("Sam Body"))
    assert f'href="{PAGE}"' not in client.get("/people/").text
