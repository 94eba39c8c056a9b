"""Pages of playbooks: read by everybody, changed by administrators and heads, in drafts only."""

from datetime import time

import pytest
from django.urls import reverse

from launchgate.playbooks import actions
from launchgate.playbooks.models import ItemTemplate, Playbook, Version
from tests.factories import make_function, make_playbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(administrator):
    return make_playbook("Events", actor=administrator, published=False)


@pytest.fixture
def gate(draft):
    return draft.gates.get()


def version_url(version):
    return reverse("playbooks:version", args=[version.playbook_id, version.number])


def item_form(**fields):
    operations = make_function("operations")
    return {
        "text": "Is it new?",
        "kind": "yes_no",
        "function": operations.pk,
        "lowest_tier": 3,
        "track": "gate",
    } | fields


def gate_form(**fields):
    return {
        "name": "Legal",
        "functions": [make_function("legal").pk],
        "statement": "It is lawful.",
        "order": 2,
        "working_days": 3,
        "icon": "product",
        "password_to_tier": 0,
    } | fields


def test_the_list_shows_what_each_playbook_asks(as_member, installed):
    page = as_member.get("/playbooks/").text
    assert "Product launch" in page
    assert "Only administrators and heads of a function change playbooks" in page


def test_the_list_costs_the_same_for_one_playbook_and_many(as_administrator, administrator, django_assert_num_queries):
    make_playbook(actor=administrator)
    as_administrator.get("/playbooks/")
    with django_assert_num_queries(9):
        as_administrator.get("/playbooks/")
    for _ in range(10):
        make_playbook(actor=administrator)
    with django_assert_num_queries(9):
        as_administrator.get("/playbooks/")


def test_an_empty_list_offers_the_first_playbook(as_administrator):
    assert "There is no playbook yet." in as_administrator.get("/playbooks/").text


def test_the_page_of_a_playbook_shows_the_version_in_use(as_member, administrator, installed):
    actions.start_draft(installed.playbook_id, actor=administrator)
    page = as_member.get(installed.playbook.get_absolute_url())
    assert page.context["version"] == installed
    assert "Which problem of theirs does it solve?" in page.text


def test_the_page_shows_the_tiers_side_by_side(as_member, installed):
    tiers = as_member.get(version_url(installed)).context["view"].tiers
    assert [items for _, _, items in tiers] == [48, 43, 26]


def test_a_member_sees_a_draft_without_its_buttons(as_member, draft):
    page = as_member.get(version_url(draft))
    assert page.context["may_edit"] is False
    assert "Publish version" not in page.text


def test_a_playbook_that_is_not_there_is_404(as_member):
    assert as_member.get("/playbooks/99/").status_code == 404


def test_a_long_gate_is_shown_page_by_page(as_member, administrator):
    version = make_playbook(actor=administrator, items=130)
    assert "All 130 items of Operations" in as_member.get(version_url(version)).text
    url = reverse("playbooks:gate_items", args=[version.playbook_id, version.number, "operations"])
    first = as_member.get(url)
    rest = as_member.get(f"{url}?{first.context['page'].next_query}")
    assert (len(first.context["page"].rows), len(rest.context["page"].rows)) == (100, 30)


def test_a_new_playbook_is_made(as_administrator, installed):
    sent = {"name": "Events", "description": "", "like": installed.pk}
    response = as_administrator.post("/playbooks/new/", sent)
    draft = Version.objects.get(playbook__name="Events")
    assert (response.status_code, response["Location"]) == (303, version_url(draft))
    assert draft.gates.count() == 5


def test_a_taken_name_keeps_what_was_typed(as_administrator, installed):
    response = as_administrator.post("/playbooks/new/", {"name": "product launch", "description": "My words"})
    assert response.status_code == 422
    assert "There is a playbook called product launch already." in response.text
    assert "My words" in response.text


def test_a_member_makes_no_playbook(as_member):
    response = as_member.post("/playbooks/new/", {"name": "Events"})
    assert response.status_code == 403
    assert not Playbook.objects.exists()


def test_a_draft_is_started_and_published(as_administrator, installed):
    response = as_administrator.post(reverse("playbooks:draft_start", args=[installed.playbook_id]))
    draft = Version.objects.get(number=2)
    assert response["Location"] == version_url(draft)
    assert "Ready to be published" in as_administrator.get(version_url(draft)).text
    as_administrator.post(reverse("playbooks:publish", args=[draft.pk]))
    draft.refresh_from_db()
    assert draft.published_at


def test_a_draft_says_what_it_lacks(as_administrator, draft):
    draft.gates.update(statement="Done by {nobody}.")
    assert "no item has this key" in as_administrator.get(version_url(draft)).text
    response = as_administrator.post(reverse("playbooks:publish", args=[draft.pk]))
    assert response.status_code == 409


def test_a_draft_is_dropped(as_administrator, draft):
    assert as_administrator.post(reverse("playbooks:draft_drop", args=[draft.pk]))["Location"] == "/playbooks/"
    assert not Playbook.objects.exists()


DAYS = {"grace_days": 1, "spacing_days": 1, "reminder_cap": 2, "deputy_days": 3, "sponsor_days": 4, "due_days": 2}
HOURS = {"digest_at": "08:30", "quiet_until": "07:00", "quiet_from": "18:00", "snooze_days": 3, "snooze_cap": 1}


def test_reminders_are_set(as_administrator, draft):
    days = DAYS | HOURS
    as_administrator.post(reverse("playbooks:policy", args=[draft.pk]), days | {"note": "Quicker"})
    draft.refresh_from_db()
    assert (draft.grace_days, draft.sponsor_days, draft.note) == (1, 4, "Quicker")
    assert (draft.digest_at, draft.quiet_from, draft.snooze_cap) == (time(8, 30), time(18), 1)


def test_reminders_out_of_order_stay_in_the_form(as_administrator, draft):
    days = DAYS | HOURS | {"grace_days": 9}
    response = as_administrator.post(reverse("playbooks:policy", args=[draft.pk]), days)
    assert response.status_code == 422
    assert "the sponsor last" in response.text


def test_a_playbook_is_renamed(as_administrator, installed):
    url = reverse("playbooks:rename", args=[installed.playbook_id])
    as_administrator.post(url, {"name": "Launch", "description": "Ours"})
    assert Playbook.objects.get().name == "Launch"


def test_a_playbook_is_retired_and_restored(as_administrator, installed):
    as_administrator.post(reverse("playbooks:retire", args=[installed.playbook_id]))
    assert "Retired" in as_administrator.get(installed.playbook.get_absolute_url()).text
    as_administrator.post(reverse("playbooks:restore", args=[installed.playbook_id]))
    assert Playbook.objects.get().retired_at is None


def test_a_gate_is_added_on_its_page(as_administrator, draft):
    response = as_administrator.post(reverse("playbooks:gate_new", args=[draft.pk]), gate_form())
    assert response["Location"] == f"{version_url(draft)}#gate-legal"
    assert draft.gates.get(kind="legal").working_days == 3


def test_a_gate_without_a_signing_function_stays_in_the_form(as_administrator, draft):
    response = as_administrator.post(reverse("playbooks:gate_new", args=[draft.pk]), gate_form(functions=[]))
    assert response.status_code == 422
    assert "It is lawful." in response.text


def test_a_gate_is_changed_and_removed_on_its_page(as_administrator, draft, gate):
    as_administrator.post(reverse("playbooks:gate_edit", args=[gate.pk]), gate_form(name="Delivery"))
    gate.refresh_from_db()
    assert (gate.name, gate.kind) == ("Delivery", "operations")
    as_administrator.post(reverse("playbooks:gate_remove", args=[gate.pk]))
    assert not draft.gates.exists()


def test_a_gate_says_in_which_tiers_it_is_signed_with_the_password(as_administrator, draft):
    given = gate_form(password_to_tier=2)
    as_administrator.post(reverse("playbooks:gate_new", args=[draft.pk]), given)
    assert draft.gates.get(kind="legal").password_to_tier == 2
    assert "with password in tiers 1 and 2" in as_administrator.get(version_url(draft)).text


def test_a_gate_says_which_share_reads_its_briefing_and_whether_the_hand_over_is_planned(as_administrator, draft):
    given = gate_form(share_to_go_public=80, share_step=10, hand_over_plan_to_tier=2)
    as_administrator.post(reverse("playbooks:gate_new", args=[draft.pk]), given)
    gate = draft.gates.get(kind="legal")
    assert [gate.share_in(tier) for tier in (1, 2, 3)] == [80, 70, 60]
    assert [gate.plans_hand_over_in(tier) for tier in (1, 2, 3)] == [True, True, False]


def test_an_item_is_added_on_its_page(as_administrator, gate):
    as_administrator.post(reverse("playbooks:item_new", args=[gate.pk]), item_form(is_required="on"))
    item = ItemTemplate.objects.get(key="is_it_new")
    assert (item.text, item.is_required, item.is_material, item.position) == ("Is it new?", True, False, 3)


def test_a_choice_with_one_option_stays_in_the_form(as_administrator, gate):
    sent = item_form(kind="choice", options="only this")
    response = as_administrator.post(reverse("playbooks:item_new", args=[gate.pk]), sent)
    assert response.status_code == 422
    assert "at least two different options" in response.text
    assert "only this" in response.text


def test_an_item_is_changed_moved_and_removed(as_administrator, gate):
    first, second = gate.items.all()
    as_administrator.post(reverse("playbooks:item_edit", args=[first.pk]), item_form(key=first.key, text="Changed?"))
    as_administrator.post(reverse("playbooks:item_move", args=[first.pk]), {"to": "down"})
    assert list(gate.items.values_list("text", flat=True)) == [second.text, "Changed?"]
    as_administrator.post(reverse("playbooks:item_remove", args=[second.pk]))
    assert list(gate.items.values_list("text", flat=True)) == ["Changed?"]


@pytest.mark.parametrize("name", ["policy", "gate_new"])
def test_a_published_version_has_no_forms(as_administrator, installed, name):
    assert as_administrator.get(reverse(f"playbooks:{name}", args=[installed.pk])).status_code == 409


def test_words_of_a_playbook_are_no_markup(as_member, administrator):
    draft = make_playbook("<script>alert(1)</script>", actor=administrator, published=False)
    draft.gates.get().items.update(text="<b>bold</b>", help="<img src=x onerror=alert(1)>")
    page = as_member.get(version_url(draft)).text
    assert "<script>alert(1)" not in page
    assert "<b>bold" not in page
    assert "<img src=x" not in page


@pytest.mark.parametrize("name", ["retire", "draft_start", "restore"])
def test_get_changes_nothing(as_administrator, installed, name):
    assert as_administrator.get(reverse(f"playbooks:{name}", args=[installed.playbook_id])).status_code == 405


def test_the_admin_shows_playbooks_and_changes_none(as_administrator, installed):
    assert as_administrator.get("/admin/playbooks/playbook/").status_code == 200
    assert as_administrator.get("/admin/playbooks/playbook/add/").status_code == 403


def test_a_draft_costs_the_same_whatever_it_holds(as_administrator, administrator, django_assert_num_queries):
    draft = make_playbook(actor=administrator, published=False)
    draft.gates.update(statement="Done: {item_1}.")
    as_administrator.get(version_url(draft))
    # Sixteen, and the items that lessons wrote.
    with django_assert_num_queries(17):
        as_administrator.get(version_url(draft))
    big = actions.create_playbook(
        actor=administrator, name="Big", like_version_id=actions.install_default_playbook(administrator).pk
    )
    with django_assert_num_queries(17):
        as_administrator.get(version_url(big))
