"""Questions about protocols and their rounds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from protokoll.justering.models import Andringsforslag, Justering, Protokoll
from protokoll.justering.papper import Underskriftsrad
from protokoll.justering.rules import DONE, Underskrift, Undertecknande, reminder_days, waiting_for
from protokoll.sammantraden.models import Sammantrade
from samverkan.lib.klocka import today
from samverkan.lib.local_time import local_day
from samverkan.organ.models import Organ
from samverkan.organ.paragrafserie import paragrafer_text


def protokoll_of(samverkan) -> QuerySet[Protokoll]:
    """Every version of every protocol in the samverkan, with what its pages name."""
    return Protokoll.objects.filter(sammantrade__organ__samverkan=samverkan).select_related(
        "sammantrade__organ__samverkan", "dokument"
    )


def justerade(samverkan, year: int) -> QuerySet[Protokoll]:
    """The year's justerade protocols, the newest meeting first; replaced versions are left out."""
    found = protokoll_of(samverkan).filter(status=Protokoll.Status.JUSTERAT)
    return found.filter(sammantrade__starts_at__year=year).order_by("-sammantrade__starts_at", "-kind", "-pk")


def rounds(samverkan, year: int) -> QuerySet[Protokoll]:
    """Protocols of the year that are out for justering or wait for their seal."""
    states = [Protokoll.Status.JUSTERAS, Protokoll.Status.UNDERSKRIVET]
    found = protokoll_of(samverkan).filter(status__in=states, sammantrade__starts_at__year=year)
    return found.prefetch_related("justeringar__deltagare").order_by("deadline")


def to_start(samverkan, year: int) -> QuerySet[Sammantrade]:
    """Closed meetings of the year whose protocol has not gone out."""
    out = Q(protokoll__kind=Protokoll.Kind.HELT) & ~Q(protokoll__status=Protokoll.Status.ERSATT)
    closed = Sammantrade.objects.filter(
        organ__samverkan=samverkan, status=Sammantrade.Status.AVSLUTAT, starts_at__year=year
    )
    return closed.exclude(pk__in=Sammantrade.objects.filter(out)).select_related("organ")


def mine(user, samverkan) -> QuerySet[Justering]:
    """What the person is asked to sign, now or earlier; what waits stands first by its last day."""
    found = Justering.objects.filter(
        deltagare__person__anvandare=user, protokoll__sammantrade__organ__samverkan=samverkan
    ).exclude(protokoll__status=Protokoll.Status.ERSATT)
    return found.select_related("protokoll__sammantrade__organ", "deltagare").order_by("-protokoll__deadline")


def waits_for(user, samverkan) -> int:
    """How many protocols wait for the person's signature."""
    open_rounds = mine(user, samverkan).filter(protokoll__status=Protokoll.Status.JUSTERAS)
    return open_rounds.filter(status=Justering.Status.VANTAR).values("protokoll").distinct().count()


def is_posted(protokoll: Protokoll) -> bool:
    """Whether its notice has gone up. Protocols of groups that the law asks no notice of never are."""
    anslag = getattr(protokoll, "anslag", None)  # of a later feature; absent until the protocol is justerat
    return anslag is not None and anslag.status != "vantar"


def is_asked(user, samverkan) -> bool:
    """Whether the person signs, or has signed, any protocol of the samverkan."""
    return mine(user, samverkan).exists()


@dataclass(frozen=True)
class Lage:
    """A round as its pages show it: who has signed this very text, who is left, whose turn it is."""

    protokoll: Protokoll
    justeringar: list[Justering]
    forslag: list[Andringsforslag]

    @property
    def signed(self) -> list[Justering]:
        now = self.protokoll.content_sha256
        return [one for one in self.justeringar if one.status == DONE and one.signed_sha256 == now]

    @property
    def left(self) -> list[Justering]:
        return [one for one in self.justeringar if one not in self.signed]

    @property
    def turn(self) -> list[Justering]:
        """Those who can sign now: all that are left, or in a fixed order those of the first role."""
        organ = self.protokoll.sammantrade.organ
        if organ.justering_order == Organ.Justeringsordning.FRI or not self.left:
            return self.left
        return [one for one in self.left if one.order == self.left[0].order]

    @property
    def open_forslag(self) -> list[Andringsforslag]:
        return [one for one in self.forslag if one.status == Andringsforslag.Status.VANTAR]

    @property
    def days_left(self) -> int:
        """Days to the last day of justering; negative when it has passed (KL 5:69)."""
        return (self.protokoll.deadline - today()).days

    @property
    def reminders(self) -> list[date]:
        """Days still to come when those who have not signed are reminded."""
        days = reminder_days(local_day(self.protokoll.started_at), self.protokoll.deadline)
        return [day for day in days if day >= today()]

    @property
    def needed(self) -> list[Underskrift]:
        """The signatures as the rules know them."""
        return [Underskrift(str(one.deltagare), one.role, frozenset(one.numbers)) for one in self.justeringar]

    @property
    def given(self) -> list[Undertecknande]:
        return [
            Undertecknande(str(one.deltagare), one.role, one.status, one.signed_at, one.signed_sha256)
            for one in self.justeringar
            if one.signed_at is not None and one.status == DONE
        ]

    @property
    def is_complete(self) -> bool:
        """Everyone has signed this very text."""
        return not waiting_for(self.needed, self.given, self.protokoll.content_sha256)


def lage_of(protokoll: Protokoll) -> Lage:
    """The round of a protocol; two queries beside the protocol."""
    justeringar = list(
        protokoll.justeringar.select_related("deltagare__person").prefetch_related(
            Prefetch("forslag", Andringsforslag.objects.select_related("paragraf"))
        )
    )
    forslag = [one for justering in justeringar for one in justering.forslag.all()]
    return Lage(protokoll, justeringar, sorted(forslag, key=lambda one: (one.paragraf.order, one.created_at)))


def signature_rows(justeringar: Iterable[Justering]) -> list[Underskriftsrad]:
    """The signatures as the front page shows them: one line per role and person."""
    return [
        Underskriftsrad(
            one.get_role_display(),
            one.deltagare.name_and_party,
            paragrafer_text(one.numbers),
            one.signed_at if one.status == DONE else None,
        )
        for one in justeringar
    ]
