"""Where a kallelse stands: made, sent, opened, answered, and who is next to be called in."""

from dataclasses import dataclass

from protokoll.sammantraden.kallelse import PDF_JOBB, UTSKICK_JOBB
from protokoll.sammantraden.kallelse_brister import called
from protokoll.sammantraden.models import Kallelse, Sammantrade, Utskick
from samverkan.jobb.models import Jobb
from samverkan.organ.inkallelse import inkallelseordning
from samverkan.organ.models import Mandat
from samverkan.organ.rules import Fortroendevald, call_in

ROLES = {Mandat.Role.LEDAMOT: "ledamot", Mandat.Role.ERSATTARE: "ersattare"}


@dataclass(frozen=True)
class Kallelserad:
    """A kallelse as its page shows it."""

    kallelse: Kallelse
    jobb: Jobb | None
    utskick: list[Utskick]

    @property
    def is_moving(self) -> bool:
        """Whether a job is at it, so that the page asks again."""
        return bool(self.jobb and self.jobb.status in (Jobb.Status.VANTAR, Jobb.Status.PAGAR))

    @property
    def failed(self) -> bool:
        return bool(self.jobb and self.jobb.status == Jobb.Status.FEL)

    @property
    def mailed(self) -> int:
        return sum(1 for u in self.utskick if u.sent_at)

    @property
    def opened(self) -> int:
        return sum(1 for u in self.utskick if u.read_at)

    def answered(self, answer: str) -> int:
        """How many gave this answer."""
        return sum(1 for u in self.utskick if u.answer == answer)

    @property
    def coming(self) -> int:
        return self.answered("kommer")

    @property
    def away(self) -> int:
        return self.answered("forhinder")


def kallelser_of(sammantrade: Sammantrade) -> list[Kallelserad]:
    """The meeting's kallelser, the newest first. Three queries."""
    found = list(
        sammantrade.kallelser.select_related("dokument")
        .prefetch_related("utskick__person")
        .order_by("-number")
    )
    jobs = {}
    kinds = {"kind__in": [PDF_JOBB, UTSKICK_JOBB], "samverkan": sammantrade.organ.samverkan}
    for jobb in Jobb.objects.filter(**kinds, object_id__in=[str(k.pk) for k in found]).order_by("id"):
        jobs[jobb.object_id] = jobb
    return [
        Kallelserad(k, jobs.get(str(k.pk)), sorted(k.utskick.all(), key=lambda u: u.person.name))
        for k in found
    ]


@dataclass(frozen=True)
class Inkallas:
    """A ledamot who is kept away, and the ersättare next in turn ('' when nobody is left)."""

    ledamot: str
    ersattare: str


def to_call_in(sammantrade: Sammantrade, answers: dict[int, str]) -> list[Inkallas]:
    """Who is next for each ledamot kept away, by the order decided (KL 5:17, 6:17).

    In: answers by person id. An ersättare who is kept away too is passed by.
    """
    mandat = [m for m in called(sammantrade) if m.role in ROLES]
    by_elected = {_elected(m): m for m in mandat}
    away = {m.person_id for m in mandat if answers.get(m.person_id) == "forhinder"}
    vacant = [e for e, m in by_elected.items() if m.role == Mandat.Role.LEDAMOT and m.person_id in away]
    free = [e for e, m in by_elected.items() if m.role == Mandat.Role.ERSATTARE and m.person_id not in away]
    seats = call_in(vacant, free, inkallelseordning(sammantrade.organ))
    return [
        Inkallas(by_elected[e].name_and_party, by_elected[seats[e]].name_and_party if e in seats else "")
        for e in vacant
    ]


def _elected(mandat: Mandat) -> Fortroendevald:
    return Fortroendevald(
        person=f"{mandat.person.name}#{mandat.pk}",
        roll=ROLES[mandat.role],
        medlem=str(mandat.organisation_id or ""),
        parti=mandat.party,
        ordning=mandat.order,
    )
