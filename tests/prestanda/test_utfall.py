"""How the import of a ledger file compares with splitting its lines and copying them bare, and the sums of a
year over a million postings with those over a thousand. Prints ratios, never fails on time.

    ./dev bench tests/prestanda/test_utfall.py
"""

import random
import time
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.db import connection
from django.test import Client

from kostnader.models import Utfallsfil, Utfallskalla
from kostnader.utfall.acts.filer import add_fil, take_in
from kostnader.utfall.acts.lasning import read_fil
from kostnader.utfall.kopiering import copy_poster
from kostnader.utfall.poster import Urval, poster_of
from kostnader.utfall.queries import drift, utfall
from kostnader.utfall.sie_summor import Post
from tests.kostnader.utfall.scen import Utfallsscen, utfallsscen

pytestmark = pytest.mark.django_db
TRANS, PER_VOUCHER = 500_000, 5
KONTON = [str(5000 + 10 * n) for n in range(60)]
MONTH_PAGE = "månadsuppföljningens sida"
OBJEKT = ["81141", "81143", "81145", "81147"]


def sie_file(trans: int) -> bytes:
    """A file as a ledger would write it: dates, cost centres, projects and texts."""
    rnd = random.Random(trans)
    rows = ["#FLAGGA 0", "#FORMAT PC8", "#SIETYP 4", "#RAR 0 20240101 20241231"]
    rows += [f'#KONTO {konto} "Konto {konto}"' for konto in KONTON]
    for number in range(trans // PER_VOUCHER):
        day = f"2024{number % 12 + 1:02}{number % 28 + 1:02}"
        rows += [f'#VER A {number + 1} {day} "Leverantörsfaktura {number}" {day} "MC"', "{"]
        for _ in range(PER_VOUCHER - 1):
            objects = f'{{1 "{rnd.choice(OBJEKT)}" 6 "{number % 9}"}}'
            rows.append(f'#TRANS {rnd.choice(KONTON)} {objects} 125.50 {day} "Licens för användare" 0 "MC"')
        rows += [f"#TRANS 2440 {{}} -{125.5 * (PER_VOUCHER - 1):.2f} {day}", "}"]
    return "\r\n".join(rows).encode("cp437")


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock, and of this process' own work; the rest of the clock is PostgreSQL."""
    clock, own = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - own


def bare(data: bytes) -> None:
    """Split the same lines and COPY the postings to a table without index or rules."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE bar (konto text, o1 text, o2 text, o3 text, o4 text, amount numeric, day date)"
        )
        with cursor.copy("COPY bar FROM STDIN") as copy:
            for line in data.decode("cp437").splitlines():
                parts = line.split()
                if parts and parts[0] == "#TRANS" and len(parts) > 7:
                    copy.write_row((parts[1], parts[2], parts[3], parts[4], parts[5], parts[6], parts[7]))
                elif parts and parts[0] == "#TRANS":
                    copy.write_row((parts[1], parts[2], "", "", "", parts[3], parts[4]))


def test_the_import_of_half_a_million_postings() -> None:
    scen, data = utfallsscen(), sie_file(TRANS)
    alone, alone_own = timed(lambda: bare(data))
    fil, _ = add_fil(scen.samverkan, data, filename="stor.se", name="Raindance", actor=scen.controller)
    ours, own = timed(lambda: read_fil(fil.pk, actor=scen.controller))
    taken, _ = timed(lambda: take_in(Utfallsfil.objects.get(), actor=scen.controller))
    assert fil.poster.count() == TRANS
    print(f"\nimport av {TRANS} #TRANS ({len(data) / 1e6:.0f} MB)")
    print(f"  dela rader och COPY {alone:.1f} s ({alone_own:.1f} s eget arbete)")
    print(f"  läsning {ours:.1f} s ({own:.1f} s eget) = {ours / alone:.2f} × (gräns 4), ta in {taken:.2f} s")


def test_the_memory_of_an_import_does_not_grow_with_the_file() -> None:
    most = {}
    for trans in (100_000, 300_000):
        scen, data = utfallsscen(), sie_file(trans)
        fil, _ = add_fil(scen.samverkan, data, filename="fil.se", name="Raindance", actor=scen.controller)
        del data
        tracemalloc.start()
        read_fil(fil.pk, actor=scen.controller)
        most[trans] = tracemalloc.get_traced_memory()[1] / 1e6
        tracemalloc.stop()
    small, large = most.values()
    print(f"\nminne vid läsning: 100 000 poster {small:.0f} MB, 300 000 poster {large:.0f} MB", end="")
    print(f" = {large / small:.2f} ×")


def postings(count: int) -> Iterator[Post]:
    rnd = random.Random(count)
    months = [date(2024, number, 1) for number in range(1, 13)]
    for line in range(1, count + 1):
        konto, objekt = rnd.choice(KONTON), rnd.choice(OBJEKT)
        yield Post(line, rnd.choice(months), None, "", konto, objekt, "", "", rnd.randint(-9999, 99999))


def taken_in(count: int) -> Utfallsscen:
    """A year with so many postings that count."""
    scen = utfallsscen()
    kalla = Utfallskalla.objects.create(samverkan=scen.samverkan, name="Raindance")
    fil = Utfallsfil.objects.create(
        samverkan=scen.samverkan, kalla=kalla, filename="x", sha256=str(count), status="inlast", year=2024,
        first_month=date(2024, 1, 1), last_month=date(2024, 12, 1),
    )  # fmt: skip
    copy_poster(fil.pk, postings(count), tell=lambda stored: None)
    take_in(fil, actor=scen.controller)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE kostnader_utfallspost, kostnader_utfallssumma")
    return scen


def best(work: Callable[[], object]) -> float:
    """Seconds, the best of five."""
    return min(timed(work)[0] for _ in range(5))


def works_of(scen) -> dict[str, Callable[[], object]]:
    """The month page, what it asks of a year's outcome, and the postings behind one of its figures."""
    place, span = scen.samverkan, (date(2024, 1, 1), date(2024, 12, 31))
    client = Client()
    client.force_login(scen.controller, backend="django.contrib.auth.backends.ModelBackend")
    page = f"/{place.slug}/2024/manadsuppfoljning/"
    assert client.get(page).status_code == 200
    konto = Urval(*span, konto=KONTON[0], tjanst=scen.drift.pk)
    return {
        MONTH_PAGE: lambda: client.get(page),
        "drift, året": lambda: drift(place, 2024),
        "utfall, månad för månad": lambda: utfall(place, *span),
        "första sidan av ett kontos poster": lambda: list(poster_of(place, konto).rows()[:100]),
    }


def test_the_sums_of_a_year_over_a_million_postings() -> None:
    found: dict[str, list[float]] = {}
    for count in (1_000, 1_000_000):
        for name, work in works_of(taken_in(count)).items():
            found.setdefault(name, []).append(best(work))
    print("\nsummor över 1 000 000 poster mot 1 000")
    for name, (small, large) in found.items():
        limit = " (gräns 3)" if name == MONTH_PAGE else ""
        print(f"  {name}: {small * 1000:.1f} ms och {large * 1000:.1f} ms = {large / small:.2f} ×{limit}")
