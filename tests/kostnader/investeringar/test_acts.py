from datetime import date
from decimal import Decimal

import pytest

from kostnader.investeringar import acts, tabeller
from kostnader.investeringar.acts.prognos import Prognosvarde
from kostnader.investeringar.paverkan import budget_proposals, fingerprint, shares
from kostnader.investeringar.queries import figures
from kostnader.models import (
    Budget,
    Budgetpost,
    Investering,
    Investeringsbudget,
    Investeringsprognos,
    Konteringsregel,
    Utfallsfil,
    Utfallskalla,
    Utfallsmanad,
    Utfallssumma,
)
from samverkan.handelser.models import Handelse
from samverkan.lib.errors import Refused
from samverkan.tabeller.kallor import Period
from tests import factories as f
from tests.kostnader.investeringar import factories as i
from tests.scener import Scen, liten_scen

pytestmark = pytest.mark.django_db

D = Decimal
YEAR = Period(2023)


def written_off(scen: Scen, **values: object) -> Investering:
    """An investment of 480 000 kr in use from July 2023 over four years: 10 000 kr a month."""
    typ = i.AvskrivningstypFactory(samverkan=scen.samverkan)
    known = {"tjanst": scen.tjanst, "avskrivningstyp": typ, "in_use_from": date(2023, 7, 1)}
    investering = i.InvesteringFactory(samverkan=scen.samverkan, **known | values)
    i.InvesteringsbudgetFactory(investering=investering)
    return investering


def test_what_is_entered_is_logged_with_its_words() -> None:
    scen = liten_scen()
    made = acts.create_investering(scen.samverkan, {"name": "Nya servrar"}, actor=scen.controller)
    acts.add_budget(
        made, year=2023, kind="ursprunglig", amount=D(500000), beslut=scen.beslut, actor=scen.controller
    )
    acts.change_investering(made, {"name": "Servrar"}, actor=scen.controller)
    assert list(Handelse.objects.order_by("id").values_list("action", flat=True)) == [
        "investering.created",
        "investering.budget_added",
        "investering.changed",
    ]


def test_one_decision_gives_a_year_one_budget_of_a_kind() -> None:
    scen = liten_scen()
    investering = i.InvesteringFactory(samverkan=scen.samverkan)
    told = {"year": 2023, "kind": "tillagg", "amount": D(1), "actor": scen.controller}
    acts.add_budget(investering, beslut=scen.beslut, **told)
    with pytest.raises(Refused, match="Ta bort den raden först") as refused:
        acts.add_budget(investering, beslut=scen.beslut, **told)
    assert refused.value.field == "kind"


def test_another_samverkans_decision_and_service_are_refused() -> None:
    scen, other = liten_scen(), liten_scen()
    with pytest.raises(Refused, match="i den här samverkan") as refused:
        acts.create_investering(scen.samverkan, {"name": "X", "tjanst": other.tjanst}, actor=scen.controller)
    assert refused.value.field == "tjanst"
    with pytest.raises(Refused, match="bifall") as refused:
        acts.create_investering(scen.samverkan, {"name": "X", "beslut": other.beslut}, actor=scen.controller)
    assert refused.value.field == "beslut"


def test_what_is_left_is_carried_once_and_the_year_keeps_its_budget() -> None:
    scen = liten_scen()
    investering = written_off(scen)
    i.InvesteringsutfallFactory(investering=investering)
    wanted = {investering.pk: D("380000.00")}
    acts.ombudgetera(scen.samverkan, 2023, wanted, beslut=scen.beslut, actor=scen.controller)
    (now,) = figures(scen.samverkan, YEAR)
    (later,) = figures(scen.samverkan, Period(2024))
    assert (now.budget, now.left, later.budget) == (D(480000), D(0), D(380000))
    # What only moves between years makes the whole no dearer.
    assert now.decided == D(480000)
    with pytest.raises(Refused, match="högst 0 kr är kvar") as refused:
        acts.ombudgetera(scen.samverkan, 2023, wanted, beslut=scen.beslut, actor=scen.controller)
    assert refused.value.field == f"i{investering.pk}"
    assert Investeringsbudget.objects.filter(year=2024).count() == 1


def test_one_amount_too_large_carries_nothing_of_the_others() -> None:
    scen = liten_scen()
    first, second = written_off(scen), written_off(scen)
    with pytest.raises(Refused, match=r"högst 480\W000 kr är kvar"):
        acts.ombudgetera(
            scen.samverkan,
            2023,
            {first.pk: D(1000), second.pk: D("480000.01")},
            beslut=scen.beslut,
            actor=scen.controller,
        )
    assert Investeringsbudget.objects.filter(year=2024).count() == 0


def test_forecasts_are_given_changed_and_taken_back_in_an_open_round() -> None:
    scen = liten_scen()
    investering = written_off(scen)
    omgang = i.PrognosomgangFactory(budget=scen.budget)
    told = [Prognosvarde(investering.pk, D(300000), D(700000), "Dyrare kablar")]
    assert acts.set_prognoser(omgang, told, actor=scen.controller) == 1
    assert acts.set_prognoser(omgang, told, actor=scen.controller) == 0
    tabell = tabeller.investeringar(scen.samverkan, Period(2023, 8))
    assert tabell.value("summa", "avvikelse") == D(180000)
    totalt = tabeller.investeringar_totalt(scen.samverkan, Period(2023, 8))
    assert totalt.value("summa", "avvikelse") == D(480000) - D(700000)
    assert acts.set_prognoser(omgang, [Prognosvarde(investering.pk, None)], actor=scen.controller) == 1
    assert Investeringsprognos.objects.count() == 0
    # Without a forecast the budget stands for one, and the table says so.
    assert tabeller.investeringar(scen.samverkan, Period(2023, 8)).note == (
        f"Budgeten står som prognos för {investering.name}"
    )


def test_a_locked_round_takes_no_forecasts() -> None:
    scen = liten_scen()
    omgang = i.PrognosomgangFactory(budget=scen.budget, status="last")
    with pytest.raises(Refused, match="är låst"):
        acts.set_prognoser(omgang, [], actor=scen.controller)


def test_what_the_ledger_booked_on_the_investment_counts_with_what_was_entered_by_hand() -> None:
    scen = liten_scen()
    investering = written_off(scen)
    i.InvesteringsutfallFactory(investering=investering)
    Konteringsregel.objects.create(samverkan=scen.samverkan, projektkod="9", left_out=True)
    Konteringsregel.objects.create(
        samverkan=scen.samverkan, konto="12", projektkod="7001", investering=investering
    )
    kalla = Utfallskalla.objects.create(samverkan=scen.samverkan, name="Raindance")
    fil = Utfallsfil.objects.create(
        samverkan=scen.samverkan, kalla=kalla, filename="a.se", sha256="0" * 64, status="intagen"
    )
    for month, projektkod, amount in ((3, "7001", 5000), (3, "7002", 1), (9, "7001", 700)):
        day = date(2023, month, 1)
        Utfallsmanad.objects.get_or_create(kalla=kalla, month=day, fil=fil)
        Utfallssumma.objects.create(fil=fil, month=day, konto="1230", projektkod=projektkod, amount=amount)
    spent = {through: figures(scen.samverkan, Period(2023, through))[0].utfall for through in (2, 3, 6, 12)}
    assert spent == {2: D(0), 3: D(5000), 6: D(105000), 12: D(105700)}


def test_depreciation_goes_into_the_drafts_row_month_by_month_and_only_once() -> None:
    scen = liten_scen()
    written_off(scen)
    draft = f.BudgetFactory(samverkan=scen.samverkan, number=2, status=Budget.Status.UTKAST)
    seen = fingerprint(budget_proposals(draft))
    assert acts.put_avskrivningar_in_budget(draft, seen=seen, actor=scen.controller) == 1
    post = Budgetpost.objects.get(rad__budget=draft)
    assert (post.rad.kostnadsslag, post.rad.tjanst, post.amount) == (
        "Avskrivningar",
        scen.tjanst,
        D(60000),
    )
    assert post.months == [D(0)] * 6 + [D(10000)] * 6
    with pytest.raises(Refused, match="Granska förslaget igen"):
        acts.put_avskrivningar_in_budget(draft, seen=seen, actor=scen.controller)
    again = fingerprint(budget_proposals(draft))
    assert acts.put_avskrivningar_in_budget(draft, seen=again, actor=scen.controller) == 0


def test_a_whole_year_of_depreciation_is_an_even_amount() -> None:
    scen = liten_scen()
    written_off(scen)
    draft = f.BudgetFactory(samverkan=scen.samverkan, year=2024, status=Budget.Status.UTKAST)
    seen = fingerprint(budget_proposals(draft))
    acts.put_avskrivningar_in_budget(draft, seen=seen, actor=scen.controller)
    post = Budgetpost.objects.get(rad__budget=draft)
    assert (post.amount, post.months) == (D(120000), None)


def test_the_members_bear_depreciation_by_the_services_key_and_what_is_for_one_alone_it_bears() -> None:
    scen = liten_scen(3)
    written_off(scen)
    written_off(scen, organisation=scen.medlemmar[1])
    found = shares(scen.samverkan, 2024)
    by_name = {rad.label: rad.values[-1] for rad in found.tabell}
    assert found.faults == []
    first, second, third = (one.short_name for one in scen.medlemmar)
    assert by_name == {first: D(40000), second: D(160000), third: D(40000), "Summa": D(240000)}


def test_what_cannot_be_shared_is_told() -> None:
    scen = liten_scen()
    one = written_off(scen, tjanst=None)
    assert shares(scen.samverkan, 2024).faults == [f"{one}: välj vilken tjänst som bär avskrivningen."]


def test_a_kind_that_is_used_stays() -> None:
    scen = liten_scen()
    typ = written_off(scen).avskrivningstyp
    with pytest.raises(Refused, match="Byt typ på dem först"):
        acts.remove_avskrivningstyp(typ, actor=scen.controller)
    with pytest.raises(Refused, match="mellan 1 och 50"):
        acts.change_avskrivningstyp(typ, name=typ.name, years=0, actor=scen.controller)
