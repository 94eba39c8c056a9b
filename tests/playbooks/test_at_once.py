"""Two people at the same playbook at once: one wins, the other is told what happened."""

from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillWaiting

import pytest
from django.db import connections, transaction

from launchgate.core import clock
from launchgate.core.refusals import Conflict
from launchgate.people.company import lock_company
from launchgate.playbooks import actions
from launchgate.playbooks.models import Version
from tests.factories import make_person, make_playbook

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


def in_thread(verb, *args, **kwargs):
    """Call a verb on a connection of the thread's own."""
    try:
        return verb(*args, **kwargs)
    finally:
        connections.close_all()


@pytest.fixture
def administrator():
    return make_person("Ada Admin", is_administrator=True)


def test_a_second_draft_waits_for_the_first_and_is_refused(administrator):
    version = make_playbook(actor=administrator)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            lock_company()
            second = pool.submit(in_thread, actions.start_draft, version.playbook_id, actor=administrator)
            with pytest.raises(StillWaiting):
                second.result(0.5)
            Version.objects.create(playbook=version.playbook, number=2, created_at=clock.now())
        with pytest.raises(Conflict, match="a draft already"):
            second.result(10)
    assert version.playbook.versions.count() == 2


def test_an_item_is_not_changed_once_its_version_is_published(administrator):
    draft = make_playbook(actor=administrator, published=False)
    item = draft.gates.get().items.first()
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            lock_company()
            late = pool.submit(in_thread, actions.remove_item, item.pk, actor=administrator)
            with pytest.raises(StillWaiting):
                late.result(0.5)
            Version.objects.filter(pk=draft.pk).update(published_at=clock.now())
        with pytest.raises(Conflict, match="never changes"):
            late.result(10)
    assert draft.gates.get().items.count() == 2
