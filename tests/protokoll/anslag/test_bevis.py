"""The anslagsbevis: half a sheet that proves where a notice stood; and the court a notice names."""

import json
from io import BytesIO

import page
import pytest
from pypdf import PdfReader

from protokoll.anslag import klockan
from protokoll.anslag.acts import bekrafta
from protokoll.anslag.domstol import common_court, court_of
from samverkan.dokument.queries import read_dokument
from tests.protokoll.anslag.scen import JUSTERAT, date, make_scen, on


@pytest.mark.django_db
def test_the_evidence_is_accessible_archivable_and_tells_every_board() -> None:
    scen = make_scen()
    anslag = scen.announce()
    with on(JUSTERAT):
        bekrafta(anslag, actor=scen.sekreterare)
    with on(date(2022, 7, 28)):
        klockan.ta_ned_forfallna()
    anslag.refresh_from_db()
    paper = read_dokument(anslag.bevis)
    assert [page.validate_pdf_bytes(paper, profile=name).failures for name in ("ua1", "3a")] == [[], []]
    reader = PdfReader(BytesIO(paper))
    text = " ".join(reader.pages[0].extract_text().split())
    for fact in ("§§ 8–10", "alla tre medlemmarnas", "2022-07-27", "Boden 2022-07-06 tidigast 2022-07-28"):
        assert fact in text
    assert len(reader.pages) == 1
    (attached,) = reader.attachments.values()
    assert [board["namn"] for board in json.loads(attached[0])["tavlor"]] == ["Boden", "Kalix", "Luleå"]


@pytest.mark.parametrize(
    ("kommunkod", "court"),
    [
        ("2580", "Förvaltningsrätten i Luleå"),
        ("0884", "Förvaltningsrätten i Växjö"),
        ("2085", "Förvaltningsrätten i Falun"),
        ("1466", "Förvaltningsrätten i Jönköping"),  # Herrljunga
        ("1480", "Förvaltningsrätten i Göteborg"),
        ("0191", "Förvaltningsrätten i Uppsala"),  # Sigtuna
        ("1470", "förvaltningsrätten"),  # our source is silent
        ("", "förvaltningsrätten"),
        ("9999", "förvaltningsrätten"),
    ],
)
def test_the_court_follows_from_the_municipality(kommunkod: str, court: str) -> None:
    assert court_of(kommunkod) == court


def test_a_forbund_has_the_court_its_members_share() -> None:
    assert common_court("", ["2421", "2425"]) == "Förvaltningsrätten i Umeå"
    assert common_court("", ["0884", "0512"]) == "förvaltningsrätten"
    assert common_court("2580", ["0884"]) == "Förvaltningsrätten i Luleå"
