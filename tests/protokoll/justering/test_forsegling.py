"""When all have signed: one sealed paper, decisions that count, and nothing half."""

import json
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import page
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pypdf import PdfReader

from protokoll.justering import acts, nar_justerat
from protokoll.justering.forsegling import forsegla, run_forsegla
from protokoll.justering.models import Protokoll
from protokoll.sammantraden.models import Sammantrade
from samverkan.dokument.queries import read_dokument
from samverkan.handelser.models import Handelse
from samverkan.jobb.models import Jobb
from samverkan.lib import klocka
from samverkan.lib.errors import Refused
from samverkan.lib.hashing import canonical_json, sha256_hex
from tests.protokoll.justering.runda import LAST_DAY, all_sign, run, sealed, sign, started
from tests.protokoll.justering.scen import Mote, avslutat_mote, clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def mote() -> Mote:
    return avslutat_mote()


def test_it_is_justerat_the_day_of_the_last_signature(mote: Mote) -> None:
    protokoll = sealed(mote)
    mote.sammantrade.refresh_from_db()

    assert (protokoll.status, protokoll.justerat_on) == ("justerat", LAST_DAY)
    assert mote.sammantrade.status == "justerat"
    assert {paragraf.beslut.status for paragraf in mote.sammantrade.paragrafer.all()} == {"justerat"}
    assert {paragraf.beslut.dokument for paragraf in mote.sammantrade.paragrafer.all()} == {
        protokoll.dokument
    }
    logged = Handelse.objects.get(action="protokoll.sealed")
    assert logged.data["sha256"] == protokoll.dokument.innehall_id


def test_sealing_twice_makes_one_paper(mote: Mote) -> None:
    protokoll = sealed(mote)
    paper = protokoll.dokument_id

    run_forsegla(Jobb.objects.get(kind=acts.FORSEGLA_JOBB))
    protokoll.refresh_from_db()

    assert protokoll.dokument_id == paper


def test_what_stops_in_the_middle_leaves_nothing_half(mote: Mote, monkeypatch: pytest.MonkeyPatch) -> None:
    protokoll = started(mote)
    all_sign(mote, protokoll)

    def stop(protokoll: Protokoll, actor: object) -> None:
        raise Refused("Tavlan är sönder.")

    monkeypatch.setattr(nar_justerat, "_LISTENERS", [stop])
    protokoll.refresh_from_db()
    with pytest.raises(Refused, match="Tavlan"):
        forsegla(protokoll, actor=mote.sekreterare)

    protokoll.refresh_from_db()
    assert (protokoll.status, protokoll.dokument) == ("underskrivet", None)
    assert {paragraf.beslut.status for paragraf in mote.sammantrade.paragrafer.all()} == {"fattat"}


def test_the_sealed_paper_is_accessible_archivable_and_valid(mote: Mote, tmp_path: Path) -> None:
    pdf = read_dokument(sealed(mote).dokument)
    (tmp_path / "protokoll.pdf").write_bytes(pdf)

    failures = {name: page.validate_pdf_bytes(pdf, profile=name).failures for name in ("ua1", "3a")}
    assert failures == {"ua1": [], "3a": []}
    subprocess.run(["qpdf", "--check", tmp_path / "protokoll.pdf"], check=True, capture_output=True)
    (seal,) = PdfFileReader(BytesIO(pdf)).embedded_signatures
    status = validate_pdf_signature(seal, skip_diff=True)
    assert (status.intact, status.valid, status.coverage.name) == (True, True, "ENTIRE_FILE")
    if shutil.which("pdfsig"):
        told = subprocess.run(["pdfsig", tmp_path / "protokoll.pdf"], capture_output=True, text=True).stdout
        assert "Signature is Valid." in told
        assert "Total document signed" in told


def test_one_changed_byte_breaks_the_seal(mote: Mote) -> None:
    pdf = bytearray(read_dokument(sealed(mote).dokument))
    at = pdf.index(b"/Type /Page") + 3
    pdf[at] ^= 1

    (seal,) = PdfFileReader(BytesIO(bytes(pdf)), strict=False).embedded_signatures
    assert validate_pdf_signature(seal, skip_diff=True).intact is False


def test_the_machine_readable_protocol_travels_inside(mote: Mote) -> None:
    protokoll = sealed(mote)
    (embedded,) = PdfReader(BytesIO(read_dokument(protokoll.dokument))).attachments["protokoll.json"]
    record = json.loads(embedded)

    assert sha256_hex(canonical_json(record["protokoll"])) == record["sha256"] == protokoll.content_sha256
    assert [(one["namn"], one["roll"], one["tid"]) for one in record["underskrifter"]] == [
        ("Robert Kjellin", "sekreterare", "2022-07-06T07:00:00+00:00"),
        ("Jan Forslund (S)", "justerare", "2022-07-06T08:00:00+00:00"),
        ("Arne Lövgren (S)", "ordforande", "2022-07-06T09:00:00+00:00"),
        ("Karin Wallström (S)", "ordforande", "2022-07-06T10:00:00+00:00"),
    ]


def test_where_the_reglemente_does_not_allow_it_no_paragraf_is_justerad_at_once(mote: Mote) -> None:
    mote.organ.omedelbar = False
    mote.organ.save()
    with pytest.raises(Refused, match=r"Reglementet medger inte omedelbar justering\. \(reglementet\)"):
        acts.starta_omedelbar_justering(mote.sammantrade, [13], actor=mote.sekreterare)
    assert not mote.sammantrade.paragrafer.filter(omedelbar=True).exists()


def test_a_paragraf_justerad_at_once_is_a_protocol_of_its_own(mote: Mote) -> None:
    Sammantrade.objects.update(status=Sammantrade.Status.PAGAR, closed_at=None)
    mote.sammantrade.refresh_from_db()
    with klocka.at(clock(14, 10)):
        single = acts.starta_omedelbar_justering(mote.sammantrade, [13], actor=mote.sekreterare)
        for name in ("Robert", "Jan", "Arne"):
            sign(mote, single, name)
        run(acts.FORSEGLA_JOBB)

    single.refresh_from_db()
    assert (single.status, single.content["paragrafer_text"], single.deadline) == (
        "justerat",
        "§ 13",
        LAST_DAY,
    )
    states = {p.number: p.beslut.status for p in mote.sammantrade.paragrafer.select_related("beslut")}
    assert states == {12: "fattat", 13: "justerat", 14: "fattat", 15: "fattat"}
    with pytest.raises(Refused, match="redan ute på justering eller justerad"):
        acts.starta_omedelbar_justering(mote.sammantrade, [13], actor=mote.sekreterare)
