"""Importing in the browser: read, assign each section, import; what cannot be read is said and nothing is lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from launchgate.playbooks.models import Checklist, ItemTemplate, Playbook, Version
from tests.factories import make_playbook

pytestmark = pytest.mark.django_db

LIST = "# Go live\n## Pricing\n- [ ] Set the price\n- [ ] Check the tax\n## Parties\n- [ ] Celebrate\n"
TABLE = "\n| Task |\n|---|\n| Print the invoice |\n"


def upload(client, text=LIST, name="go-live.md", **fields):
    data = text if isinstance(text, bytes) else text.encode()
    return client.post("/playbooks/import/", {"file": SimpleUploadedFile(name, data)} | fields)


@pytest.fixture
def checklist(as_administrator):
    upload(as_administrator)
    return Checklist.objects.get()


def assign_url(checklist):
    return reverse("playbooks:assign", args=[checklist.pk])


def test_a_file_is_read_and_shown_before_it_is_imported(as_administrator):
    response = upload(as_administrator)
    assert response.status_code == 303
    page = as_administrator.get(response["Location"])
    assert "3 items in 2 sections" in page.text
    assert not Playbook.objects.exists()


def test_pasted_text_is_read(as_administrator):
    response = as_administrator.post("/playbooks/import/", {"text": LIST})
    assert response.status_code == 303
    assert Checklist.objects.get().name == ""


def test_looking_at_the_preview_writes_nothing(as_administrator, checklist, events):
    as_administrator.get(assign_url(checklist))
    assert events() == ["checklist.read"]


def test_what_cannot_be_read_is_said_and_the_text_stays(as_administrator):
    response = as_administrator.post("/playbooks/import/", {"text": "%PDF my words"})
    assert response.status_code == 422
    assert "This is a PDF." in response.text
    assert "my words" in response.text
    assert not Checklist.objects.exists()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Choose a file, or paste"),
        ({"text": "Words: that ask nothing\n\n```\n- [ ] code\n```\n"}, "It holds no item."),
        ({"text": LIST, "draft": "99"}, "valid choice"),
    ],
)
def test_what_is_missing_is_said(as_administrator, fields, sentence):
    response = as_administrator.post("/playbooks/import/", fields)
    assert response.status_code == 422
    assert sentence in response.text


def test_a_file_and_text_together_are_refused(as_administrator):
    sent = {"file": SimpleUploadedFile("list.md", LIST.encode()), "text": LIST}
    assert "not both" in as_administrator.post("/playbooks/import/", sent).text


def test_sections_are_guessed(as_administrator, checklist):
    form = as_administrator.get(assign_url(checklist)).context["form"]
    assert [row["gate"].value() for row in form.rows] == ["finance-pricing", ""]


def test_the_import_follows_what_was_assigned(as_administrator, checklist):
    sent = {"name": "Ours", "gate_0": "finance-pricing", "required_0": "", "items_0": ["1"], "gate_1": ""}
    response = as_administrator.post(assign_url(checklist), sent)
    draft = Version.objects.get()
    assert response["Location"] == reverse("playbooks:version", args=[draft.playbook_id, 1])
    assert list(ItemTemplate.objects.values_list("text", "is_required")) == [
        ("Set the price", False),
        ("Check the tax", True),
    ]


def test_a_whole_section_is_made_required(as_administrator, checklist):
    sent = {"name": "Ours", "gate_0": "operations", "required_0": "all", "gate_1": "operations", "required_1": "none"}
    as_administrator.post(assign_url(checklist), sent)
    assert list(ItemTemplate.objects.values_list("is_required", flat=True)) == [True, True, False]


def test_an_import_of_nothing_keeps_the_form(as_administrator, checklist):
    response = as_administrator.post(assign_url(checklist), {"name": "Ours", "gate_0": "", "gate_1": ""})
    assert response.status_code == 422
    assert "Assign at least one section" in response.text
    assert 'value="Ours"' in response.text
    assert Checklist.objects.exists()


def test_a_forged_gate_is_refused(as_administrator, checklist):
    response = as_administrator.post(assign_url(checklist), {"name": "Ours", "gate_0": "moon"})
    assert response.status_code == 422
    assert not Playbook.objects.exists()


def test_a_taken_name_keeps_the_assignment(as_administrator, checklist, administrator):
    make_playbook("Ours", actor=administrator)
    response = as_administrator.post(assign_url(checklist), {"name": "ours", "gate_0": "", "gate_1": "product"})
    assert response.status_code == 422
    assert [row["gate"].value() for row in response.context["form"].rows] == ["", "product"]


def test_the_same_form_sent_twice_imports_once(as_administrator, checklist):
    sent = {"name": "Ours", "gate_0": "operations"}
    as_administrator.post(assign_url(checklist), sent)
    assert as_administrator.post(assign_url(checklist), sent).status_code == 404
    assert Playbook.objects.count() == 1


def test_a_checklist_goes_into_a_draft(as_administrator, administrator):
    draft = make_playbook(actor=administrator, published=False)
    response = upload(as_administrator, draft=draft.pk)
    as_administrator.post(response["Location"], {"gate_0": "operations", "gate_1": ""})
    assert draft.gates.get().items.count() == 4


def test_tables_are_offered_and_left_out_beside_items(as_administrator):
    response = upload(as_administrator, LIST + TABLE)
    rows = as_administrator.get(response["Location"]).context["form"].rows
    assert [(row["section"].is_table, row["gate"].value()) for row in rows][-1] == (True, "")


def test_tables_are_taken_where_there_is_nothing_else(as_administrator):
    response = upload(as_administrator, TABLE)
    rows = as_administrator.get(response["Location"]).context["form"].rows
    assert [row["gate"].value() for row in rows] == ["finance-pricing"]


def test_nobody_sees_what_another_person_has_read(client, checklist, head):
    client.force_login(head)
    assert client.get(assign_url(checklist)).status_code == 404


def test_a_member_cannot_import(as_member):
    assert as_member.get("/playbooks/import/").status_code == 403
    assert upload(as_member).status_code == 403


def test_a_checklist_is_dropped(as_administrator, checklist):
    as_administrator.post(reverse("playbooks:checklist_drop", args=[checklist.pk]))
    assert not Checklist.objects.exists()


def test_markup_in_a_checklist_is_shown_as_words(as_administrator):
    response = upload(as_administrator, '["<script>alert(1)</script>", "<img src=x onerror=alert(1)>Ask"]', "list.json")
    page = as_administrator.get(response["Location"]).text
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page


def test_thousands_of_items_stay_a_form_that_can_be_sent(as_administrator):
    rows = "".join(f"Task {number},Phase {number}\n" for number in range(5000))
    response = upload(as_administrator, "Task,Gate\n" + rows, "long.csv")
    page = as_administrator.get(response["Location"])
    fields = page.text.count("<select") + page.text.count("<input")
    assert fields < 800
    sent = {"name": "Long"} | {f"gate_{at}": "operations" for at in range(len(page.context["form"].sections))}
    assert as_administrator.post(response["Location"], sent).status_code == 303
    assert ItemTemplate.objects.count() == 5000
