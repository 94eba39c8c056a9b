"""Two who write the same at once: the second is told before anything of the first is replaced."""

import pytest
from django.urls import reverse

from launchgate.briefings.actions.plan import save_plan, words_of_plan
from launchgate.briefings.actions.write import correct_briefing, rewrite_briefing
from launchgate.briefings.models import Briefing, HandOverPlan
from launchgate.briefings.plan_words import PlanWords
from launchgate.core.refusals import Conflict
from tests.briefings.company import Company, ahead_of_internal, drafted, published, words_for

OVERTAKEN = "saved another version while you were writing"


def test_a_draft_that_was_saved_meanwhile_is_not_replaced_unasked(client, company: Company):
    draft = drafted(company, ahead_of_internal(company))
    rewrite_briefing(draft.pk, words_for(company, text="Hers."), actor=company.cast.heads["marketing"], seen=1)
    with pytest.raises(Conflict, match="Head of Marketing saved another edition meanwhile"):
        rewrite_briefing(draft.pk, words_for(company, text="His."), actor=company.cast.owner, seen=1)
    client.force_login(company.cast.owner)
    path = reverse("briefings:edit", args=[draft.pk])
    functions = [company.cast.function("sales").pk]
    sent = {"title": "For all", "text": "His.", "functions": functions, "seen": 1}
    answer = client.post(path, sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"Head of Marketing {OVERTAKEN}" in page
    assert "His." in page
    assert 'name="seen" value="2"' in page
    assert client.post(path, sent | {"seen": 2}).status_code == 303
    assert Briefing.objects.select_related("edition").get(pk=draft.pk).latest.text == "His."


def test_so_it_is_with_corrections(client, company: Company):
    briefing = published(company)
    correct_briefing(briefing.pk, "It comes on Monday.", "The day.", actor=company.cast.heads["marketing"], seen=1)
    with pytest.raises(Conflict, match="saved another edition meanwhile"):
        correct_briefing(briefing.pk, "It costs 59.", "The price.", actor=company.cast.owner, seen=1)
    client.force_login(company.cast.owner)
    sent = {"text": "It costs 59.", "change": "The price.", "seen": 1}
    answer = client.post(reverse("briefings:correct", args=[briefing.pk]), sent)
    assert answer.status_code == 422
    assert OVERTAKEN in answer.content.decode()


def test_so_it_is_with_hand_over_plans(client, company: Company):
    launch = ahead_of_internal(company)
    before = HandOverPlan.objects.select_related("version").get(launch=launch)
    save_plan(launch.pk, PlanWords("Hers."), actor=company.cast.heads["sales"], seen=1)
    with pytest.raises(Conflict, match="Head of Sales saved another version meanwhile"):
        save_plan(launch.pk, PlanWords("His."), actor=company.cast.owner, seen=1)
    client.force_login(company.cast.owner)
    counts = {f"{rows}-{what}": 0 for rows in ("who", "step", "bring") for what in ("TOTAL_FORMS", "INITIAL_FORMS")}
    path = reverse("briefings:plan_edit", args=[launch.key])
    answer = client.post(path, counts | {"welcome": "His.", "seen": before.version.number})
    assert answer.status_code == 422
    assert f"Head of Sales {OVERTAKEN}" in answer.content.decode()
    assert client.post(path, counts | {"welcome": "His.", "seen": 2}).status_code == 303
    before.refresh_from_db()
    assert words_of_plan(before).welcome == "His."
