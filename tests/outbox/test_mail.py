"""The e-mail itself: text and HTML, headers, names in any script, threads."""

from email.message import EmailMessage

import pytest

from launchgate.core.text import one_line
from launchgate.outbox.delivery import deliver_messages
from launchgate.outbox.models import Message
from tests.factories import make_person
from tests.outbox.factories import queue_message

pytestmark = pytest.mark.django_db

JAPANESE = "山田太郎"
ARABIC = "ليلى الفهري"


@pytest.fixture
def delivered(post_office):
    """Return a function that queues a message, delivers it and returns the mail that arrived."""

    def deliver(person=None, **data) -> EmailMessage:
        queue_message(person, **data)
        deliver_messages()
        return post_office.received[-1]

    return deliver


def test_a_mail_says_the_same_in_text_and_html(delivered):
    mail = delivered(lead="Marcus, sign Operations by Friday.", rows=[["What it blocks", "Internal launch"]])
    text = mail.get_body(("plain",)).get_content()
    html = mail.get_body(("html",)).get_content()
    for words in ("Marcus, sign Operations by Friday.", "What it blocks", "Internal launch", "http://testserver/here/"):
        assert words in text
        assert words in html


def test_words_of_people_are_text_in_html_and_unchanged_in_text(delivered):
    mail = delivered(lead="<b>Fish & chips</b> is asked")
    assert "&lt;b&gt;Fish &amp; chips&lt;/b&gt; is asked" in mail.get_body(("html",)).get_content()
    assert "<b>Fish & chips</b> is asked" in mail.get_body(("plain",)).get_content()


@pytest.mark.parametrize("name", [JAPANESE, ARABIC, JAPANESE * 12, 'Jo "the gate" O\\Neil', "Strauß, Änne (CFO)"])
def test_names_of_any_script_arrive(delivered, name):
    mail = delivered(make_person(name, email="reader@example.test"))
    address = mail["To"].addresses[0]
    assert address.addr_spec == "reader@example.test"
    assert address.display_name.replace(" ", "") == name.replace('"', "'").replace("\\", "").replace(" ", "")


@pytest.mark.parametrize(
    "subject", [f"{JAPANESE}を承認してください", f"{JAPANESE} asks: sign Operations " * 3, f"وقّع {ARABIC}", "Größe 🚀"]
)
def test_subjects_of_any_script_arrive(delivered, subject):
    assert str(delivered(subject=subject)["Subject"]) == subject.strip()


def test_a_number_behind_an_arabic_name_stays_behind_it(delivered):
    said = f"It waits for {ARABIC}, 7 days"
    mail = delivered(subject=said, lead=said)
    shown = f"It waits for {ARABIC}\u200e, 7 days"
    assert str(mail["Subject"]) == shown
    assert shown in mail.get_body(("plain",)).get_content()
    assert shown in mail.get_body(("html",)).get_content()


def test_what_somebody_wrote_from_the_right_is_set_so(delivered):
    html = delivered(rows=[["Why", f"{ARABIC}."], ["Since", "Friday"]]).get_body(("html",)).get_content()
    assert f'dir="rtl">{ARABIC}' in html
    assert 'dir="ltr">Friday' in html


@pytest.mark.parametrize("separator", ["\n", "\r\n", "\r", "\u2028", "\x0b", "\x85"])
def test_a_subject_cannot_bring_headers_of_its_own(delivered, separator):
    mail = delivered(subject=f"Sign this{separator}Bcc: thief@example.test")
    assert str(mail["Subject"]) == "Sign this Bcc: thief@example.test"
    assert mail["Bcc"] is None


def test_a_name_cannot_bring_headers_of_its_own(delivered):
    mail = delivered(make_person("Marcus\r\nBcc: thief@example.test", email="reader@example.test"))
    assert mail["Bcc"] is None
    assert [address.addr_spec for address in mail["To"].addresses] == ["reader@example.test"]


def test_an_endless_subject_is_cut(delivered):
    subject = str(delivered(subject="long " * 5000)["Subject"]).strip()
    assert len(subject) <= 200
    assert subject.endswith("…")


def test_a_message_sent_twice_carries_the_same_id(delivered, post_office):
    first = delivered()["Message-ID"]
    Message.objects.update(status=Message.Status.QUEUED)
    deliver_messages()
    assert len(post_office.received) == 2
    assert post_office.received[1]["Message-ID"] == first


def test_two_messages_never_share_an_id(delivered):
    person = make_person()
    assert delivered(person)["Message-ID"] != delivered(person)["Message-ID"]


def test_mails_about_one_launch_are_one_thread(delivered):
    first, second, other = delivered(launch=7), delivered(launch=7), delivered(launch=8)
    assert first["References"] == second["References"] == second["In-Reply-To"]
    assert other["References"] != first["References"]


def test_a_mail_says_that_a_machine_wrote_it(delivered):
    assert delivered()["Auto-Submitted"] == "auto-generated"


def test_a_link_leads_to_this_installation(delivered, settings):
    settings.BASE_URL = "https://gate.example.com"
    assert "https://gate.example.com/launches/L-1/" in delivered(path="/launches/L-1/").as_string()


def test_moments_in_a_mail_are_the_readers(delivered):
    mail = delivered(make_person(time_zone="Asia/Tokyo"), kind="test.zone")
    assert "It is read in Asia/Tokyo." in mail.get_body(("plain",)).get_content()


def test_every_mail_leads_to_the_page_of_preferences_and_ends_nothing_in_one_click(delivered):
    mail = delivered()
    assert mail["List-Unsubscribe"] == "<http://testserver/me/preferences/>"
    assert mail["List-Unsubscribe-Post"] is None


@pytest.mark.parametrize("kind", ["person.invited", "person.password_reset"])
def test_letters_are_no_list(post_office, kind):
    queue_message(kind=kind)
    deliver_messages()
    assert post_office.received[0]["List-Unsubscribe"] is None


def test_one_line_keeps_joiners_that_scripts_need():
    assert one_line(f"{ARABIC}\u200c{ARABIC}\u202e x") == f"{ARABIC}\u200c{ARABIC} x"
