"""What the launch file and the gate pack hold of briefings: every edition, and who has read it."""

from pathlib import Path

import pytest

from launchgate.briefings.actions.write import correct_briefing
from launchgate.briefings.models import Briefing
from launchgate.launches.export.writing import write_launch_file
from tests.briefings.company import Company, published, read_by
from tests.launches.test_export import altered, members, sealed, write


@pytest.fixture
def briefing(company: Company) -> Briefing:
    """A briefing that two have read, corrected afterwards."""
    briefing = published(company)
    read_by(briefing, *company.sellers[:2])
    correct_briefing(briefing.pk, "It costs **59 EUR**.", "The price.", actor=company.cast.owner)
    return briefing


@pytest.fixture
def exported(company: Company, briefing: Briefing, tmp_path: Path) -> Path:
    """The launch file."""
    path = tmp_path / "launch.zip"
    with path.open("w+b") as target:
        write_launch_file(briefing.launch_id, target, actor=company.cast.owner)
    return path


def test_the_file_holds_every_edition_and_every_receipt(company: Company, exported: Path):
    assert altered(exported) == ""
    page = members(exported)["launch.html"].decode()
    for said in (
        "For all who sell it, edition 2",
        "The price.",
        "49 EUR a month",
        "Who has read it",
        company.sellers[1].name,
        "Read by 2 of 8",
        "The customers’ hand-over plans",
        "Ann Buyer",
    ):
        assert said in page, said


def test_another_name_under_a_receipt_is_found(company: Company, exported: Path):
    content = members(exported)
    name = company.sellers[1].name
    forged = content["crossing.json"].decode().replace(f'"{name}"', '"Somebody Else"').encode()
    write(exported, sealed(content | {"crossing.json": forged}))
    assert "its words are not what its event says" in altered(exported)


def test_the_pack_of_the_internal_launch_holds_briefings_and_plan(client, company: Company, briefing: Briefing):
    client.force_login(company.cast.sponsor)
    page = client.get(f"/launches/{briefing.launch.key}/gates/internal-launch/pack/").content.decode()
    assert "For all who sell it, edition 2" in page
    assert "Read by 2 of 8" in page
    assert "Kick-off" in page
    other = client.get(f"/launches/{briefing.launch.key}/gates/product/pack/").content.decode()
    assert "For all who sell it" not in other


def test_the_words_of_a_briefing_are_shown_as_they_read(client, company: Company, briefing: Briefing, exported: Path):
    assert "<strong>59 EUR</strong>" in members(exported)["launch.html"].decode()
    client.force_login(company.cast.sponsor)
    page = client.get(f"/launches/{briefing.launch.key}/gates/internal-launch/pack/").content.decode()
    assert "<strong>59 EUR</strong>" in page
    assert "<script>" not in page.split("What our own people were told")[1].split("</article>")[0]
