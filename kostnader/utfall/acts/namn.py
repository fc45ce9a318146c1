"""Names that a file brings: of accounts, and of cost centres that are not laid up yet."""

from collections import defaultdict

from kostnader.tjanster.models import Kostnadsstalle, Tjanst
from kostnader.utfall.models import Konteringsregel, Konto, Utfallsfil
from kostnader.utfall.rules import BALANCE

MOST_NEW = 200  # a whole municipality's ledger has thousands; then they are laid up by hand


def keep_names(fil: Utfallsfil) -> None:
    """Name the accounts as the file does, and lay up the cost centres of its result with their names."""
    names = fil.summary.get("konton", {})
    Konto.objects.bulk_create(
        [Konto(samverkan=fil.samverkan, number=number, name=name) for number, name in names.items()],
        update_conflicts=True,
        unique_fields=["samverkan", "number"],
        update_fields=["name"],
    )
    if fil.kalla.format == fil.kalla.Format.SIE:
        _stallen(fil)
        _tjanster(fil)


def _stallen(fil: Utfallsfil) -> None:
    names = fil.summary.get("objekt", {})
    used = set(fil.summor.exclude(objekt="").values_list("objekt", "konto"))
    codes = sorted({objekt for objekt, konto in used if not konto.startswith(BALANCE)})
    known = {stalle.code: stalle for stalle in fil.samverkan.kostnadsstallen.all()}
    new = [code for code in codes if code not in known]
    if len(new) <= MOST_NEW:
        Kostnadsstalle.objects.bulk_create(
            [
                Kostnadsstalle(samverkan=fil.samverkan, code=code, name=names.get(code, ""), order=order)
                for order, code in enumerate(new, len(known))
            ],
            ignore_conflicts=True,
        )
    unnamed = [stalle for code, stalle in known.items() if not stalle.name and names.get(code)]
    for stalle in unnamed:
        stalle.name = names[stalle.code]
    Kostnadsstalle.objects.bulk_update(unnamed, ["name"])


def _tjanster(fil: Utfallsfil) -> None:
    """A service without a cost centre comes under the one whose rule leads to it, if it is the only one."""
    stallen = {stalle.code: stalle.pk for stalle in fil.samverkan.kostnadsstallen.all()}
    whole = {"samverkan": fil.samverkan, "konto": "", "projektkod": "", "objekt__in": stallen}
    rules = Konteringsregel.objects.filter(**whole, tjanst__isnull=False, tjanst__kostnadsstalle=None)
    led: dict[int, set[str]] = defaultdict(set)
    for tjanst, objekt in rules.values_list("tjanst", "objekt"):
        led[tjanst].add(objekt)
    for tjanst, codes in led.items():
        if len(codes) == 1:
            Tjanst.objects.filter(pk=tjanst).update(kostnadsstalle=stallen[codes.pop()])
