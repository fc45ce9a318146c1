"""Deciding a §: what must hold, the number, the decision in `samverkan`, and what becomes of the matter."""

from django.db import transaction

from protokoll.arenden.models import Arende
from protokoll.arenden.rules import state_after
from protokoll.paragrafer.acts.dagordning import carry_over
from protokoll.paragrafer.acts.las import lock_undecided
from protokoll.paragrafer.beslutsgang import PUT_OFF, write_beslutsgang
from protokoll.paragrafer.models import Paragraf, Paragrafserie
from protokoll.paragrafer.narvaro import read_lage, read_lista
from protokoll.paragrafer.narvarolista import Lage, Narvarolista
from protokoll.paragrafer.omrostning import majority_text
from protokoll.sammantraden.dagordning import add_arenden
from protokoll.sammantraden.models import Dagordningspunkt, Sammantrade
from samverkan.beslut.models import Beslut
from samverkan.handelser.acts import log
from samverkan.lib.brist import Brist, refuse_if_any
from samverkan.lib.errors import Refused
from samverkan.lib.klocka import now
from samverkan.lib.local_time import local_day

BIFALL = Paragraf.Outcome.BIFALL


@transaction.atomic
def avgor_paragraf(paragraf: Paragraf, *, outcome: str, actor) -> Paragraf:
    """Decide a §: draw its number and write the Beslut. Returns the § as it stands.

    A § that was not open is opened with the attendance of the § before. Raises Refused when it is decided
    already, has no decision text (KL 5:67 p. 4), the body is not quorate (KL 5:45, 6:27), nobody leads (KL
    5:11, 6:15), a proposal has not been put (KL 5:53, 5:67 p. 2), or a vote at the § says otherwise. A
    bordlagt matter is put on the next meeting's agenda (KL 5:51); a återremitterat stays open.
    """
    locked = lock_undecided(paragraf)
    if outcome not in Paragraf.Outcome.values:
        raise Refused("Välj bifall, avslag, återremiss eller bordläggning.", field="outcome")
    if locked.status == Paragraf.Status.OPPEN:
        lista, lage = read_lista(locked.sammantrade), read_lage(locked)
    else:
        lista, lage = carry_over(locked)
    locked.outcome = outcome
    _check(locked, lista, lage)
    if not locked.beslutsgang.strip():
        locked.beslutsgang = write_beslutsgang(locked)
    locked.number = _draw_number(locked)
    locked.status, locked.decided_at = Paragraf.Status.AVGJORD, now()
    locked.beslut = _write_beslut(locked)
    locked.save()
    _carry_on(locked, actor)
    log(
        "paragraf.decided",
        locked,
        actor=actor,
        samverkan=locked.organ.samverkan,
        utgang=locked.get_outcome_display().lower(),
    )
    return locked


def _check(paragraf: Paragraf, lista: Narvarolista, lage: Lage) -> None:
    text = paragraf.beslut_text.strip()
    faults = [] if text else [Brist("KL 5:67 p. 4", "Skriv vad organet beslutade.", field="beslut_text")]
    if text and paragraf.outcome != BIFALL and paragraf.arende and text == paragraf.arende.forslag.strip():
        what = paragraf.get_outcome_display().lower()
        told = f"Texten är fortfarande förslaget, men utgången är {what}. Skriv vad organet beslutade."
        faults.append(Brist("KL 5:67 p. 4", told, field="beslut_text"))
    quorum = lista.quorum(lage).brist
    faults += [quorum] if quorum else []
    if paragraf.ordforande is None or paragraf.ordforande not in lista.serving(lage):
        told = "Ingen ur presidiet tjänstgör. Välj vem som leder paragrafen."
        faults.append(Brist("KL 5:11, 6:15", told, field="ordforande"))
    untried = paragraf.yrkanden.filter(withdrawn=False, outcome="").select_related("deltagare")
    faults += [
        Brist("KL 5:53, 5:67", f"Ange hur yrkandet från {one.deltagare} gick.", field="yrkanden")
        for one in untried
    ]
    refuse_if_any([*faults, *_against_the_vote(paragraf)])


def _against_the_vote(paragraf: Paragraf) -> list[Brist]:
    """An outcome that a vote at the § says is another (KL 5:50, 5:53, 5:55); the last vote counts."""
    votes = list(paragraf.omrostningar.all())
    faults = []
    for kind, word in PUT_OFF.items():
        vote = next((one for one in reversed(votes) if one.puts_off == kind), None)
        if vote and (vote.outcome == "ja") != (paragraf.outcome == kind):
            how = f"Omröstningen avgjorde att ärendet {'ska' if vote.outcome == 'ja' else 'inte ska'} {word}."
            faults.append(Brist("KL 5:50" if vote.minority else "KL 5:53, 5:55", how, field="outcome"))
    short = next((one for one in reversed(votes) if one.majority), None)
    if short and short.outcome == "nej" and paragraf.outcome == BIFALL:
        text = f"Förslaget fick inte {majority_text(short.majority)} av rösterna ({short.majority_clause})."
        faults.append(Brist("KL 5:55", text, field="outcome"))
    return faults


def _draw_number(paragraf: Paragraf) -> int:
    """The next § of the body's year; the row is locked until the transaction ends (law.md 1.2)."""
    Paragrafserie.objects.get_or_create(organ=paragraf.organ, year=paragraf.year)
    serie = Paragrafserie.objects.select_for_update().get(organ=paragraf.organ, year=paragraf.year)
    serie.last += 1
    serie.save(update_fields=["last"])
    return serie.last


def _write_beslut(paragraf: Paragraf) -> Beslut:
    """The lasting pointer. What is secret is told without its words (OSL)."""
    return Beslut.objects.create(
        samverkan=paragraf.organ.samverkan,
        organ=paragraf.organ,
        date=local_day(paragraf.sammantrade.starts_at),
        paragraf=str(paragraf.number),
        heading="Ärende med sekretess" if paragraf.secret else paragraf.heading,
        outcome=paragraf.outcome,
        status=Beslut.Status.FATTAT,
        text="" if paragraf.secret else paragraf.beslut_text,
    )


def _carry_on(paragraf: Paragraf, actor) -> None:
    """What becomes of the matter (KL 5:49–51, 6:33). The body that keeps it closes it."""
    arende = paragraf.arende
    if arende is None:
        return
    after = state_after(paragraf.outcome)
    decides = paragraf.punkt is None or paragraf.punkt.kind == Dagordningspunkt.Kind.BESLUT
    if after == "avslutat" and decides and arende.organ_id == paragraf.organ_id:
        Arende.objects.filter(pk=arende.pk).update(status=Arende.Status.AVSLUTAT)
    if paragraf.outcome == Paragraf.Outcome.BORDLAGGNING:
        _to_next_meeting(paragraf, actor)


def _to_next_meeting(paragraf: Paragraf, actor) -> None:
    coming = Sammantrade.objects.filter(
        organ=paragraf.organ,
        starts_at__gt=paragraf.sammantrade.starts_at,
        status__in=[Sammantrade.Status.PLANERAT, Sammantrade.Status.KALLAT],
    )
    following = coming.order_by("starts_at").first()
    if following is None or following.punkter.filter(arende=paragraf.arende).exists():
        return
    kind = paragraf.punkt.kind if paragraf.punkt else Dagordningspunkt.Kind.BESLUT
    note = f"Bordlagt § {paragraf.number}, {local_day(paragraf.sammantrade.starts_at)}"
    add_arenden(following, [paragraf.arende], kind=kind, note=note, actor=actor)
