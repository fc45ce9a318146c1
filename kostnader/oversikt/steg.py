"""From an empty samverkan to its first invoice: the steps in order, and who takes the next one."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils import timezone

from kostnader.budget.models import Budget
from kostnader.fakturor.models import Faktura
from kostnader.fordelning.models import Fordelning, Nyckelversion
from kostnader.tjanster.models import Anslutning, Tjanst
from samverkan.konton.models import Roll
from samverkan.konton.rules import CONTROLLER, may_administer, may_edit_kostnader, may_edit_members
from samverkan.lib.swedish import sort_key
from samverkan.medlemmar.models import Medlem
from samverkan.medlemmar.rules import missing_for_invoice, missing_for_issuer


@dataclass(frozen=True)
class Steg:
    """One step: whether it is done, what it is for, and the act. `kwargs` for the act's address."""

    klar: bool
    rubrik: str
    text: str
    act: str
    url_name: str
    who: object  # the predicate of those who may take it
    kwargs: dict[str, object] = field(default_factory=dict)


def first_steps(samverkan) -> list[Steg]:
    """The steps to the first invoice; empty once there is one. A fixed number of queries."""
    if Faktura.objects.filter(samverkan=samverkan).exists():
        return []
    organisations = [
        medlem.organisation
        for medlem in Medlem.objects.filter(samverkan=samverkan).select_related("organisation")
    ]
    return [
        _members(organisations),
        _controller(samverkan),
        *_services(samverkan),
        *_money(samverkan),
        _details(samverkan, organisations),
        Steg(
            False,
            "Första fakturakörningen",
            "Granska vem som får vilken faktura, och utfärda.",
            "Öppna fakturor",
            "fakturor:lista",
            may_edit_kostnader,
        ),
    ]


def _members(organisations: list) -> Steg:
    count = len({organisation.pk for organisation in organisations})
    text = f"{count} är med." if count else "De som delar på kostnaderna, med organisationsnummer."
    return Steg(count > 1, "Medlemmar", text, "Lägg till medlemmar", "medlemmar:lagg_till", may_edit_members)


def _controller(samverkan) -> Steg:
    active = Roll.objects.active_on(timezone.localdate()).filter(samverkan=samverkan, kind=CONTROLLER)
    names = ", ".join(
        sorted({roll.anvandare.name for roll in active.select_related("anvandare")}, key=sort_key)
    )
    text = names or "Den som sköter tjänster, nycklar, budget och fakturor. Det kan vara du själv."
    return Steg(bool(names), "Någon som är controller", text, "Ge rollen", "roller:ny", may_administer)


def _services(samverkan) -> list[Steg]:
    tjanster = list(Tjanst.objects.filter(samverkan=samverkan))
    joined = set(Anslutning.objects.filter(tjanst__samverkan=samverkan).values_list("tjanst_id", flat=True))
    ready = set(Nyckelversion.objects.filter(nyckel__samverkan=samverkan).values_list("nyckel_id", flat=True))
    alone = [tjanst.name for tjanst in tjanster if tjanst.pk not in joined]
    keyless = [tjanst.name for tjanst in tjanster if tjanst.nyckel_id not in ready]
    text = "Det ni delar på, hur ofta det faktureras och vilka som är med."
    if tjanster:
        text = f"Anslut medlemmar till {', '.join(alone)}." if alone else f"{len(tjanster)} upplagda."
    key_text = "Hur varje tjänsts kostnad delas: lika, efter invånare eller på annat sätt."
    if tjanster and ready:
        key_text = f"Saknas för {', '.join(keyless)}." if keyless else "Varje tjänst har en."
    return [
        Steg(
            bool(tjanster) and not alone,
            "Tjänster",
            text,
            "Anslut medlemmar" if tjanster else "Lägg upp en tjänst",
            "tjanster:deltagande" if tjanster else "tjanster:ny",
            may_edit_kostnader,
        ),
        Steg(
            bool(tjanster) and not keyless,
            "Fördelningsnyckel",
            key_text,
            "Välj nyckel" if ready else "Skapa en nyckel",
            "tjanster:lista" if ready else "nycklar:ny",
            may_edit_kostnader,
        ),
    ]


def _money(samverkan) -> list[Steg]:
    statuses = set(Budget.objects.filter(samverkan=samverkan).values_list("status", flat=True))
    decided = bool(statuses & {Budget.Status.FASTSTALLD, Budget.Status.ERSATT})
    frozen = Fordelning.objects.filter(samverkan=samverkan).exists()
    if decided:
        text, act = "Fastställd.", ""
    elif Budget.Status.FORESLAGEN in statuses:
        text, act = "Föreslagen. Fastställ den när beslutet är fattat.", "Fastställ budgeten"
    elif Budget.Status.UTKAST in statuses:
        text, act = "Ett utkast finns. Fyll i beloppen och föreslå det till beslut.", "Öppna budgeten"
    else:
        text, act = "Vad tjänsterna kostar i år.", "Skapa en budget"
    return [
        Steg(decided, "Budget", text, act, "budget:newest", may_edit_kostnader),
        Steg(
            frozen,
            "Fördelning",
            "Låst." if frozen else "Se vad var och en ska betala och varför, och lås fördelningen.",
            "Granska fördelningen",
            "fordelning:matris",
            may_edit_kostnader,
        ),
    ]


def _details(samverkan, organisations: list) -> Steg:
    """The issuer's and the payers' details; the first that lacks any is where the act leads."""
    lacking = [(samverkan.issuer, missing_for_issuer(samverkan.issuer))]
    payers = {o.pk: o for o in organisations if o.pk != samverkan.issuer_id}
    lacking += [(o, missing_for_invoice(o)) for o in sorted(payers.values(), key=lambda o: sort_key(o.name))]
    lacking = [(o, missing) for o, missing in lacking if missing]
    text = "Adress, referens och e-post för varje betalare, och utfärdarens bankgiro."
    if lacking:
        first, missing = lacking[0]
        more = f" {len(lacking) - 1} till saknar uppgifter." if len(lacking) > 1 else ""
        text = f"{first.name} saknar {', '.join(missing)}.{more}"
    kwargs = {"pk": lacking[0][0].pk} if lacking else {}
    return Steg(not lacking, "Fakturauppgifter", text, "Fyll i", "medlemmar:andra", may_edit_members, kwargs)
