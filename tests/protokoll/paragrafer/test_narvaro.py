import pytest

from protokoll.paragrafer.acts import anmal_jav, byt_ordforande, oppna_paragraf, satt_narvaro, upprop
from protokoll.paragrafer.models import Paragraf
from protokoll.sammantraden.models import Deltagare
from samverkan.lib.errors import Refused
from tests.protokoll.scen import Motesscen, mote_scen

pytestmark = pytest.mark.django_db


@pytest.fixture
def scen() -> Motesscen:
    return mote_scen("oppnat")


def serving(paragraf: Paragraf) -> dict[str, str]:
    rows = paragraf.narvaro.filter(status="tjanstgor").select_related("deltagare", "ersatter")
    return {row.deltagare.name: row.ersatter.name if row.ersatter else "" for row in rows}


def status(paragraf: Paragraf, name: str) -> str:
    row = paragraf.narvaro.filter(deltagare__name=name).first()
    return row.status if row else "franvarande"


def oppna(scen: Motesscen, heading: str) -> Paragraf:
    return oppna_paragraf(scen.paragraf(heading), actor=scen.sekreterare)


def test_attendance_goes_on_from_the_paragraf_before(scen: Motesscen) -> None:
    first = scen.avgor("Granskning")
    second = oppna(scen, "Budget")
    assert serving(second) == serving(first) != {}


def test_the_chair_who_comes_late_takes_over_the_lead(scen: Motesscen) -> None:
    scen.avgor("Granskning")
    second = oppna(scen, "Budget")
    told = satt_narvaro(second, scen.person("Karin Sandell"), "tjanstgor", actor=scen.sekreterare)
    second.refresh_from_db()
    assert told == "Karin Sandell (S): tjänstgör"
    assert second.ordforande.name == "Karin Sandell"
    assert scen.paragraf("Granskning").ordforande.name == "Ivar Stenman"


def test_a_ledamot_who_comes_takes_the_seat_from_the_substitute(scen: Motesscen) -> None:
    scen.avgor("Granskning")
    second = oppna(scen, "Budget")
    satt_narvaro(second, scen.person("Lena Gren"), "tjanstgor", actor=scen.sekreterare)
    assert serving(second)["Lena Gren"] == ""
    assert status(second, "Jonas Hällgren") == "narvarande"


def test_when_a_ledamot_leaves_the_substitute_in_turn_comes_in(scen: Motesscen) -> None:
    first = oppna(scen, "Granskning")
    told = satt_narvaro(first, scen.person("Jon Lindgren"), "franvarande", actor=scen.sekreterare)
    assert serving(first)["Helge Stark"] == "Jon Lindgren"
    assert told == "Jon Lindgren (S): borta; Helge Stark (S): tjänstgör för Jon Lindgren (S)"


def test_who_left_and_was_replaced_does_not_serve_again_that_day(scen: Motesscen) -> None:
    jon = scen.person("Jon Lindgren")
    scen.avgor("Granskning")
    satt_narvaro(oppna(scen, "Budget"), jon, "franvarande", actor=scen.sekreterare)
    scen.avgor("Budget")
    third = oppna(scen, "Slutrapport")
    with pytest.raises(Refused, match="KL 5:19–20"):
        satt_narvaro(third, jon, "tjanstgor", actor=scen.sekreterare)
    assert "Jon Lindgren" not in serving(third)
    satt_narvaro(third, jon, "tjanstgor", skal="reglementet § 9", actor=scen.sekreterare)
    assert "Jon Lindgren" in serving(third)


def test_a_misclick_at_the_same_paragraf_can_be_put_right(scen: Motesscen) -> None:
    jon = scen.person("Jon Lindgren")
    scen.avgor("Granskning")
    second = oppna(scen, "Budget")
    before = serving(second)
    satt_narvaro(second, jon, "franvarande", actor=scen.sekreterare)
    satt_narvaro(second, jon, "tjanstgor", actor=scen.sekreterare)
    assert serving(second) == before


def test_jav_is_out_for_one_paragraf_and_the_substitute_with_it(scen: Motesscen) -> None:
    first = oppna(scen, "Granskning")
    anmal_jav(first, scen.person("Jon Lindgren"), skal="ledamot i bolaget", actor=scen.sekreterare)
    assert (status(first, "Jon Lindgren"), serving(first)["Helge Stark"]) == ("jav", "Jon Lindgren")
    scen.avgor("Granskning")
    second = oppna(scen, "Budget")
    assert serving(second)["Jon Lindgren"] == ""
    assert status(second, "Helge Stark") == "narvarande"


def test_a_substitute_with_jav_is_back_in_the_same_seat(scen: Motesscen) -> None:
    scen.avgor("Granskning")
    second = oppna(scen, "Budget")
    anmal_jav(second, scen.person("Jonas Hällgren"), actor=scen.sekreterare)
    assert "Jonas Hällgren" not in serving(second)
    scen.avgor("Budget")
    assert serving(oppna(scen, "Slutrapport"))["Jonas Hällgren"] == "Lena Gren"


def test_with_the_vice_chair_out_for_jav_somebody_must_be_chosen_to_lead(scen: Motesscen) -> None:
    first = oppna(scen, "Granskning")
    anmal_jav(first, scen.person("Ivar Stenman"), actor=scen.sekreterare)
    first.refresh_from_db()
    assert first.ordforande is None
    with pytest.raises(Refused, match="Ingen ur presidiet tjänstgör"):
        scen.avgor("Granskning")
    byt_ordforande(first, scen.person("Stina Sarri"), actor=scen.sekreterare)
    assert scen.avgor("Granskning").ordforande.name == "Stina Sarri"


def test_somebody_else_leads_past_the_presidium_only_with_a_reason(scen: Motesscen) -> None:
    first = oppna(scen, "Granskning")
    with pytest.raises(Refused, match=r"KL 5:11, 6:15"):
        byt_ordforande(first, scen.person("Stina Sarri"), actor=scen.sekreterare)
    byt_ordforande(first, scen.person("Stina Sarri"), skal="Ivar föredrar", actor=scen.sekreterare)
    with pytest.raises(Refused, match="tjänstgör inte"):
        byt_ordforande(first, scen.person("Karin Sandell"), skal="x", actor=scen.sekreterare)


def test_a_substitute_of_another_member_serves_only_with_a_reason(scen: Motesscen) -> None:
    first = oppna(scen, "Granskning")
    helge, karin = scen.person("Helge Stark"), scen.person("Karin Sandell")
    with pytest.raises(Refused, match="vald av en annan medlem"):
        satt_narvaro(first, helge, "tjanstgor", ersatter=karin, actor=scen.sekreterare)
    satt_narvaro(first, helge, "tjanstgor", ersatter=karin, skal="nämndens beslut", actor=scen.sekreterare)
    assert serving(first)["Helge Stark"] == "Karin Sandell"


def test_a_seat_that_is_taken_cannot_be_taken_again(scen: Motesscen) -> None:
    first = oppna(scen, "Granskning")
    with pytest.raises(Refused, match="redan ersatt"):
        satt_narvaro(
            first,
            scen.person("Helge Stark"),
            "tjanstgor",
            ersatter=scen.person("Lena Gren"),
            actor=scen.sekreterare,
        )


def test_what_is_planned_for_a_coming_paragraf_happens_when_it_is_opened(scen: Motesscen) -> None:
    satt_narvaro(
        scen.paragraf("Slutrapport"), scen.person("Karin Sandell"), "tjanstgor", actor=scen.sekreterare
    )
    scen.avgor("Granskning")
    scen.avgor("Budget")
    third = oppna(scen, "Slutrapport")
    assert ("Karin Sandell" in serving(third), third.ordforande.name) == (True, "Karin Sandell")


def test_upprop_is_not_made_again_once_a_paragraf_is_open(scen: Motesscen) -> None:
    oppna(scen, "Granskning")
    with pytest.raises(Refused, match="Uppropet är gjort"):
        upprop(scen.sammantrade, narvarande=[], actor=scen.sekreterare)


def test_a_paragraf_opened_out_of_turn_takes_the_upprop_with_it(scen: Motesscen) -> None:
    third = oppna(scen, "Slutrapport")
    assert len(serving(third)) == 4
    satt_narvaro(third, scen.person("Jon Lindgren"), "franvarande", actor=scen.sekreterare)
    scen.avgor("Slutrapport")
    assert "Jon Lindgren" not in serving(oppna(scen, "Granskning"))


def test_one_who_is_not_elected_cannot_serve(scen: Motesscen) -> None:
    first = oppna(scen, "Granskning")
    secretary = Deltagare.objects.get(sammantrade=scen.sammantrade, secretary=True)
    with pytest.raises(Refused, match="KL 4:22"):
        satt_narvaro(first, secretary, "tjanstgor", actor=scen.sekreterare)
