"""The example cooperations load whole, share without fault, and reproduce the published tables."""

import json
from collections import Counter
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command

from kostnader.budget.models import Budget
from kostnader.fakturor.models import Faktura, Leverans, Nummerserie
from kostnader.fordelning.jamforelse import unit_table
from kostnader.fordelning.queries import live_matris, newest_fordelning
from kostnader.fordelning.rules import Resultat, Skede, fordela
from kostnader.fordelning.underlag import Underlag, read_underlag
from kostnader.rapporter import kontroller
from samverkan.exempel.load import slugs
from samverkan.handelser.queries import chain_breaks
from samverkan.konton.models import Anvandare, Roll
from samverkan.medlemmar.models import Samverkan
from tests.kostnader.fordelning import facts

pytestmark = pytest.mark.django_db

D = Decimal
SLUGS = [
    "dalagemensam-telefoni",
    "edala",
    "it-center-ludvika-smedjebacken",
    "itsam",
    "lystkom",
    "norrbottens-e-namnd",
    "servicenamnd-herrljunga-vargarda",
    "skolskjuts-dalarna",
]
Exempel = dict[str, Samverkan]


def shared(slug: str, year: int) -> dict[str, dict[str, Decimal]]:
    """What `manage.py fordelning` says: service → member → kronor."""
    data = command(slug, year)
    return {
        tjanst["namn"]: {andel["medlem"]: D(andel["belopp"]) for andel in tjanst["andelar"]}
        for tjanst in data["tjanster"]
    }


def command(slug: str, year: int) -> dict:
    out = StringIO()
    call_command("fordelning", slug, str(year), "--json", stdout=out)
    return json.loads(out.getvalue())


def per_member(services: dict[str, dict[str, Decimal]]) -> dict[str, Decimal]:
    total: Counter[str] = Counter()
    for amounts in services.values():
        total.update(amounts)
    return dict(total)


def norrbotten(amounts: tuple[int, ...]) -> dict[str, Decimal]:
    return {name: D(amount) for name, amount in zip(facts.NORRBOTTEN, amounts, strict=True)}


def test_all_eight_are_there(exempel: Exempel) -> None:
    assert slugs() == SLUGS
    assert sorted(exempel) == SLUGS


@pytest.mark.parametrize("slug", SLUGS)
def test_every_budget_shares_without_fault_and_every_decided_one_is_frozen(
    exempel: Exempel, slug: str
) -> None:
    budgets = list(exempel[slug].budgetar.all())
    assert [fault for b in budgets for fault in live_matris(exempel[slug], b.year, b).faults] == []
    decided = [budget for budget in budgets if budget.status == Budget.Status.FASTSTALLD]
    assert decided != []
    frozen = [newest_fordelning(exempel[slug], budget.year) for budget in decided]
    assert [fordelning and fordelning.budget_id for fordelning in frozen] == [b.pk for b in decided]


@pytest.mark.parametrize("slug", SLUGS)
def test_what_the_members_pay_is_what_is_decided(exempel: Exempel, slug: str) -> None:
    for budget in exempel[slug].budgetar.filter(status=Budget.Status.FASTSTALLD):
        matris = live_matris(exempel[slug], budget.year, budget)
        assert [(k.name, k.budget) for k in matris.kolumner] == [(k.name, k.summa) for k in matris.kolumner]


@pytest.mark.parametrize("slug", SLUGS)
def test_the_command_prints_the_documented_shape_and_its_sums_hold(exempel: Exempel, slug: str) -> None:
    for year in exempel[slug].budgetar.values_list("year", flat=True).distinct():
        data = command(slug, year)
        assert (list(data), data["samverkan"], data["ar"]) == (["samverkan", "ar", "tjanster"], slug, year)
        for tjanst in data["tjanster"]:
            assert list(tjanst) == ["namn", "belopp", "summa_andelar", "andelar"]
            assert {tuple(andel) for andel in tjanst["andelar"]} == {
                ("medlem", "orgnr", "kommunkod", "belopp")
            }
            assert sum(D(andel["belopp"]) for andel in tjanst["andelar"]) == D(tjanst["summa_andelar"])


def test_norrbotten_2022_is_the_published_table(exempel: Exempel) -> None:
    services = shared("norrbottens-e-namnd", 2022)
    assert set(services["Grundfinansiering"].values()) == {D(76100)}
    assert services["Verksamhetsutvecklare e-tjänster"] == norrbotten(facts.UTVECKLARE_2022)
    assert services["Räddningstjänsten system"] == norrbotten(facts.RADDNINGSTJANST)
    assert services["E-arkiv"] == norrbotten(facts.E_ARKIV)
    assert services["Datacenter Norrbotten"] == norrbotten(facts.DATACENTER_2022)
    assert sum(services["E-tjänsteplattform"].values()) == D(1046900)


def test_norrbotten_2023_is_the_published_table(exempel: Exempel) -> None:
    services = shared("norrbottens-e-namnd", 2023)
    assert set(services["Grundfinansiering"].values()) == {D(80500)}
    assert services["Verksamhetsutvecklare e-tjänster"] == norrbotten(facts.UTVECKLARE_2023)
    assert services["Förvaltningsledare verksamhetssystem SOC"] == norrbotten(facts.SOC_FORVALTNING_2023)
    assert services["SOC system, grund"] == norrbotten(facts.SOC_GRUND_2023)
    assert services["E-arkiv"] == norrbotten(facts.E_ARKIV)
    assert services["Datacenter Norrbotten"] == norrbotten(facts.DATACENTER_2022)


def test_norrbotten_2023_sums_to_what_the_pictures_say_without_the_data_centre(exempel: Exempel) -> None:
    services = shared("norrbottens-e-namnd", 2023)
    del services["Datacenter Norrbotten"]  # the supplier invoices it itself
    paid = per_member(services)
    assert (paid["Kiruna"], sum(paid.values())) == (D(599300), D(7618100))


def test_norrbotten_2024_drafts_the_hr_study_and_e_learning(exempel: Exempel) -> None:
    services = shared("norrbottens-e-namnd", 2024)
    people = {name: row[3] for name, row in facts.NORRBOTTEN.items()}
    assert services["HR-förstudie"] == {
        name: D(-(-368000 * n // (249614 * 100)) * 100) for name, n in people.items()
    }
    assert sum(services["E-learning, plattform"].values()) == D(1124999)
    assert services["E-learning, plattform"]["Kiruna"] == D(91109)


@pytest.mark.parametrize(("year", "herrljunga", "vargarda"), [(2023, 12480, 13730), (2024, 9178, 9793)])
def test_herrljunga_and_vargarda_pay_what_they_agreed(
    exempel: Exempel, year: int, herrljunga: int, vargarda: int
) -> None:
    paid = per_member(shared("servicenamnd-herrljunga-vargarda", year))
    rounded = {name: round(amount, -3) for name, amount in paid.items()}
    assert rounded == {"Herrljunga": D(herrljunga * 1000), "Vårgårda": D(vargarda * 1000)}


def test_herrljunga_and_vargarda_have_the_published_settlement(exempel: Exempel) -> None:
    bokslut = exempel["servicenamnd-herrljunga-vargarda"].bokslut.get()
    assert (bokslut.year, bokslut.status, bokslut.members_decide) == (2023, "foreslaget", True)
    rows = bokslut.rader.order_by("organisation__name")
    told = [
        [str(round(amount / 1000)) for amount in (rad.preliminary, rad.actual, rad.closing)] + [rad.action]
        for rad in rows
    ]
    assert told == [
        ["12480", "11603", "878", "avskriva"],
        ["13730", "14827", "-1097", "avskriva"],
    ]
    parts = [(round(rad.from_split / 1000), round(rad.from_result / 1000)) for rad in rows]
    assert parts == [(974, -96), (-974, -123)]


def test_herrljunga_and_vargarda_share_the_outcome_by_their_population_key(exempel: Exempel) -> None:
    samverkan = exempel["servicenamnd-herrljunga-vargarda"]
    key = "Befolkning 1 november, två år före"
    outcome = by_key(read_underlag(samverkan, 2023, None), key, D(26430000))
    assert list(outcome.belopp.values()) == [D(14827000), D(11603000)]  # Vårgårda's number comes first
    of_2024 = by_key(read_underlag(samverkan, 2024, None), key, D(1000000))
    assert list(of_2024.belopp.values()) == [D(564000), D(436000)]


def by_key(underlag: Underlag, name: str, amount: Decimal) -> Resultat:
    """The amount shared by the named key's version of the year, over all who take part in something."""
    versions = [v for found in underlag.versions.values() for v in found if v.namn == name]
    version = max(versions, key=lambda v: v.valid_from)
    members = underlag.deltagare(version, frozenset(underlag.organisationer))
    return fordela(amount, [Skede(1, 12, underlag.nyckel(version), members)])


def test_the_it_center_2022_is_the_published_fee_and_the_published_sums_per_payer(exempel: Exempel) -> None:
    services = shared("it-center-ludvika-smedjebacken", 2022)
    published = {name.replace("/", " och "): D(fee) for name, (_, fee) in facts.IT_CENTER_2022.items()}
    assert services["Medlemsbidrag Servicenämnden"] == published
    assert per_member(services) == {
        "Ludvika": D(16004434),
        "Smedjebacken": D(8398688),
        "LKFAB och LudvikaHem": D(1016349),
        "VBU": D(3970027),
        "WBAB": D(523919),  # published as 523 920; its rows sum to one krona less
    }


def test_the_it_center_key_2021_and_2022_is_the_published_table(exempel: Exempel) -> None:
    samverkan = exempel["it-center-ludvika-smedjebacken"]
    versions = samverkan.nycklar.get(name="Antal användare").versioner.order_by("number")
    before, after = (
        {matt.enhet.name: matt.value for matt in version.komponenter.get().mattslag.matt.filter(
            reference_date=version.komponenter.get().reference_date)}
        for version in versions
    )  # fmt: skip
    groups: dict[str, list[str]] = {}
    for enhet in samverkan.enheter.all():
        groups.setdefault(enhet.group, []).append(enhet.name)
    table = unit_table(before, after, groups=groups)
    rows = [(r.grupp, r.namn, r.before, r.after, r.percent_before, r.percent_after, r.change, r.points)
            for r in table.rader]  # fmt: skip
    assert rows == [(g, n, a, b, D(p), D(q), c, D(d)) for g, n, a, b, p, q, c, d in facts.LUDVIKA]
    assert (table.totalt.before, table.totalt.after) == facts.LUDVIKA_TOTALT[:2]


def test_edala_shares_its_two_years_half_and_half(exempel: Exempel) -> None:
    first, second = (shared("edala", year)["eDala e-tjänster"] for year in (2020, 2021))
    assert (sum(first.values()), sum(second.values())) == (D(1201999), D(1185002))  # each share for itself
    assert (len(first), first["Ludvika"]) == (12, D(147758))


def test_skolskjuts_fas_1_is_the_published_table(exempel: Exempel) -> None:
    services = shared("skolskjuts-dalarna", 2020)
    assert services == {"Skolskjuts fas 1": {name: D(row[3]) for name, row in facts.SKOLSKJUTS.items()}}


def test_skolskjuts_fas_2_is_shared_as_fas_1(exempel: Exempel) -> None:
    services = shared("skolskjuts-dalarna", 2021)
    assert services["Skolskjuts fas 2"]["Ludvika"] == D(115406) + D(82000)


def test_kinda_has_left_itsam_and_boxholm_takes_part_in_the_hr_system_for_three_months(
    exempel: Exempel,
) -> None:
    before, after = per_member(shared("itsam", 2023)), shared("itsam", 2024)
    assert sum(before.values()) == D(113340000)
    assert sorted(before) == ["Boxholm", "Kinda", "Vimmerby", "Ydre", "Åtvidaberg"]
    assert sorted(per_member(after)) == ["Boxholm", "Vimmerby", "Ydre", "Åtvidaberg"]
    andel = newest_fordelning(exempel["itsam"], 2024).andelar.get(
        tjanst__name="HR-system", organisation__short_name="Boxholm"
    )
    assert [(d["fran"], d["till"]) for d in andel.explanation["delar"]] == [("2024-10", "2024-12")]


def test_lystkoms_members_pay_for_the_tasks_they_have_handed_over(exempel: Exempel) -> None:
    services = shared("lystkom", 2023)
    takes_part = {name: sorted(amounts) for name, amounts in services.items()}
    assert takes_part["Gemensam kundtjänstorganisation"] == ["Lycksele", "Storuman", "Vilhelmina", "Åsele"]
    cards = takes_part["E-tjänstekortsorganisation (prissatt tjänstekatalog)"]
    assert cards == ["Lycksele", "Storuman", "Åsele"]
    it = takes_part["Drift av IT-miljö, hårdvara och support (prissatt tjänstekatalog)"]
    assert it == ["Lycksele", "Storuman"]
    assert sum(per_member(services).values()) == D(42697000 + 790000)  # income and membership fees


def test_the_telephony_platform_is_shown_but_never_invoiced(exempel: Exempel) -> None:
    matris = live_matris(exempel["dalagemensam-telefoni"], 2021)
    assert (matris.kolumner[0].name, matris.kolumner[0].direct) == ("Telefoniplattform", True)
    assert len(matris.kolumner[0].amounts) == 18
    assert matris.summa == D(920000)


def test_every_event_chain_holds(exempel: Exempel) -> None:
    assert list(chain_breaks()) == []


def test_invoice_numbers_have_no_gap_and_each_invoice_waits_for_its_pdf(exempel: Exempel) -> None:
    for serie in Nummerserie.objects.all():
        numbers = Faktura.objects.filter(issuer=serie.issuer, series_year=serie.year)
        taken = sorted(numbers.values_list("series_number", flat=True))
        assert taken == list(range(1, serie.last + 1))
    assert Faktura.objects.filter(samverkan=exempel["norrbottens-e-namnd"]).count() == 182
    assert Leverans.objects.count() == Faktura.objects.count()


@pytest.mark.parametrize("slug", SLUGS)
def test_each_has_one_person_for_every_role_and_invoices_to_look_at(exempel: Exempel, slug: str) -> None:
    roles = Roll.objects.filter(samverkan=exempel[slug])
    assert set(roles.values_list("kind", flat=True)) == set(Roll.Kind.values)
    people = Anvandare.objects.filter(roller__samverkan=exempel[slug]).distinct()
    assert [person for person in people if not person.title or not person.email.endswith(".example")] == []
    assert Faktura.objects.filter(samverkan=exempel[slug]).exists()


def test_norrbotten_is_invoiced_for_the_whole_of_2022(exempel: Exempel) -> None:
    samverkan = exempel["norrbottens-e-namnd"]
    frozen = newest_fordelning(samverkan, 2022)
    expected = frozen.andelar.filter(tjanst__direct_from_supplier=False).exclude(
        organisation=samverkan.issuer
    )
    billed = Faktura.objects.filter(samverkan=samverkan, year=2022)
    assert sum(faktura.net for faktura in billed) == sum(andel.amount for andel in expected)


# What the checks find in the published reports, beside the day that has passed.
SLIPS = {
    ("itsam", "Delårsrapport januari–augusti 2023"): {"summa"},  # a net cost of 0
    # The notes tell the budget as sums alone, which is signed. No slip: cash of 5 995 tkr lies near a decided
    # investment of 6 000; it is pointed out and stops nothing.
    ("lystkom", "Årsredovisning 2023"): {"summa", "text"},
    ("norrbottens-e-namnd", "Delårsrapport januari–maj 2022"): {"rubrik"},  # "Utfall" over a forecast
    # A sum with the wrong sign, and a year that is four times its last quarter.
    ("servicenamnd-herrljunga-vargarda", "Verksamhetsberättelse 2023"): {"summa", "tecken", "uppskattning"},
    ("servicenamnd-herrljunga-vargarda", "Månadsrapport februari 2024"): set(),
}


def test_lystkoms_annual_report_stands_still_with_its_signed_remarks(exempel: Exempel) -> None:
    rapport = exempel["lystkom"].rapporter.get()
    assert (rapport.status, str(rapport.beslut)) == (
        "faststalld",
        str(exempel["lystkom"].beslut.get(date="2024-03-01")),
    )
    assert rapport.kontrollkommentarer.count() == 2
    assert kontroller.unsigned(rapport) == []


def test_each_slip_of_a_published_report_is_found_by_a_check(exempel: Exempel) -> None:
    found = {
        (slug, rapport.title): {one.key.split(":")[0] for one in kontroller.registered(rapport)} - {"dag"}
        for slug, samverkan in exempel.items()
        for rapport in samverkan.rapporter.all()
    }
    assert found == SLIPS
