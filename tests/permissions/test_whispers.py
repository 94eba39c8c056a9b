"""Whoever has no part in a confidential launch reads the very same pages and mails as if there were none."""

import re
from datetime import timedelta
from email.utils import parseaddr

import pytest
from django.core import mail
from django.test import Client, TestCase
from django.urls import reverse

from launchgate.core import clock
from launchgate.launches.models import Launch
from launchgate.outbox.delivery import deliver_messages
from launchgate.outbox.models import Message
from launchgate.people.models import Person
from launchgate.reminders.sweep import sweep_reminders
from tests.permissions.matrix import ROWS
from tests.permissions.whispered import ALIKE, MARK, whisper
from tests.permissions.world import ROLES, World
from tests.undone import undone

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LISTS = {
    "launches:list": ["", "q=Zanzibar", "status=live", "status=stopped"],
    "launches:search": ["q=Zanzibar", "q=Kaufhaus", "q=48+hours"],
    "launches:new": ["name=Zanzibar&summary=vans&audience=carriers"],
    "customers:search": ["", "q=Zanzibar", "customer=Zanzibar", "kind=churn"],
    "customers:ledger": ["", "customer=Zanzibar", "state=broken"],
    "offerings:exceptions": ["", "q=Zanzibar"],
    "offerings:similar": [f"what={ALIKE}+{MARK}"],
    "reviews:lessons": ["q=Zanzibar", "tag=vans"],
    "readiness:index": ["owner=1"],
}
# The waiting ledger counts the turns of all launches, says so, and names no confidential one.
COUNTS_ALL = ("/readiness/functions/", "/readiness/functions/ledger.csv", "/readiness/functions/customer-care/product/")
# A printed page is made anew, and how many messages wait is the business of whoever runs the machine.
NOT_ALIKE = {
    "readiness:functions",
    "readiness:functions_file",
    "readiness:pair",
    "briefings:plan_pdf",
    "outbox:operations",
}
# Differs from one request to the next, whatever is on the page.
PASSING = re.compile(
    r'name="(?:csrfmiddlewaretoken|once)" value="[^"]*"|X-CSRFToken[^}]*|[?&]seen=[-\w]+|after=[-\w%]+|'
    r'<time datetime="[^"]*">[^<]*</time>'
)


@pytest.mark.parametrize("role", ["outsider", pytest.param("administrator", marks=pytest.mark.deep)])
def test_no_page_differs(world: World, role: str):
    reader = Client()
    reader.force_login(world.people[role])
    paths = paths_for(world, role)
    with undone(), clock.at(clock.now() + timedelta(minutes=1)):
        before = {path: read(reader, path) for path in paths}
        whisper(world)
        after = {path: read(reader, path) for path in paths}
        sums = [read(reader, path) for path in COUNTS_ALL]
    assert [path for path in paths if before[path] != after[path]] == []
    assert not [text for text in sums if MARK in text]


def paths_for(world: World, role: str) -> list[str]:
    """Return what a role is shown beside single launches, and lists narrowed to what is whispered."""
    at = ROLES.index(role)
    shown = {row.name: row for row in ROWS if row.method == "GET" and row.answers[at] == "o"}
    rows = [row for name, row in shown.items() if name not in NOT_ALIKE]
    pages = [reverse(row.name, args=row.address(world), query=row.query(world) | row.given(world)) for row in rows]
    pages = [page for page in pages if not page.startswith("/launches/L-")]
    return pages + [f"{reverse(name)}?{query}" for name, queries in LISTS.items() for query in queries]


def read(reader: Client, path: str) -> str:
    """Return a page, of a list its fragment too, without what differs from one request to the next."""
    answers = [reader.get(path), *([reader.get(path, headers={"HX-Request": "true"})] if "?" in path else [])]
    return PASSING.sub("", "".join(answer.content.decode() for answer in answers if not answer.streaming))


def test_no_mail_and_no_news_tells_of_it(world: World):
    with undone():
        _whisper_and_tell(world)
        secrets = Launch.objects.filter(name__startswith=MARK)
        seen = {one.email for one in Person.objects.all() if secrets.visible_to(one).count() == secrets.count()}
        told = {parseaddr(to)[1] for letter in mail.outbox if MARK in letter.subject + letter.body for to in letter.to}
        news = Message.objects.filter(headline__contains=MARK).values_list("person__email", flat=True)
        assert told
        assert (told | set(news)) - seen == set()


def test_whoever_runs_the_machine_sees_that_mails_leave_and_not_of_what_they_tell(world: World):
    administrator = Client()
    administrator.force_login(world.people["administrator"])
    with undone():
        _whisper_and_tell(world)
        message = Message.objects.filter(headline__contains=MARK)[0]
        assert MARK not in administrator.get(f"/admin/outbox/message/{message.pk}/change/").text
        found = administrator.get(f"/admin/outbox/message/?q={MARK}").text
        assert message.subject not in found
        assert MARK not in administrator.get("/operations/").text


def _whisper_and_tell(world: World) -> None:
    """Whisper, and send what follows over some days, at an hour at which people are at work."""
    mail.outbox.clear()
    with TestCase.captureOnCommitCallbacks(execute=True):
        whisper(world)
    noon = clock.now().replace(hour=11)
    for days in (1, 2, 3, 6):
        with clock.at(noon + timedelta(days=days)):
            sweep_reminders()
            deliver_messages()
