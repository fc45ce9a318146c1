"""A small samverkan with services, kinds of cost and rules, and files to take in."""

from dataclasses import dataclass

from kostnader.budget.models import Kostnadsslag
from kostnader.models import Konteringsregel, Tjanst, Utfallsfil
from kostnader.utfall.acts.filer import add_fil, take_in
from kostnader.utfall.acts.lasning import read_fil
from samverkan.models import Anvandare, Samverkan
from tests import factories as f
from tests.kostnader.utfall.sie_filer import as_bytes


@dataclass
class Utfallsscen:
    """Two services (81141 IT-drift, 81143 Växel), two kinds of cost, rules for both and for income."""

    samverkan: Samverkan
    controller: Anvandare
    drift: Tjanst
    vaxel: Tjanst
    personal: Kostnadsslag
    ovrigt: Kostnadsslag

    def upload(self, data: bytes = b"", *, filename: str = "utfall.se", **kwargs: object) -> Utfallsfil:
        """A file that has been read."""
        kwargs = {"name": "Raindance", "kalla": self.samverkan.utfallskallor.first()} | kwargs
        data = data or as_bytes()
        fil, _ = add_fil(self.samverkan, data, filename=filename, actor=self.controller, **kwargs)
        return read_fil(fil.pk, actor=self.controller)

    def take_in(self, data: bytes = b"", **kwargs: object) -> Utfallsfil:
        """A file that counts."""
        return take_in(self.upload(data, **kwargs), actor=self.controller)


def utfallsscen(*, rules: bool = True) -> Utfallsscen:
    samverkan = f.SamverkanFactory()
    controller = f.AnvandareFactory(name="Maria Controller")
    f.RollFactory(anvandare=controller, samverkan=samverkan, kind="controller")
    drift = f.TjanstFactory(samverkan=samverkan, name="IT-drift", short_name="")
    vaxel = f.TjanstFactory(samverkan=samverkan, name="Växel", short_name="")
    personal = Kostnadsslag.objects.create(samverkan=samverkan, name="Personal", order=1)
    ovrigt = Kostnadsslag.objects.create(samverkan=samverkan, name="Övriga kostnader", order=2)
    scen = Utfallsscen(samverkan, controller, drift, vaxel, personal, ovrigt)
    if rules:
        wanted = [
            {"konto": "5", "kostnadsslag": personal},
            {"konto": "6", "kostnadsslag": ovrigt},
            {"konto": "3", "kostnadsslag": ovrigt},
            {"objekt": "81141", "tjanst": drift},
            {"objekt": "81143", "tjanst": vaxel},
        ]
        Konteringsregel.objects.bulk_create([Konteringsregel(samverkan=samverkan, **row) for row in wanted])
    return scen
