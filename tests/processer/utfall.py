"""What the process tests of the outcome do in processes of their own."""

from kostnader.models import Utfallsfil
from kostnader.utfall.acts.filer import add_fil, take_in
from samverkan.models import Anvandare, Samverkan
from tests.kostnader.utfall.scen import utfallsscen

VOUCHERS = 60_000


def stor_fil(vouchers: int = VOUCHERS) -> bytes:
    """A file whose reading takes long enough to be interrupted; every voucher is one krona."""
    head = '#SIETYP 4\n#RAR 0 20240101 20241231\n#KONTO 5010 "Lön"\n'
    rows = [
        f'#VER A {n} 2024{n % 12 + 1:02}15\n{{\n#TRANS 5010 {{1 "81141"}} 1.00\n#TRANS 1930 {{}} -1.00\n}}\n'
        for n in range(vouchers)
    ]
    return (head + "".join(rows)).encode()


def scen() -> None:
    """A samverkan with rules."""
    utfallsscen()


def ladda_upp() -> None:
    """Upload the file, as one of two people may at the same time."""
    samverkan = Samverkan.objects.get()
    kalla = samverkan.utfallskallor.first()
    add_fil(samverkan, stor_fil(), filename="stor.se", kalla=kalla, name="Raindance", actor=person())


def ta_in() -> None:
    """Take in the file that has been read."""
    take_in(Utfallsfil.objects.get(), actor=person())


def person() -> Anvandare:
    return Anvandare.objects.get(name="Maria Controller")
