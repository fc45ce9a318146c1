"""Key versions on their way to a decision: what a matter's papers say, and what its § does to them."""

from collections.abc import Collection

from kostnader.fordelning.models import Nyckelversion
from kostnader.fordelning.nyckel_acts import avsla_nyckelversion, faststalla_nyckelversion, withdraw_version
from kostnader.fordelning.verkan import Verkan, counted_on, effect_table, verkan
from samverkan.beslut.beredning import Beredare, Beredningsobjekt
from samverkan.beslut.models import Beslut

KIND = "nyckelversion"
Status, Outcome = Nyckelversion.Status, Beslut.Outcome
EFFECT = "Bifall fastställer just den här versionen när protokollet är justerat."


def waiting(samverkan) -> list[Beredningsobjekt]:
    """The key versions of a samverkan that are proposed."""
    found = Nyckelversion.objects.filter(nyckel__samverkan=samverkan, status=Status.FORESLAGEN)
    return [_told(version) for version in found.select_related("nyckel")]


def described(ids: Collection[int]) -> list[Beredningsobjekt]:
    """What the given key versions say now, with what each means for the members."""
    found = Nyckelversion.objects.filter(pk__in=ids).select_related("nyckel__samverkan")
    return [_told(version, verkan(version)) for version in found]


def decided(version_id: int, beslut: Beslut, actor) -> None:
    """Bifall fastställer, avslag closes, återremiss opens again; bordläggning leaves it as it is."""
    version = Nyckelversion.objects.select_related("nyckel").get(pk=version_id)
    if beslut.outcome == Outcome.BIFALL:
        faststalla_nyckelversion(version, beslut=beslut, actor=actor)
    elif beslut.outcome == Outcome.AVSLAG:
        avsla_nyckelversion(version, beslut=beslut, actor=actor)
    elif beslut.outcome == Outcome.ATERREMISS and version.status == Status.FORESLAGEN:
        withdraw_version(version, actor=actor)


def _told(version: Nyckelversion, effect: Verkan | None = None) -> Beredningsobjekt:
    text = f"ska gälla från och med {version.valid_from}"
    if effect:
        text += f", {counted_on(effect)}"
    return Beredningsobjekt(
        kind=KIND,
        object_id=version.pk,
        label=f"Fördelningsnyckeln {version.nyckel.name}, version {version.number}",
        status=version.get_status_display(),
        text=text,
        effect=EFFECT if version.status == Status.FORESLAGEN else "",
        open=version.status == Status.FORESLAGEN,
        url_name="nycklar:version",
        url_kwargs={"pk": version.pk},
        table=effect_table(effect) if effect else (),
        samverkan_id=version.nyckel.samverkan_id,
    )


BEREDARE = Beredare(KIND, "Fördelningsnyckel", waiting, described, decided, members_may_approve=True)
