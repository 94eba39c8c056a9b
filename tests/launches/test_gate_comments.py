"""Comments on the gate page."""

import pytest

from launchgate.launches.models import Comment
from launchgate.outbox.models import Message
from tests.launches.gate_pages import HTMX, in_review, look, send, url_of
from tests.launches.small import Small

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(company: Small) -> Small:
    return company.copy()


@pytest.fixture
def gate(small):
    return in_review(small)


def write(client, person, gate, text, **data):
    headers = data.pop("headers", {})
    return send(client, person, url_of(gate, "gate_comment"), {"text": text, **data}, **headers)


def test_anybody_who_sees_the_launch_comments(client, small, gate):
    assert write(client, small.people["stranger"], gate, "One line.\nAnd two.").status_code == 303
    page = look(client, small.owner, gate).text
    assert "One line.\nAnd two." in page.replace("\r\n", "\n")


def test_comment_needs_words(client, small, gate):
    response = write(client, small.owner, gate, "  ")
    assert response.status_code == 422
    assert "Write something first." in response.text


def test_overlong_comment_is_kept_in_its_field(client, small, gate):
    response = write(client, small.owner, gate, "word " * 20_000)
    assert response.status_code == 422
    assert "word word word" in response.text
    assert not Comment.objects.exists()


def test_doubled_comment_is_written_once(client, small, gate):
    first, second = (write(client, small.owner, gate, "Once.", once="one-key") for _ in range(2))
    assert second["Location"] == first["Location"]
    assert Comment.objects.count() == 1


def test_named_person_hears_of_it(client, small, gate):
    write(client, small.owner, gate, "@Fin Finance please look.")
    assert Message.objects.filter(kind="news.comment.mentioned", person=small.people["finance"]).exists()


def test_htmx_gets_the_comment_in_the_gate(client, small, gate):
    page = write(client, small.owner, gate, "Quick one.", headers=HTMX).text
    assert "Quick one." in page
    assert page.lstrip().startswith('<div id="gate">')


def test_stranger_to_a_confidential_launch_comments_nothing(client, small):
    hidden = in_review(small, name="Hidden", is_confidential=True)
    assert write(client, small.people["stranger"], hidden, "Hello?").status_code == 404
