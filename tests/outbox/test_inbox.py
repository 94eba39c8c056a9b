"""The page of notifications: what was sent to me, and what of it I have read."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from launchgate.core import clock
from launchgate.outbox.inbox import unread_count
from launchgate.outbox.models import Message
from tests.factories import make_person
from tests.outbox.factories import queue_message

pytestmark = pytest.mark.django_db

INBOX = reverse("outbox:inbox")


@pytest.fixture
def reader(client):
    """Return a person who is signed in."""
    person = make_person("Priya Kaul")
    client.force_login(person)
    return person


def sent_message(person, headline="Sign Operations", path="/launches/L-1/gates/operations/"):
    """Return a message as delivery leaves it."""
    message = queue_message(person)
    message.status, message.headline, message.path = Message.Status.SENT, headline, path
    message.settled_at = clock.now()
    message.save()
    return message


def test_messages_appear_newest_first_with_their_links(client, reader):
    sent_message(reader, "The first", "/one/")
    sent_message(reader, "The second", "/two/")
    page = client.get(INBOX).content.decode()
    assert page.index("The second") < page.index("The first")
    assert 'href="/two/"' in page


def test_messages_of_others_and_messages_not_sent_do_not_appear(client, reader):
    sent_message(make_person(), "Not for me")
    queue_message(reader, subject="Not sent")
    assert "Nothing was sent to you yet." in client.get(INBOX).content.decode()


def test_opening_the_page_marks_nothing(client, reader):
    sent_message(reader)
    client.get(INBOX)
    assert unread_count(reader) == 1


def test_mark_read_marks_one_message(client, reader):
    message, other = sent_message(reader), sent_message(reader)
    response = client.post(reverse("outbox:mark_read", args=[message.pk]))
    message.refresh_from_db()
    other.refresh_from_db()
    assert (response.status_code, response["Location"]) == (303, INBOX)
    assert message.read_at
    assert other.read_at is None


def test_mark_read_again_keeps_the_first_moment(client, reader):
    message = sent_message(reader)
    client.post(reverse("outbox:mark_read", args=[message.pk]))
    first = Message.objects.get(pk=message.pk).read_at
    assert client.post(reverse("outbox:mark_read", args=[message.pk])).status_code == 303
    assert Message.objects.get(pk=message.pk).read_at == first


def test_messages_of_others_cannot_be_marked(client, reader):
    message = sent_message(make_person())
    assert client.post(reverse("outbox:mark_read", args=[message.pk])).status_code == 404
    message.refresh_from_db()
    assert message.read_at is None


def test_a_message_that_is_not_sent_cannot_be_marked(client, reader):
    message = queue_message(reader)
    assert client.post(reverse("outbox:mark_read", args=[message.pk])).status_code == 404


def test_mark_all_read_leaves_what_came_since(client, reader):
    shown = sent_message(reader)
    came_since = sent_message(reader)
    client.post(reverse("outbox:mark_all_read"), {"up_to": shown.pk})
    assert list(Message.objects.filter(read_at=None)) == [came_since]


def test_mark_all_read_leaves_messages_of_others(client, reader):
    other = sent_message(make_person())
    client.post(reverse("outbox:mark_all_read"), {"up_to": other.pk})
    other.refresh_from_db()
    assert other.read_at is None


@pytest.mark.parametrize("up_to", ["", "many", "-1", "9" * 30])
def test_mark_all_read_wants_a_number(client, reader, up_to):
    sent_message(reader)
    response = client.post(reverse("outbox:mark_all_read"), {"up_to": up_to})
    assert response.status_code == 422
    assert unread_count(reader) == 1


@pytest.mark.parametrize("name", ["mark_read", "mark_all_read"])
def test_reading_by_get_is_refused(client, reader, name):
    message = sent_message(reader)
    args = [message.pk] if name == "mark_read" else []
    assert client.get(reverse(f"outbox:{name}", args=args)).status_code == 405


def test_a_fragment_holds_the_list_and_the_bell(client, reader):
    message = sent_message(reader)
    answer = client.post(reverse("outbox:mark_read", args=[message.pk]), headers={"HX-Request": "true"})
    assert "<html" not in answer.content.decode()
    assert 'id="inbox"' in answer.content.decode()
    assert 'id="bell"' in answer.content.decode()


def test_a_long_inbox_is_read_page_by_page(client, reader):
    for number in range(30):
        sent_message(reader, f"Message {number:02}")
    first = client.get(INBOX)
    second = client.get(f"{INBOX}?{first.context['page'].next_query}")
    headlines = [message.headline for message in (*first.context["page"].rows, *second.context["page"].rows)]
    assert headlines == [f"Message {number:02}" for number in reversed(range(30))]


def test_the_page_asks_as_much_for_one_message_as_for_many(client, reader, django_assert_num_queries):
    sent_message(reader)
    with CaptureQueriesContext(connection) as for_one:
        client.get(INBOX)
    for _ in range(20):
        sent_message(reader)
    with django_assert_num_queries(len(for_one)):
        client.get(INBOX)


def test_the_bell_counts_unread_messages(client, reader):
    sent_message(reader)
    assert "Notifications, 1 not read" in client.get(INBOX).content.decode()


def test_a_headline_is_shown_as_text(client, reader):
    sent_message(reader, "<script>alert(1)</script>")
    assert "&lt;script&gt;alert(1)" in client.get(INBOX).content.decode()
