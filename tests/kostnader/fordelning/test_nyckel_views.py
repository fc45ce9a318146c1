"""Keys on screen: list, key, version, editor and comparison."""

import io
from datetime import date

import pytest
from django.test import Client
from openpyxl import load_workbook

from kostnader.fordelning.models import Nyckelversion
from tests import factories as f
from tests.kostnader.fordelning.test_nyckel_acts import invoice_first_quarter
from tests.pages import count_queries, page_url, signed_in
from tests.scener import Scen, liten_scen

pytestmark = pytest.mark.django_db


@pytest.fixture
def scen(client: Client) -> Scen:
    scen = liten_scen(3)
    client.force_login(scen.controller)
    return scen


def typed(**changes: str) -> dict[str, str]:
    """An equal key as the editor sends it."""
    return {
        "act": "spara",
        "name": "Ny nyckel",
        "short_name": "",
        "valid_from": "2024-01-01",
        "level": "medlem",
        "mode": "summan",
        "unit": "1",
        "delar": "0",
        "del-0-kind": "lika",
        "del-0-weight": "1",
        "del-0-date_rule": "fast",
    } | changes


def test_the_list_says_what_each_key_does_and_what_it_rests_on(client: Client, scen: Scen) -> None:
    page = client.get(page_url(scen.samverkan, "nycklar:lista")).content.decode()
    for text in (scen.tjanst.nyckel.name, "Lika delar, i hela kronor", scen.tjanst.name, "§ 12"):
        assert text in page


def test_a_key_in_use_without_a_decision_is_marked(client: Client, scen: Scen) -> None:
    nyckel = f.NyckelFactory(samverkan=scen.samverkan)
    f.NyckelkomponentFactory(version=f.NyckelversionFactory(nyckel=nyckel))
    f.TjanstFactory(samverkan=scen.samverkan, nyckel=nyckel)
    page = client.get(page_url(scen.samverkan, "nycklar:lista")).content.decode()
    assert "En nyckel används utan beslut" in page
    assert "Utan beslut" in page


def test_drafts_of_keys_are_for_controller_and_revisor(client: Client, scen: Scen) -> None:
    seen = {}
    for kind in ("ledamot", "revisor"):
        signed_in(client, kind, samverkan=scen.samverkan)
        lista, ny = (page_url(scen.samverkan, f"nycklar:{name}") for name in ("lista", "ny"))
        seen[kind] = (client.get(lista).status_code, client.get(ny).status_code)
    assert seen == {"ledamot": (404, 404), "revisor": (200, 403)}


def test_a_new_key_is_saved_as_a_draft(client: Client, scen: Scen) -> None:
    url = page_url(scen.samverkan, "nycklar:ny")
    assert "Hälften lika, hälften efter invånare" in client.get(url).content.decode()
    page = client.post(f"{url}?mall=lika", typed(), follow=True).content.decode()
    assert "Ny nyckel, version 1 är sparad som utkast." in page
    assert Nyckelversion.objects.get(nyckel__name="Ny nyckel").komponenter.get().weight == 1


def test_a_refused_form_keeps_what_was_typed_and_says_where(client: Client, scen: Scen) -> None:
    url = page_url(scen.samverkan, "nycklar:ny")
    page = client.post(url, typed(**{"del-0-weight": "1/3", "valid_from": "2020-01-01"})).content.decode()
    assert "Nyckeln är inte sparad" in page
    assert "33,33\u00a0%" in page
    assert 'value="1/3"' in page


def test_a_component_is_added_and_taken_away_without_judging(client: Client, scen: Scen) -> None:
    url = page_url(scen.samverkan, "nycklar:ny")
    added = client.post(url, typed(act="lagg_till", **{"del-0-weight": "x"})).content.decode()
    assert added.count('name="delar"') == 2
    assert "inte sparad" not in added
    assert 'value="x"' in added
    removed = client.post(url, typed(act="ta_bort:0")).content.decode()
    assert removed.count('name="delar"') == 0


def test_the_effect_is_shown_while_one_writes(client: Client, scen: Scen) -> None:
    url = page_url(scen.samverkan, "nycklar:forhandsvisa")
    data = typed(nyckel=str(scen.tjanst.nyckel_id), prov_belopp="300 000")
    page = client.post(url, data).content.decode()
    assert "Lika delar, i hela kronor." in page
    assert page.count("100\u00a0000</td>") == 6
    wrong = client.post(url, typed(**{"del-0-weight": "hej"})).content.decode()
    assert "Något fält går inte att läsa" in wrong
    dotted = client.post(url, data | {"prov_belopp": "1.5"}).content.decode()
    assert "Beloppet att räkna på: Skriv decimaler med komma: 1,50." in dotted


def test_a_member_without_the_measure_is_named_while_one_writes(client: Client, scen: Scen) -> None:
    kind = f.MattslagFactory()
    for one in scen.medlemmar[1:]:
        f.MattFactory(mattslag=kind, organisation=one, value=10)
    measured = {"del-0-kind": "matt", "del-0-mattslag": str(kind.pk), "del-0-reference_date": "2020-12-31"}
    page = client.post(page_url(scen.samverkan, "nycklar:forhandsvisa"), typed(**measured)).content.decode()
    name = scen.medlemmar[0].short_name
    assert f"{name} saknar invånare 2020-12-31. Lägg in måttet under Mått." in page


def test_a_draft_is_changed_adopted_and_then_closed(client: Client, scen: Scen) -> None:
    ny_version = page_url(scen.samverkan, "nycklar:ny_version", pk=scen.tjanst.nyckel_id)
    client.post(ny_version, typed(valid_from="2025-01-01"))
    version = scen.tjanst.nyckel.versioner.get(number=2)
    at = {
        name: page_url(scen.samverkan, f"nycklar:{name}", pk=version.pk)
        for name in ("andra", "faststall", "version", "steg")
    }
    client.post(at["andra"], typed(valid_from="2026-01-01"))
    assert scen.tjanst.nyckel.versioner.get(number=2).valid_from == date(2026, 1, 1)
    assert "Välj det beslut som antog nyckeln." in client.post(at["faststall"], {}).content.decode()
    client.post(at["faststall"], {"beslut": scen.beslut.pk})
    page = client.get(at["version"]).content.decode()
    assert "Fastställd" in page
    assert "Bara ett utkast kan ändras" in client.post(at["andra"], typed(), follow=True).content.decode()
    assert (
        "Bara ett utkast kan tas bort"
        in client.post(at["steg"], {"steg": "ta_bort"}, follow=True).content.decode()
    )


def test_a_version_from_an_invoiced_day_is_told_at_its_day_and_kept(client: Client, scen: Scen) -> None:
    invoice_first_quarter(scen)
    url = page_url(scen.samverkan, "nycklar:ny_version", pk=scen.tjanst.nyckel_id)
    answer = client.post(url, typed(valid_from="2023-02-01", note="Ny tanke"))
    assert answer.context["form"].version.errors == {
        "valid_from": [
            "Tjänster med nyckeln är fakturerade till och med 2023-03-31. "
            "Välj 2023-04-01 eller senare, eller kreditera fakturorna först."
        ]
    }
    assert 'value="Ny tanke"' in answer.content.decode()
    assert scen.tjanst.nyckel.versioner.count() == 1


def test_a_draft_is_thrown_away(client: Client, scen: Scen) -> None:
    client.post(page_url(scen.samverkan, "nycklar:ny"), typed())
    version = Nyckelversion.objects.get(nyckel__name="Ny nyckel")
    page = client.post(
        page_url(scen.samverkan, "nycklar:steg", pk=version.pk), {"steg": "ta_bort"}, follow=True
    )
    assert "Utkastet är borttaget." in page.content.decode()


def on_users(scen: Scen) -> tuple[Nyckelversion, Nyckelversion]:
    """Two versions of a key on users, on two days, with two units of the second member."""
    kind = f.MattslagFactory(samverkan=scen.samverkan, code="anvandare", name="Användare", unit="användare")
    first, second, third = scen.medlemmar
    units = [f.EnhetFactory(samverkan=scen.samverkan, organisation=second, name=n) for n in ("Skola", "Vård")]
    days = (date(2020, 1, 31), date(2021, 1, 31))
    for day, figures in zip(days, ((50, 20, 10, 20), (40, 30, 10, 20)), strict=True):
        places = [(first, None), (second, units[0]), (second, units[1]), (third, None)]
        for (one, enhet), value in zip(places, figures, strict=True):
            f.MattFactory(mattslag=kind, organisation=one, enhet=enhet, reference_date=day, value=value)
    nyckel = f.NyckelFactory(samverkan=scen.samverkan)
    versions = []
    for number, day in enumerate(days, 1):
        version = f.NyckelversionFactory(nyckel=nyckel, number=number, valid_from=day, level="enhet")
        f.NyckelkomponentFactory(version=version, kind="matt", weight="1", mattslag=kind, reference_date=day)
        versions.append(version)
    return versions[0], versions[1]


def test_two_versions_are_compared_per_unit_in_measure_percent_points_and_kronor(
    client: Client, scen: Scen
) -> None:
    before, after = on_users(scen)
    url = page_url(scen.samverkan, "nycklar:jamfor_excel")
    answer = client.get(url, {"fore": before.pk, "efter": after.pk, "tjanst": scen.tjanst.pk})
    rows = list(load_workbook(io.BytesIO(answer.content)).worksheets[0].iter_rows(values_only=True))
    found = {row[1]: [str(value) for value in row[2:]] for row in rows[1:]}
    first, second, _ = (one.short_name for one in scen.medlemmar)
    assert found[first] == ["50", "40", "-10", "0.5", "0.4", "−10,00", "60000", "48000", "-12000"]
    assert found["Skola"] == ["20", "30", "10", "0.2", "0.3", "10,00", "24000", "36000", "12000"]
    assert found[f"Totalt {second}"][-1] == "12000"
    assert found["Totalt"][-3:] == ["120000", "120000", "0"]
    page = client.get(page_url(scen.samverkan, "nycklar:jamfor"), {"fore": before.pk, "efter": after.pk})
    assert "Användare före" in page.content.decode()


def test_comparing_with_one_version_alone_says_what_is_needed(client: Client, scen: Scen) -> None:
    page = client.get(page_url(scen.samverkan, "nycklar:jamfor")).content.decode()
    assert "Det behövs två versioner att jämföra" in page


def test_lists_and_comparisons_ask_as_many_questions_for_3_members_as_for_290(client: Client) -> None:
    counts = set()
    for antal in (3, 290):
        scen = liten_scen(antal)
        client.force_login(scen.controller)
        other = f.NyckelversionFactory(nyckel=scen.tjanst.nyckel, number=2)
        f.NyckelkomponentFactory(version=other)
        version = scen.tjanst.nyckel.versioner.get(number=1)
        counts.add(
            (
                count_queries(client, page_url(scen.samverkan, "nycklar:lista")),
                count_queries(client, page_url(scen.samverkan, "nycklar:version", pk=version.pk)),
                count_queries(client, page_url(scen.samverkan, "nycklar:jamfor")),
                count_queries(client, page_url(scen.samverkan, "nycklar:ny") + "?mall=lika"),
            )
        )
    assert len(counts) == 1
