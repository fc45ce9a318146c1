"""What may be done with keys: write a version while it is a draft, propose it, adopt it, turn it down."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max

from kostnader.fordelning.models import Fordelningsnyckel, Nyckelandel, Nyckelkomponent, Nyckelversion
from kostnader.fordelning.nyckel_queries import last_invoiced
from kostnader.fordelning.validering import validate
from kostnader.fordelning.version import Versionsfakta, facts_of
from samverkan.beslut.acts import lock_usable
from samverkan.beslut.models import Beslut
from samverkan.handelser.acts import log
from samverkan.lib.cleaning import clean_or_refuse
from samverkan.lib.errors import Refused
from samverkan.medlemmar.models import Organisation, Samverkan

Status = Nyckelversion.Status


def create_nyckel(
    samverkan: Samverkan, *, name: str, short_name: str, facts: Versionsfakta, actor
) -> Nyckelversion:
    """Enter a key with its first version, a draft. Raises Refused (Nyckelfel) for an unusable key."""
    with transaction.atomic():
        Samverkan.objects.select_for_update(no_key=True).get(pk=samverkan.pk)
        nyckel = Fordelningsnyckel(samverkan=samverkan, name=name, short_name=short_name)
        clean_or_refuse(nyckel, field="name")
        nyckel.save()
        log("nyckel.created", nyckel, actor=actor, samverkan=samverkan)
        return _write(Nyckelversion(nyckel=nyckel, number=1), facts, actor=actor)


def rename_nyckel(nyckel: Fordelningsnyckel, *, name: str, short_name: str, actor) -> None:
    """Call a key something else; what is frozen keeps the name it had."""
    with transaction.atomic():
        stored = _locked(nyckel)
        before = stored.name
        stored.name, stored.short_name = name, short_name
        clean_or_refuse(stored, field="name")
        stored.save()
        log("nyckel.renamed", stored, actor=actor, samverkan=stored.samverkan, fore=before)


def new_version(nyckel: Fordelningsnyckel, facts: Versionsfakta, *, actor) -> Nyckelversion:
    """Write the next version of a key, a draft. Refuses while another is on its way."""
    with transaction.atomic():
        stored = _locked(nyckel)
        if stored.versioner.filter(status__in=(Status.UTKAST, Status.FORESLAGEN)).exists():
            raise Refused("Nyckeln har redan en version på väg. Ändra den, eller ta bort den först.")
        last = stored.versioner.aggregate(number=Max("number"))["number"] or 0
        return _write(Nyckelversion(nyckel=stored, number=last + 1), facts, actor=actor)


def change_version(version: Nyckelversion, facts: Versionsfakta, *, actor) -> Nyckelversion:
    """Rewrite a draft."""
    with transaction.atomic():
        stored = _locked_version(version)
        if stored.status != Status.UTKAST:
            raise Refused("Bara ett utkast kan ändras. Gör en ny version i stället.")
        Nyckelandel.objects.filter(komponent__version=stored).delete()
        stored.komponenter.all().delete()
        return _write(stored, facts, actor=actor)


def remove_version(version: Nyckelversion, *, actor) -> None:
    """Throw a draft away; the key goes with its only version when no service uses it."""
    with transaction.atomic():
        stored = _locked_version(version)
        if stored.status != Status.UTKAST:
            raise Refused("Bara ett utkast kan tas bort.")
        log("nyckelversion.removed", stored, actor=actor, samverkan=stored.nyckel.samverkan)
        Nyckelandel.objects.filter(komponent__version=stored).delete()
        stored.komponenter.all().delete()
        stored.delete()
        nyckel = stored.nyckel
        if not nyckel.versioner.exists() and not nyckel.tjanster.exists():
            nyckel.delete()


def propose_version(version: Nyckelversion, *, actor) -> None:
    """Close a draft so that what is decided is what was proposed."""
    with transaction.atomic():
        stored = _locked_version(version)
        if stored.status != Status.UTKAST:
            raise Refused("Bara ett utkast kan föreslås.")
        _refuse_unusable(stored)
        _move(stored, Status.FORESLAGEN, "nyckelversion.proposed", actor=actor)


def withdraw_version(version: Nyckelversion, *, actor) -> None:
    """Open a proposal again (återremiss, or second thoughts)."""
    with transaction.atomic():
        stored = _locked_version(version)
        if stored.status != Status.FORESLAGEN:
            raise Refused("Bara ett förslag kan tas tillbaka.")
        _move(stored, Status.UTKAST, "nyckelversion.withdrawn", actor=actor)


def avsla_nyckelversion(version: Nyckelversion, *, beslut: Beslut | None = None, actor) -> None:
    """Close a version that was turned down; it is never used again."""
    with transaction.atomic():
        stored = _locked_version(version)
        if stored.status not in (Status.UTKAST, Status.FORESLAGEN):
            raise Refused("Versionen är redan avgjord.")
        stored.beslut = beslut
        _move(stored, Status.AVSLAGEN, "nyckelversion.avslagen", actor=actor)


def faststalla_nyckelversion(version: Nyckelversion, *, beslut: Beslut, actor) -> Nyckelversion:
    """Adopt a version by a decision; from then on it never changes (database trigger).

    Refuses a version that starts on or before a day already invoiced (design 4.7), and a decision that
    carries nothing. A version from the same day as an earlier one, by another decision, takes its place.
    """
    with transaction.atomic():
        _locked(version.nyckel)
        stored = _locked_version(version)
        if stored.status not in (Status.UTKAST, Status.FORESLAGEN):
            raise Refused("Versionen är redan avgjord.")
        if not lock_usable(stored.nyckel.samverkan, beslut):
            raise Refused("Välj ett beslut som gäller, med bifall.", field="beslut")
        refuse_invoiced(stored.nyckel, stored.valid_from)
        _refuse_unusable(stored)
        twin = stored.nyckel.versioner.filter(status=Status.FASTSTALLD, valid_from=stored.valid_from)
        if twin.filter(beslut=beslut).exists():
            raise Refused(
                "Beslutet har redan fastställt en version från den dagen. Välj ett annat beslut, "
                "eller ändra dagen.",
                field="beslut",
            )
        stored.beslut, stored.status = beslut, Status.FASTSTALLD
        stored.save()
        log(
            "nyckelversion.faststalld",
            stored,
            actor=actor,
            samverkan=stored.nyckel.samverkan,
            fran=stored.valid_from,
            beslut=beslut,
        )
    return stored


def refuse_invoiced(nyckel: Fordelningsnyckel, valid_from: date) -> None:
    """Raise Refused for a version that starts at or before a day already invoiced (design 4.7)."""
    invoiced = last_invoiced(nyckel) if nyckel.pk else None
    if invoiced is not None and valid_from <= invoiced:
        raise Refused(
            f"Tjänster med nyckeln är fakturerade till och med {invoiced}. "
            f"Välj {invoiced + timedelta(days=1)} eller senare, eller kreditera fakturorna först.",
            field="valid_from",
        )


def _write(version: Nyckelversion, facts: Versionsfakta, *, actor) -> Nyckelversion:
    """Store the facts in an open version: unsaved, or emptied of its components."""
    assert facts.valid_from is not None  # the form asks for it
    validate(facts.nyckel(facts.valid_from.year))
    refuse_invoiced(version.nyckel, facts.valid_from)
    named = {orgnr for one in facts.delar for orgnr in one.per_member} | {facts.bearer}
    ids = dict(Organisation.objects.filter(orgnr__in=named - {None}).values_list("orgnr", "pk"))
    is_new = version.pk is None
    for name in ("valid_from", "level", "mode", "unit", "direction", "place", "percent_decimals", "note"):
        setattr(version, name, getattr(facts, name))
    version.bearer_id = ids[facts.bearer] if facts.bearer else None
    clean_or_refuse(version)
    version.save()
    for order, one in enumerate(facts.delar):
        komponent = Nyckelkomponent.objects.create(
            version=version,
            order=order,
            kind=one.kind,
            weight=one.weight,
            mattslag_id=one.mattslag_id,
            date_rule=one.date_rule,
            years_before=one.years_before,
            reference_date=one.reference_date,
            rate=one.rate,
            amount=one.amount,
        )
        column = "amount" if one.kind == Nyckelkomponent.Kind.BELOPP else "share"
        Nyckelandel.objects.bulk_create(
            Nyckelandel(komponent=komponent, organisation_id=ids[orgnr], **{column: value})
            for orgnr, value in one.per_member.items()
        )
    action = "nyckelversion.created" if is_new else "nyckelversion.changed"
    log(action, version, actor=actor, samverkan=version.nyckel.samverkan, fran=facts.valid_from)
    return version


def _refuse_unusable(version: Nyckelversion) -> None:
    validate(facts_of(version).nyckel(version.valid_from.year))


def _move(version: Nyckelversion, status: str, action: str, *, actor) -> None:
    version.status = status
    version.save()
    log(action, version, actor=actor, samverkan=version.nyckel.samverkan)


def _locked(nyckel: Fordelningsnyckel) -> Fordelningsnyckel:
    found = Fordelningsnyckel.objects.select_for_update(of=("self",)).select_related("samverkan")
    return found.get(pk=nyckel.pk)


def _locked_version(version: Nyckelversion) -> Nyckelversion:
    found = Nyckelversion.objects.select_for_update(of=("self",))
    return found.select_related("nyckel__samverkan").get(pk=version.pk)
