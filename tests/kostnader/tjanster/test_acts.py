from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kostnader.fakturor.issue import kreditera
from kostnader.tjanster import acts
from kostnader.tjanster.acts import Wanted
from kostnader.tjanster.models import Anslutning, Rytmbyte, Tjanst
from kostnader.tjanster.rules import Period
from samverkan.handelser.models import Handelse
from samverkan.lib.errors import Refused
from tests.factories import (
    AnslutningFactory,
    AnvandareFactory,
    NyckelFactory,
    OrganisationFactory,
    SamverkanFactory,
    TjanstFactory,
)
from tests.kostnader.fordelning.test_nyckel_acts import invoice_first_quarter
from tests.scener import liten_scen

pytestmark = pytest.mark.django_db

JAN, JULY = date(2023, 1, 1), date(2023, 7, 1)
NEW = {"name": "SOC", "rhythm": "kvartal", "timing": "forskott", "vat_kind": "moms25", "valid_from": JAN}


def periods() -> list[tuple[str, date, date | None]]:
    rows = Anslutning.objects.select_related("organisation").order_by(
        "organisation__short_name", "valid_from"
    )
    return [(row.organisation.short_name, row.valid_from, row.valid_to) for row in rows]


def test_a_new_service_comes_last() -> None:
    samverkan, actor = SamverkanFactory(), AnvandareFactory()
    names = [acts.create_tjanst(samverkan, NEW | {"name": n}, actor=actor).name for n in ("B", "A")]
    assert list(Tjanst.objects.values_list("name", "order")) == [("B", 1), ("A", 2)]
    assert [h.action for h in Handelse.objects.all()] == ["tjanst.created"] * len(names)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"billing_month": 3}, "billing_month"),
        ({"direct_from_supplier": True}, "supplier"),
        ({"valid_to": date(2022, 1, 1)}, "valid_to"),
        ({"name": "Finns"}, "name"),
    ],
)
def test_a_faulty_service_is_refused_at_its_field(change: dict, field: str) -> None:
    samverkan = TjanstFactory(name="Finns").samverkan
    with pytest.raises(Refused) as refusal:
        acts.create_tjanst(samverkan, NEW | change, actor=AnvandareFactory())
    assert refusal.value.field == field


def test_a_key_of_another_samverkan_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        acts.create_tjanst(SamverkanFactory(), NEW | {"nyckel": NyckelFactory()}, actor=AnvandareFactory())
    assert refusal.value.field == "nyckel"


def test_a_changed_service_is_logged_old_to_new() -> None:
    tjanst = TjanstFactory(name="SOC", rhythm="kvartal")
    acts.change_tjanst(tjanst, {"rhythm": "ar", "billing_month": 3}, actor=AnvandareFactory())
    assert Handelse.objects.get().data == {"falt": "faktureras per: Kvartal → År; faktureringsmånad: – → 3"}


def test_services_change_places() -> None:
    samverkan, actor = SamverkanFactory(), AnvandareFactory()
    first, second = (TjanstFactory(samverkan=samverkan, order=0, name=name) for name in "AB")
    acts.move_tjanst(second, up=True, actor=actor)
    assert list(Tjanst.objects.values_list("name", flat=True)) == ["B", "A"]
    acts.move_tjanst(first, up=False, actor=actor)
    assert list(Tjanst.objects.values_list("name", flat=True)) == ["B", "A"]


def test_members_are_connected_and_disconnected_and_one_event_tells() -> None:
    tjanst = TjanstFactory()
    kiruna, boden, pajala = (OrganisationFactory(short_name=name) for name in ("Kiruna", "Boden", "Pajala"))
    old = AnslutningFactory(tjanst=tjanst, organisation=boden, valid_from=JAN)
    mistake = AnslutningFactory(tjanst=tjanst, organisation=pajala, valid_from=JAN)
    wanted = [
        Wanted(kiruna.pk, None, Period(JULY, None)),
        Wanted(boden.pk, old.pk, Period(JAN, date(2023, 6, 30))),
        Wanted(pajala.pk, mistake.pk, None),
    ]
    assert acts.set_anslutningar(tjanst, wanted, actor=AnvandareFactory()) == 3
    assert periods() == [("Boden", JAN, date(2023, 6, 30)), ("Kiruna", JULY, None)]
    assert Handelse.objects.get().data == {
        "andringar": "Kiruna: inte ansluten → 2023-07 – tills vidare; "
        "Boden: 2023-01 – tills vidare → 2023-01 – 2023-06; "
        "Pajala: 2023-01 – tills vidare → inte ansluten"
    }


def test_the_same_months_again_change_nothing_and_keep_their_days() -> None:
    row = AnslutningFactory(valid_from=date(2013, 3, 25), organisation__short_name="Kiruna")
    same = [Wanted(row.organisation_id, row.pk, Period(date(2013, 4, 1), None))]
    assert acts.set_anslutningar(row.tjanst, same, actor=AnvandareFactory()) == 0
    ended = [Wanted(row.organisation_id, row.pk, Period(date(2013, 4, 1), date(2023, 6, 30)))]
    acts.set_anslutningar(row.tjanst, ended, actor=AnvandareFactory())
    assert periods() == [("Kiruna", date(2013, 3, 25), date(2023, 6, 30))]


def test_who_left_comes_back_but_never_twice_at_once() -> None:
    row = AnslutningFactory(valid_to=date(2023, 6, 30), organisation__short_name="Kiruna")
    again = [Wanted(row.organisation_id, None, Period(date(2023, 6, 1), None))]
    with pytest.raises(Refused) as refusal:
        acts.set_anslutningar(row.tjanst, again, actor=AnvandareFactory())
    assert refusal.value.message == "Kiruna har två perioder som går in i varandra. Rätta den ena."
    later = [Wanted(row.organisation_id, None, Period(JULY, None))]
    assert acts.set_anslutningar(row.tjanst, later, actor=AnvandareFactory()) == 1


def test_everyone_is_connected_in_one_go_save_who_already_is() -> None:
    row = AnslutningFactory(valid_from=JAN, organisation__short_name="A")
    others = [OrganisationFactory(short_name="B"), OrganisationFactory(short_name="C")]
    members = [row.organisation, *others]
    assert acts.connect_all(row.tjanst, members, first=JULY, actor=AnvandareFactory()) == 2
    assert periods() == [("A", JAN, None), ("B", JULY, None), ("C", JULY, None)]
    assert acts.connect_all(row.tjanst, members, first=JULY, actor=AnvandareFactory()) == 0


def test_connecting_asks_the_database_as_often_for_3_as_for_290() -> None:
    def queries(count: int) -> int:
        tjanst, members = TjanstFactory(), [OrganisationFactory() for _ in range(count)]
        with CaptureQueriesContext(connection) as captured:
            acts.connect_all(tjanst, members, first=JAN, actor=actor)
        return len(captured)

    actor = AnvandareFactory()
    assert queries(290) == queries(3)


def charged(tjanst: Tjanst, *years: int) -> list[str]:
    stored = Tjanst.objects.get(pk=tjanst.pk)
    return [stored.rytm(year).rytm_text for year in years]


def change(tjanst: Tjanst, from_year: int, rhythm: str, month: int | None = None) -> None:
    values = {"rhythm": rhythm, "timing": "forskott", "billing_month": month, "from_year": from_year}
    acts.change_tjanst(tjanst, values, actor=AnvandareFactory())


def test_another_rhythm_counts_from_its_year_and_earlier_years_keep_theirs() -> None:
    tjanst = TjanstFactory(name="SOC", rhythm="kvartal")
    change(tjanst, 2024, "ar", 3)
    assert charged(tjanst, 2020, 2023, 2024, 2030) == [
        "Per kvartal, i förskott",
        "Per kvartal, i förskott",
        "Per år, i förskott, i mars",
        "Per år, i förskott, i mars",
    ]
    assert Handelse.objects.get().data == {
        "falt": "från 2024: faktureras per: Kvartal → År; faktureringsmånad: – → 3"
    }


def test_a_change_between_two_others_ends_where_the_next_begins() -> None:
    tjanst = TjanstFactory(rhythm="kvartal")
    change(tjanst, 2025, "manad")
    change(tjanst, 2023, "ar")
    assert charged(tjanst, 2022, 2023, 2024, 2025) == [
        "Per kvartal, i förskott",
        "Per år, i förskott",
        "Per år, i förskott",
        "Per månad, i förskott",
    ]


def test_from_its_first_year_it_is_what_the_service_began_with() -> None:
    tjanst = TjanstFactory(rhythm="kvartal", valid_from=JAN)
    change(tjanst, JAN.year, "manad")
    assert (Tjanst.objects.get().rhythm, Rytmbyte.objects.count()) == ("manad", 0)


def test_a_service_moved_past_a_change_is_still_charged_as_one_says() -> None:
    tjanst = TjanstFactory(rhythm="kvartal")
    change(tjanst, 2024, "ar")
    Tjanst.objects.update(valid_from=date(2025, 1, 1))
    change(tjanst, 2025, "manad")
    assert charged(tjanst, 2025) == ["Per månad, i förskott"]


def test_a_change_taken_back_leaves_nothing_behind() -> None:
    tjanst = TjanstFactory(rhythm="kvartal")
    change(tjanst, 2024, "ar")
    change(tjanst, 2024, "kvartal")
    assert (Rytmbyte.objects.count(), charged(tjanst, 2024)) == (0, ["Per kvartal, i förskott"])


def test_what_is_as_it_was_is_no_change() -> None:
    tjanst = TjanstFactory(rhythm="kvartal")
    change(tjanst, 2024, "kvartal")
    assert (Rytmbyte.objects.count(), Handelse.objects.count()) == (0, 0)


def test_a_month_of_its_own_is_refused_for_what_is_not_yearly() -> None:
    tjanst = TjanstFactory(rhythm="kvartal")
    with pytest.raises(Refused) as refusal:
        change(tjanst, 2024, "manad", 3)
    assert (refusal.value.field, Rytmbyte.objects.count()) == ("billing_month", 0)


def test_another_key_does_not_reach_back_over_what_is_invoiced() -> None:
    scen = liten_scen(3)
    other = NyckelFactory(samverkan=scen.samverkan)
    change = {"nyckel": other}
    acts.change_tjanst(scen.tjanst, change, actor=scen.controller)
    acts.change_tjanst(scen.tjanst, {"nyckel": scen.tjanst.nyckel}, actor=scen.controller)
    invoice_first_quarter(scen)
    with pytest.raises(Refused, match=r"fakturerad till och med 2023-03-31 .* från 2023-04-01") as refusal:
        acts.change_tjanst(scen.tjanst, change, actor=scen.controller)
    assert refusal.value.field == "nyckel"
    for faktura in scen.samverkan.fakturor.all():
        kreditera(faktura, reason="Fel nyckel", actor=scen.controller)
    assert acts.change_tjanst(scen.tjanst, change, actor=scen.controller).nyckel == other
