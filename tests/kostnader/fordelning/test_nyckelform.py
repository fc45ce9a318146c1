"""The editor says every rule: each real key goes through the form and comes out the same."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import transaction
from django.http import QueryDict

from kostnader.exempel.nycklar import load_nycklar
from kostnader.fordelning.models import Nyckelversion
from kostnader.fordelning.nyckel_acts import change_version, new_version
from kostnader.fordelning.nyckel_queries import kinds_of, members_for
from kostnader.fordelning.nyckelform import Nyckelformular
from kostnader.fordelning.version import Delfakta, Versionsfakta, facts_of, read_versions
from samverkan.exempel import load as grund
from samverkan.exempel import registry
from samverkan.medlemmar.models import Samverkan
from tests import factories as f

YEAR = 2023
WEIGHT = "Vikt, som 1/2 eller 50 %"
DIGITS = "Skriv det med siffror, till exempel"


@pytest.fixture(scope="module")
def samverkanden(django_db_setup: None, django_db_blocker) -> Iterator[list[Samverkan]]:
    """The example cooperations with members, measures and keys."""
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        minutes = [entry for entry in registry._LOADERS if entry[0] == 10]  # keys rest on their decisions
        keys = (20, lambda s, folder, actor: load_nycklar(s, _keys(folder)))
        patch.setattr(registry, "_LOADERS", [*minutes, keys])
        yield grund.load_all()
        transaction.set_rollback(True)


def _keys(folder) -> list[dict]:
    return grund.read_toml(folder / "kostnader.toml").get("nyckel", [])


def typed(form: Nyckelformular) -> QueryDict:
    """What a browser would send of an untouched form."""
    data = QueryDict(mutable=True)
    for one in form.forms:
        for falt in one:
            value = falt.value()
            data[falt.html_name] = "" if value is None else str(value)
    data.setlist("delar", [one.number for one in form.delar])
    return data


def through_the_form(samverkan: Samverkan, facts: Versionsfakta) -> Versionsfakta:
    common = {"members": members_for(samverkan, YEAR, facts), "kinds": kinds_of(samverkan)}
    form = Nyckelformular(data=typed(Nyckelformular(facts=facts, **common)), **common)
    assert form.is_valid(YEAR), [one.errors for one in form.forms]
    return form.facts()


def said(facts: Versionsfakta, year: int = YEAR) -> object:
    """What the version says, apart from name and place in its series."""
    plain = Versionsfakta(**{**vars(facts), "number": 1, "namn": "", "kort": "", "beslut": None})
    return plain.level, plain.note, plain.nyckel(year)


def test_every_real_key_goes_through_the_editor_unchanged(samverkanden, django_db_blocker) -> None:
    with django_db_blocker.unblock():
        versions = read_versions(Nyckelversion.objects.all())
        assert len(versions) > 20
        owners = dict(Nyckelversion.objects.values_list("pk", "nyckel__samverkan"))
        by_pk = {samverkan.pk: samverkan for samverkan in samverkanden}
        for facts in versions:
            assert said(through_the_form(by_pk[owners[facts.pk]], facts)) == said(facts)


def test_every_real_key_of_norrbotten_is_stored_as_it_was_typed(samverkanden, django_db_blocker) -> None:
    with django_db_blocker.unblock():
        samverkan = next(one for one in samverkanden if one.slug == "norrbottens-e-namnd")
        actor = f.AnvandareFactory()
        for nyckel in samverkan.nycklar.exclude(versioner__status=Nyckelversion.Status.UTKAST):
            facts = facts_of(nyckel.versioner.first())
            later = Versionsfakta(**{**vars(facts), "valid_from": date(2030, 1, 1)})
            stored = new_version(nyckel, through_the_form(samverkan, later), actor=actor)
            assert said(facts_of(stored)) == said(later)
            again = change_version(stored, through_the_form(samverkan, later), actor=actor)
            assert said(facts_of(again)) == said(later)


@pytest.fixture
def form_of(db):
    """A form filled in by hand: fields of the version, and of each component."""
    medlemmar = [f.OrganisationFactory(short_name=name) for name in ("Mora", "Orsa")]
    samverkan = f.SamverkanFactory(issuer=medlemmar[0])
    for one in medlemmar:
        f.MedlemFactory(samverkan=samverkan, organisation=one)
    people = f.MattslagFactory()

    def build(*delar: dict, **version: str) -> Nyckelformular:
        data = QueryDict(mutable=True)
        data.update({"valid_from": "2024-01-01", "level": "medlem", "mode": "summan", "unit": "1"} | version)
        for n, one in enumerate(delar):
            data.appendlist("delar", str(n))
            values = {
                "date_rule": "fast",
                "mattslag": str(people.pk) if one["kind"] in ("matt", "pris") else "",
            }
            for name, value in (values | one).items():
                key = f"m{medlemmar[int(name)].orgnr.replace('-', '')}" if name in ("0", "1") else name
                data[f"del-{n}-{key}"] = value
        return Nyckelformular(data=data, members=members_for(samverkan, YEAR), kinds=kinds_of(samverkan))

    return build


def errors(form: Nyckelformular) -> list[tuple[str, str, str]]:
    """Where each message stands: which form, which field, and the message."""
    form.is_valid(YEAR)
    places = ["version", *(f"del {n}" for n, _ in enumerate(form.delar, 1))]
    return [
        (place, one.fields[name].label if name in one.fields else "", str(text))
        for place, one in zip(places, form.forms, strict=True)
        for name, texts in one.errors.items()
        for text in texts
    ]


def test_weights_percent_and_words_are_read(form_of) -> None:
    form = form_of(
        {"kind": "lika", "weight": "50 %"}, {"kind": "matt", "weight": "0,5", "reference_date": "2020-12-31"}
    )
    assert errors(form) == []
    assert [one.weight for one in form.facts().delar] == [Fraction(1, 2), Fraction(1, 2)]


def test_weights_that_do_not_sum_to_one_are_told_over_the_form(form_of) -> None:
    form = form_of({"kind": "lika", "weight": "1/2"}, {"kind": "andel", "weight": "1/3", "0": "1", "1": "1"})
    assert errors(form) == [
        ("version", "", "Delarnas vikter blir tillsammans 83,33\u00a0%. De ska bli 100\u00a0%.")
    ]


def test_each_fault_stands_at_its_field(form_of) -> None:
    form = form_of(
        {"kind": "lika", "weight": "hälften"},
        {"kind": "belopp", "0": "abc", "1": "−5"},
        {"kind": "belopp_lika", "amount": "1.5"},
        {"kind": "pris", "rate": "-2", "reference_date": "2020-12-31"},
    )
    assert errors(form) == [
        ("del 1", WEIGHT, f"”hälften” är inget tal. {DIGITS} 1/2, 50 % eller 0,5."),
        ("del 2", "Mora", f"”abc” är inget tal. {DIGITS} 1 234,50."),
        ("del 2", "Orsa", "Beloppet kan inte vara negativt. Skriv 0 om medlemmen inget ska betala."),
        ("del 3", "Belopp per medlem och år, kr", "Skriv decimaler med komma: 1,50."),
        ("del 4", "Pris, kr per enhet och år", "Priset kan inte vara negativt. Skriv till exempel 1,25."),
    ]  # fmt: skip


def test_what_a_kind_needs_is_asked_for_at_its_field(form_of) -> None:
    form = form_of({"kind": "matt", "weight": "", "mattslag": ""}, {"kind": "pris"}, {"kind": "belopp_lika"})
    assert errors(form) == [
        ("del 1", WEIGHT, "Ange delens vikt, till exempel 1/2 eller 50\u00a0%."),
        ("del 1", "Mått", "Välj vilket mått delen bygger på, till exempel invånare."),
        ("del 1", "Datum", "Ange mätdag för måttet, till exempel 2020-12-31."),
        ("del 2", "Datum", "Ange mätdag för måttet, till exempel 2020-12-31."),
        ("del 2", "Pris, kr per enhet och år", "Ange priset per enhet, till exempel 1,25 kr."),
        ("del 3", "Belopp per medlem och år, kr", "Ange beloppet per medlem."),
    ]


def test_a_key_without_components_says_what_to_do(form_of) -> None:
    assert errors(form_of()) == [("version", "", "Nyckeln är tom. Lägg till minst en del.")]


def test_what_was_typed_under_another_kind_is_neither_read_nor_judged(form_of) -> None:
    form = form_of({"kind": "lika", "weight": "1", "rate": "x", "amount": "y", "0": "z"}, direction="upp")
    assert errors(form) == []
    assert form.facts() == Versionsfakta(
        delar=(Delfakta(kind="lika", weight=Fraction(1)),), valid_from=date(2024, 1, 1), unit=Decimal(1)
    )
