"""Files that come with what a customer says: what they have to be, who is handed them, and how."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from launchgate.customers.models import Insight, InsightProof
from launchgate.launches.models import Launch
from tests.launches.small import Small

pytestmark = pytest.mark.django_db

PDF, PNG = b"%PDF-1.7 what they wrote", b"\x89PNG\r\n\x1a\n"
SAID = {"kind": "feedback", "customer": "Nordmarkt", "words": "It is slow."}


def send(client, launch: Launch, name: str, body: bytes):
    """Send an entry of the customer log with a file."""
    return client.post(f"{launch.get_absolute_url()}customers/", SAID | {"file": SimpleUploadedFile(name, body)})


def path_of(proof: InsightProof, launch: Launch) -> str:
    return f"{launch.get_absolute_url()}customers/files/{proof.pk}/"


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("page.html", b"<script>alert(1)</script>"),
        ("page.pdf.html", PDF),
        ("page.html.pdf", b"<script>alert(1)</script>"),
        ("drawing.svg", b"<svg onload='alert(1)'/>"),
        ("macro.docm", b"PK\x03\x04"),
        ("tool.exe", b"MZ"),
        ("tool.pdf.exe", PDF),
        ("tool\u202efdp.exe", PDF),
        ("picture.png", PDF),
        ("notes.txt", b"\x00\x01"),
        ("notes.pdf", b""),
        ("notes", PDF),
        (".pdf", PDF),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_beside_its_field(client, small: Small, name: str, body: bytes):
    launch = small.launch()
    client.force_login(small.owner)
    page = send(client, launch, name, body)
    assert page.status_code == 422
    assert 'id="insight-file_error"' in page.text
    assert SAID["words"] in page.text
    assert not Insight.objects.exists()


@pytest.mark.parametrize(
    ("name", "saved_as"),
    [
        ("../../etc/notes.pdf", "notes.pdf"),
        ("C:\\notes.pdf", "notes.pdf"),
        ("no\u202etes.pdf", "notes.pdf"),
        ("notes.pdf.PNG", "notes.pdf.PNG"),
        ("a; filename=b.pdf", "a; filename=b.pdf"),
    ],
)
def test_a_file_is_saved_under_a_plain_name(client, small: Small, name: str, saved_as: str):
    launch = small.launch()
    client.force_login(small.owner)
    assert send(client, launch, name, PNG if name.endswith("PNG") else PDF).status_code == 303
    answer = client.get(path_of(InsightProof.objects.get(), launch))
    assert answer.getvalue() in (PDF, PNG)
    assert answer["Content-Disposition"] == f'attachment; filename="{saved_as}"'
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_file_of_a_confidential_launch_is_for_those_who_see_the_launch(client, small: Small):
    secret, other = small.launch(is_confidential=True), small.launch(name="Other")
    client.force_login(small.owner)
    send(client, secret, "notes.pdf", PDF)
    proof = InsightProof.objects.get()
    assert client.get(path_of(proof, other)).status_code == 404
    client.force_login(small.people["stranger"])
    assert client.get(path_of(proof, secret)).status_code == 404
    assert client.get(path_of(proof, other)).status_code == 404
