"""Erasing a customer by name, in every room: the name goes, words when asked, and the record stays sound."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from launchgate.audit.models import Event
from launchgate.audit.verify import Walked
from launchgate.briefings.actions.plan import save_plan
from launchgate.briefings.models import PlanVersion
from launchgate.briefings.plan_words import CUSTOMER, PlanStep, PlanWords, Stakeholder
from launchgate.core.refusals import Forbidden, Invalid
from launchgate.customers.actions.erasing import erase_customer
from launchgate.customers.actions.insights import Said, add_insight
from launchgate.customers.actions.promises import withdraw_promise
from launchgate.customers.models import Customer, Insight, InsightProof
from launchgate.launches.actions.evidence import prove_by_file
from launchgate.launches.export import verify_launch_file
from launchgate.launches.export.writing import write_launch_file
from launchgate.launches.models import Launch
from launchgate.offerings.actions.asking import Asked, ask_exception
from launchgate.offerings.models import ExceptionRequest
from launchgate.outbox.models import Message
from launchgate.outbox.queue import Queued, queue_messages
from tests.customers.promising import fresh, in_days, promise_on, say_on
from tests.forging import verify
from tests.launches.checking import check

pytestmark = pytest.mark.django_db

NAME, BUYER = "Käthe Kaufmann", "Ann Buyer"


@pytest.fixture
def launch(small) -> Launch:
    """A launch on which somebody said something, was promised two things, asked for one more, and takes part."""
    launch, sales = small.launch(), small.people["sales"]
    proof = prove_by_file(ContentFile(b"%PDF-1.7 notes", "kaethe.pdf"))
    said = Said("feedback", NAME, "I, Käthe, find it slow.", number="3", unit="tills", proof=proof)
    add_insight(launch.pk, said, actor=sales)
    promise_on(launch, sales, customer="käthe  kaufmann", words="Käthe gets it.")
    gone = promise_on(launch, sales, "scope", customer=NAME, words="Käthe gets more.").promise
    withdraw_promise(gone.pk, "Käthe was told no.", actor=sales)
    asked = Asked(NAME, "Delivery on Sundays", "Käthe is at home then.", launch_id=launch.pk)
    ask_exception(asked, actor=sales)
    people = (
        Stakeholder("Kofi Mensah", "leads", "kofi@us.example"),
        Stakeholder(BUYER, "decides", "ann@buyer.example", side=CUSTOMER),
    )
    save_plan(launch.pk, PlanWords("Welcome.", people, (PlanStep("Kick-off", in_days(9)),)), actor=small.owner)
    say_on(launch, sales, customer="Nordmarkt", words="Another one.")
    return launch


def erase(small, name: str = NAME, *, words: bool = True) -> Customer:
    return erase_customer(name, actor=small.people["admin"], words=words)


def pages_of(launch: Launch, client, small) -> str:
    """Return every page that named the customer, as the sponsor sees it, in one text."""
    client.force_login(small.sponsor)
    key, exception = launch.key, ExceptionRequest.objects.get()
    paths = [
        launch.get_absolute_url(),
        f"/launches/{key}/history/",
        f"/launches/{key}/customers/",
        f"/launches/{key}/promises/",
        f"/launches/{key}/hand-over-plan/",
        exception.get_absolute_url(),
        "/customers/",
        "/promises/",
        "/exceptions/",
    ]
    answers = [client.get(path) for path in paths]
    assert {answer.status_code for answer in answers} == {200}
    return "\n".join(answer.content.decode() for answer in answers)


def test_the_name_goes_everywhere_and_words_when_asked(client, small, launch):
    before = pages_of(launch, client, small)
    assert NAME in before
    customer = erase(small)
    assert customer.name == f"Erased customer {customer.pk}"
    after = pages_of(launch, client, small)
    assert "Käthe" not in after
    assert customer.name in after
    assert "Nordmarkt" in after
    assert "Another one." in after
    assert not InsightProof.objects.exclude(title__startswith="Erased").exists()


def test_without_words_only_the_name_goes(small, launch):
    customer = erase(small, words=False)
    insight = Insight.objects.get(customer=customer)
    assert insight.words == "I, Käthe, find it slow."
    assert ExceptionRequest.objects.get().customer_name == customer.name
    assert ExceptionRequest.objects.get().what == "Delivery on Sundays"


def test_the_file_that_came_with_it_goes(small, launch, django_capture_on_commit_callbacks):
    name = InsightProof.objects.get().file.name
    with django_capture_on_commit_callbacks(execute=True):
        erase(small)
    assert not default_storage.exists(name)


@pytest.mark.parametrize("name", [BUYER, "ann@buyer.example"])
def test_who_takes_part_in_a_hand_over_is_found_by_name_or_address(client, small, launch, name):
    customer = erase(small, name)
    [us, them] = PlanVersion.objects.get().content["stakeholders"]
    assert (us["name"], us["contact"]) == ("Kofi Mensah", "kofi@us.example")
    assert (them["name"], them["role"], them["contact"]) == (customer.name, "", "")
    assert BUYER not in pages_of(launch, client, small)
    assert list(Walked()) == []


@pytest.mark.parametrize("words", [True, False])
def test_proofs_hold_and_the_event_names_rows_and_no_word(small, launch, words):
    erase(small, words=words)
    erase(small, BUYER, words=words)
    assert verify("--files")[0] == 0
    assert check().startswith("exit 0")
    text = Event.objects.filter(kind="customer.erased").order_by("pk")[0].text
    assert f'"exceptionrequest:{ExceptionRequest.objects.get().pk}"' in text
    assert "Käthe" not in text


def test_a_launch_file_written_afterwards_tells_what_cannot_be_compared(small, launch, tmp_path):
    erase(small)
    path = tmp_path / "launch.zip"
    with path.open("w+b") as target:
        write_launch_file(launch.pk, target, actor=small.owner)
    told = verify_launch_file.check(path)
    assert any("crossing.json, promise:" in line for line in told)


def test_other_words_in_the_place_of_erased_ones_are_found(small, launch):
    erase(small)
    Insight.objects.exclude(customer__name="Nordmarkt").update(words="It is fine.")
    assert "what a customer said was changed" in verify()[1]


def test_a_mark_without_an_erasure_is_found(small, launch):
    ExceptionRequest.objects.update(customer_name="Erased customer 1")
    assert "what was asked for was changed" in verify()[1]


@pytest.mark.both
@pytest.mark.parametrize(
    ("name", "headline", "goes"),
    [
        (NAME, f"The promise to {NAME} on Aurora is no longer backed", True),
        ("Hafen & Söhne (Nord)", "“Help” for HAFEN & Söhne (Nord)", True),
        ("Nord", "The promise to Nordmarkt on Aurora is no longer backed", False),
    ],
)
def test_subject_lines_with_the_name_go_and_no_others(small, name, headline, goes):
    say_on(small.launch(), small.people["sales"], customer=name)
    queue_messages([Queued(kind="news.x", person_id=small.owner.pk, subject="promise:1", once="x")])
    Message.objects.filter(once="x").update(headline=headline)
    erase(small, name)
    assert (Message.objects.get(once="x").headline == "Erased by law") == goes


def test_the_same_name_said_later_is_somebody_new(small, launch):
    customer = erase(small)
    assert say_on(launch, small.people["sales"], customer=NAME).customer_id != customer.pk


def test_a_promise_stays_promised(small, launch):
    promise = promise_on(launch, small.people["sales"], customer=NAME).promise
    erase(small)
    assert (fresh(promise).status, fresh(promise).value) == ("unbacked", promise.value)


@pytest.mark.parametrize("who", ["sales", "sponsor", "owner"])
def test_only_administrators_erase(small, launch, who):
    with pytest.raises(Forbidden):
        erase_customer(NAME, actor=small.people[who], words=True)


@pytest.mark.parametrize("name", ["Nobody", "Erased customer 1", " \u200b", "x" * 121])
def test_who_is_not_known_is_told_at_the_field(small, launch, name):
    erase(small)
    with pytest.raises(Invalid):
        erase(small, name)


def test_the_page_says_what_will_be_lost_and_asks_to_be_sure(client, small, launch):
    client.force_login(small.people["admin"])
    page = client.get("/customers/erase/", {"name": "KÄTHE KAUFMANN"}).content.decode()
    assert "What they said, as written down: 1" in page
    assert "Names in exceptions: 1" in page
    unsure = client.post("/customers/erase/", {"name": NAME, "words": "on"})
    assert unsure.status_code == 422
    assert Customer.objects.filter(name=NAME).exists()
    assert client.post("/customers/erase/", {"name": NAME, "words": "on", "sure": "on"}).status_code == 303
    assert not Customer.objects.filter(name=NAME).exists()
    assert client.get("/customers/erase/", {"name": NAME}).status_code == 422
    assert client.get("/customers/erase/").status_code == 200
