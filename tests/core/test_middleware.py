"""What happens to every request: refusals, control characters, sign-in, the person's time, caches."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.core.urls")]

FRAGMENT = {"HX-Request": "true", "HX-Current-URL": "http://testserver/launches/L-1/?tab=gates#top"}


@pytest.fixture
def signed_in(client: Client) -> Client:
    client.force_login(make_person(time_zone="Asia/Kolkata"))
    return client


@pytest.mark.parametrize(("kind", "status"), [("forbidden", 403), ("conflict", 409), ("invalid", 422)])
def test_a_refusal_becomes_a_page_with_its_sentence(signed_in: Client, kind: str, status: int) -> None:
    response = signed_in.post(f"/tests/refuse/{kind}/", headers={"Referer": "http://testserver/launches/L-1/"})

    assert response.status_code == status
    page = response.content.decode()
    assert f"Refused &lt;{kind}&gt;." in page
    assert "<h1>" in page
    assert 'href="/launches/L-1/"' in page


@pytest.mark.parametrize("kind", ["forbidden", "conflict", "invalid"])
def test_a_refusal_hands_back_what_was_written(signed_in: Client, kind: str) -> None:
    sent = {"reason": "Two\nlines <of> it.", "person": "12", "new_password1": "four words of mine"}
    page = signed_in.post(f"/tests/refuse/{kind}/", sent).text

    assert "Two\nlines &lt;of&gt; it.</textarea>" in page
    assert page.count("<textarea") == 1
    assert "four words of mine" not in page


def test_what_was_written_for_a_page_that_is_gone_is_handed_back(signed_in: Client) -> None:
    response = signed_in.post("/nowhere/", {"words": "They would take ten."})

    assert response.status_code == 404
    assert "They would take ten." in response.text


def test_a_refusal_of_nothing_written_hands_nothing_back(signed_in: Client) -> None:
    assert "What you had written" not in signed_in.post("/tests/refuse/conflict/", {"person": "12"}).text


@pytest.mark.parametrize(("kind", "status"), [("forbidden", 403), ("conflict", 409), ("invalid", 422)])
def test_a_refusal_of_a_fragment_goes_to_the_notices(signed_in: Client, kind: str, status: int) -> None:
    response = signed_in.post(f"/tests/refuse/{kind}/", headers=FRAGMENT)

    assert response.status_code == status
    assert response["HX-Retarget"] == "#notices"
    fragment = response.content.decode()
    assert f"Refused &lt;{kind}&gt;." in fragment
    assert "<html" not in fragment


@pytest.mark.parametrize("header", ["HX-Boosted", "HX-History-Restore-Request"])
def test_a_boosted_or_restored_page_gets_a_page(signed_in: Client, header: str) -> None:
    response = signed_in.post("/tests/refuse/conflict/", headers={**FRAGMENT, header: "true"})

    assert "<html" in response.content.decode()
    assert "HX-Retarget" not in response


def test_the_way_back_never_leads_to_another_site(signed_in: Client) -> None:
    response = signed_in.post("/tests/refuse/conflict/", headers={"Referer": "http://evil.example/launches/"})

    assert "/launches/" not in response.content.decode().split("<main")[1]


def test_a_fault_of_ours_is_a_page_that_says_so(signed_in: Client) -> None:
    signed_in.raise_request_exception = False

    response = signed_in.get("/tests/refuse/broken/")

    assert response.status_code == 500
    assert "Something broke on our side" in response.content.decode()


@pytest.mark.parametrize(("path", "status"), [("/nowhere/", 404), ("/tests/refuse/denied/", 403)])
def test_djangos_own_refusals_have_pages_too(signed_in: Client, path: str, status: int) -> None:
    response = signed_in.get(path)

    assert response.status_code == status
    assert "<h1>" in response.content.decode()


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\u202e"])
def test_a_control_character_in_a_field_that_no_form_reads_is_refused_where_it_is_read(
    signed_in: Client, character: str
) -> None:
    response = signed_in.post("/tests/read/target-date/", {"target-date": f"2026{character}"})

    assert response.status_code == 422
    page = response.content.decode()
    assert f"U+{ord(character):04X}" in page
    assert "Target date" in page


def test_what_stands_beside_a_damaged_field_can_still_be_read(signed_in: Client) -> None:
    response = signed_in.post("/tests/read/name/", {"target-date": "\x00", "name": "Aurora"})

    assert response.content == b"Aurora"


@pytest.mark.parametrize("given", [{"na\x07me": "Aurora"}, {"csrfmiddlewaretoken": "\x07"}])
def test_a_control_character_where_nobody_types_is_refused_early(client: Client, given: dict[str, str]) -> None:
    assert client.post("/tests/echo/", given).status_code == 400


@pytest.mark.parametrize("text", ["two\r\nlines\tand a tab", "שלום\u200f עולם", "\u2068isolated\u2069", "naïve 🚀"])
def test_text_that_people_write_passes(client: Client, text: str) -> None:
    assert client.post("/tests/echo/", {"name": text}).status_code == 200


def test_a_control_character_in_an_address_is_refused(client: Client) -> None:
    assert client.get("/tests/echo/%00/").status_code == 400
    assert client.get("/tests/echo/?q=%07").status_code == 400


def test_an_ordinary_file_passes(client: Client) -> None:
    assert client.post("/tests/echo/", {"proof": SimpleUploadedFile("proof.txt", b"\x00\x01")}).status_code == 200


def test_a_control_character_in_a_fragment_is_told_in_the_notices(signed_in: Client) -> None:
    response = signed_in.post("/tests/read/name/", {"name": "\x00"}, headers=FRAGMENT)

    assert response.status_code == 422
    assert response["HX-Retarget"] == "#notices"


@pytest.mark.parametrize("headers", [{}, FRAGMENT])
def test_a_form_that_is_too_large_is_refused_in_a_sentence(client: Client, headers: dict[str, str]) -> None:
    response = client.post("/tests/echo/", {"name": "x" * 3_000_000}, headers=headers)

    assert response.status_code == 400
    assert "larger than a form may be" in response.content.decode()
    assert response.get("HX-Retarget") == ("#notices" if headers else None)


def test_a_host_that_is_not_ours_is_refused(client: Client) -> None:
    response = client.get("/tests/echo/", headers={"Host": "evil.example", "Referer": "http://evil.example/x/"})

    assert response.status_code == 400


@pytest.mark.parametrize("address", ["http://[", "http://testserver:x/"])
def test_a_page_before_that_is_no_address_is_left_out(signed_in: Client, address: str) -> None:
    response = signed_in.post("/tests/refuse/conflict/", headers={"Referer": address})

    assert response.status_code == 409


def test_a_stranger_is_asked_to_sign_in_and_comes_back(client: Client) -> None:
    response = client.get("/tests/refuse/conflict/?a=1&b=2")

    assert response.status_code == 302
    target = urlsplit(response["Location"])
    assert target.path == "/sign-in/"
    assert parse_qs(target.query)["next"] == ["/tests/refuse/conflict/?a=1&b=2"]


def test_a_session_that_ended_moves_the_whole_page_and_not_a_part(client: Client) -> None:
    response = client.post("/tests/refuse/conflict/", headers=FRAGMENT)

    assert response.status_code == 401
    target = urlsplit(response["HX-Redirect"])
    assert target.path == "/sign-in/"
    assert parse_qs(target.query)["next"] == ["/launches/L-1/?tab=gates"]


def test_moments_are_shown_in_the_persons_own_zone(signed_in: Client) -> None:
    assert signed_in.get("/tests/echo/").content == b"Asia/Kolkata"


def test_a_stranger_reads_the_companys_default_zone(client: Client) -> None:
    assert client.get("/tests/echo/").content == b"UTC"


def test_caches_keep_fragments_and_persons_apart(signed_in: Client) -> None:
    response = signed_in.get("/tests/echo/")

    assert "HX-Request" in response["Vary"]
    assert response["Cache-Control"] == "private, no-cache"


def test_the_content_security_policy_allows_nothing_inline(client: Client) -> None:
    policy = client.get("/tests/echo/")["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "script-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy


def test_a_form_from_before_a_sign_in_is_refused_in_a_sentence() -> None:
    client = Client(enforce_csrf_checks=True)

    response = client.post("/tests/echo/", {"name": "x"})

    assert response.status_code == 403
    assert "Nothing was saved" in response.content.decode()


def test_the_administration_is_closed_to_others_in_a_sentence(signed_in: Client) -> None:
    response = signed_in.get("/admin/")

    assert response.status_code == 302
    response = signed_in.get(response["Location"])
    assert response.status_code == 403
    assert "Only administrators" in response.content.decode()


def test_an_administrator_reaches_the_administration(client: Client) -> None:
    client.force_login(make_person(is_administrator=True))

    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize(
    ("referer", "back_to"),
    [
        ("http://testserver/launches/L-1/", "/launches/L-1/"),
        ("http://elsewhere.example/launches/L-1/", "/"),
        ("", "/"),
    ],
)
def test_a_form_sent_after_the_session_ended_leads_back_to_its_page(client: Client, referer: str, back_to: str) -> None:
    response = client.post("/tests/refuse/conflict/", headers={"Referer": referer})

    assert parse_qs(urlsplit(response["Location"]).query)["next"] == [back_to]


@pytest.mark.parametrize("wanted", ["word", "launches:search", "-1", "http:relative", "//evil.example/"])
def test_what_is_no_path_of_ours_is_no_page_to_go_on_to(signed_in: Client, wanted: str) -> None:
    response = signed_in.post("/theme/", {"theme": "dark", "next": wanted})

    assert (response.status_code, response["Location"]) == (303, "/")


DAMAGED = "http://[nowhere"


def test_a_damaged_address_of_the_page_before_leads_to_sign_in(client: Client) -> None:
    page = client.post("/launches/", headers={"Referer": DAMAGED})
    fragment = client.get("/launches/", headers={"HX-Request": "true", "HX-Current-URL": DAMAGED})

    assert (page.status_code, page["Location"]) == (302, "/sign-in/?next=/")
    assert (fragment.status_code, fragment["HX-Redirect"]) == (401, "/sign-in/?next=/")


def test_the_way_back_is_no_path_that_a_browser_reads_as_another_site(signed_in: Client) -> None:
    response = signed_in.post("/tests/refuse/conflict/", headers={"Referer": "http://testserver//evil.example/"})

    assert "evil.example" not in response.text.split("<main")[1]
