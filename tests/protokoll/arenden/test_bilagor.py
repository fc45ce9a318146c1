"""Papers of a matter: added, ordered, renamed, removed; what is wrong is refused in words."""

import pytest

from protokoll.arenden import acts, bilagor
from protokoll.models import Arende, Bilaga
from samverkan.dokument.queries import read_dokument
from samverkan.handelser.queries import history
from samverkan.lib.errors import Refused
from tests import factories as f
from tests.protokoll import filer

pytestmark = pytest.mark.django_db


@pytest.fixture
def arende() -> Arende:
    return f.ArendeFactory(dnr="2023/7")


@pytest.fixture
def actor():
    return f.AnvandareFactory()


def titles(arende: Arende) -> list[str]:
    return [bilaga.title for bilaga in arende.bilagor.filter(removed=False)]


def add(arende: Arende, actor, pages: int, **values: object) -> Bilaga:
    return bilagor.add_bilaga(
        arende, data=filer.pdf(pages), filename=f"Blad {pages}.pdf", **values, actor=actor
    )


def test_a_paper_is_stored_whole_under_the_name_of_its_file(arende, actor) -> None:
    bilaga = add(arende, actor, 2)
    assert (bilaga.title, bilaga.dokument.content_type) == ("Blad 2", "application/pdf")
    assert read_dokument(bilaga.dokument) == filer.pdf(2)


def test_papers_are_moved_one_step_and_stop_at_the_ends(arende, actor) -> None:
    one, _, three = (add(arende, actor, pages) for pages in (1, 2, 3))
    bilagor.move_bilaga(three, steps=-1, actor=actor)
    bilagor.move_bilaga(one, steps=-1, actor=actor)
    assert titles(arende) == ["Blad 1", "Blad 3", "Blad 2"]


def test_a_removed_paper_is_gone_from_the_matter_but_kept_and_told_of(arende, actor) -> None:
    bilaga = add(arende, actor, 1)
    bilagor.remove_bilaga(bilaga, actor=actor)
    assert titles(arende) == []
    assert read_dokument(Bilaga.objects.get().dokument) == filer.pdf(1)
    assert [row.text for row in history(bilaga)] == [
        "tog bort Blad 1 ur ärende 2023/7",
        "lade till Blad 1 i ärende 2023/7",
    ]


def test_the_same_file_is_not_added_twice(arende, actor) -> None:
    add(arende, actor, 1)
    with pytest.raises(Refused, match="redan bilaga till ärendet: Blad 1"):
        add(arende, actor, 1)


def test_a_too_large_paper_is_refused_with_its_size(arende, actor, settings) -> None:
    settings.BILAGA_MAX_BYTES = 100
    with pytest.raises(Refused, match="högst 100") as refusal:
        add(arende, actor, 1)
    assert refusal.value.field == "fil"


def test_an_executable_named_pdf_is_refused(arende, actor) -> None:
    with pytest.raises(Refused, match="innehållet är inte PDF"):
        bilagor.add_bilaga(arende, data=filer.EXE, filename="faktura.pdf", actor=actor)


def test_a_secret_paper_says_by_which_clause_and_stays_out_of_the_log(arende, actor) -> None:
    with pytest.raises(Refused, match="OSL"):
        add(arende, actor, 1, secret=True)
    bilaga = add(arende, actor, 1, secret=True, secret_clause="OSL 18:8", title="Lösenord")
    assert [row.text for row in history(bilaga)] == ["lade till bilaga med sekretess i ärende 2023/7"]


def test_a_paper_is_renamed(arende, actor) -> None:
    bilaga = add(arende, actor, 1)
    bilagor.change_bilaga(bilaga, title="Rapport", secret=False, secret_clause="", actor=actor)
    assert titles(arende) == ["Rapport"]


def test_papers_of_a_closed_matter_stay_as_they_are(arende, actor) -> None:
    acts.close_arende(arende, actor=actor)
    with pytest.raises(Refused, match="Öppna det igen"):
        add(arende, actor, 1)
