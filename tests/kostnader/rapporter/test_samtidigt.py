"""Two people at once, with connections of their own."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from kostnader.rapporter import acts
from kostnader.rapporter.models import Avsnitt, Frystabell, Rapport
from samverkan.lib.errors import Refused
from samverkan.lib.merging import TextConflict
from tests.kostnader.rapporter.scen import figures, person, rapport_scen

pytestmark = pytest.mark.django_db(transaction=True)


def both_at_once(*parts: Callable[[], object]) -> list[object]:
    """What each act returned or raised, when all start at the same moment."""
    gate, results = threading.Barrier(len(parts)), [None] * len(parts)

    def run(index: int, act: Callable[[], object]) -> None:
        try:
            gate.wait(10)
            results[index] = act()
        except (TextConflict, Refused) as met:
            results[index] = met
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(parts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def test_two_who_write_in_different_lines_both_get_theirs() -> None:
    scen = rapport_scen(text="Första\n\nAndra")
    lars = person(scen.samverkan, "controller", "Lars Controller")
    results = both_at_once(
        lambda: acts.spara_text(
            scen.avsnitt, "Första stycket\n\nAndra", base="Första\n\nAndra", actor=scen.controller
        ),
        lambda: acts.spara_text(scen.avsnitt, "Första\n\nAndra stycket", base="Första\n\nAndra", actor=lars),
    )
    assert {type(result) for result in results} == {acts.Sparat}
    assert Avsnitt.objects.get().text == "Första stycket\n\nAndra stycket"


def test_of_two_who_write_in_the_same_line_one_sees_both_texts_and_nothing_is_lost() -> None:
    scen = rapport_scen(text="Netto")
    lars = person(scen.samverkan, "controller", "Lars Controller")
    results = both_at_once(
        lambda: acts.spara_text(scen.avsnitt, "Netto blev plus", base="Netto", actor=scen.controller),
        lambda: acts.spara_text(scen.avsnitt, "Netto blev minus", base="Netto", actor=lars),
    )
    (conflict,) = [result for result in results if isinstance(result, TextConflict)]
    assert {conflict.theirs, conflict.mine} == {"Netto blev plus", "Netto blev minus"}
    assert Avsnitt.objects.get().text == conflict.theirs
    assert conflict.who in ("Maria Controller", "Lars Controller")


def test_two_sections_ready_at_once_freeze_their_table_once() -> None:
    with figures(y2023_08="1000000"):
        scen = rapport_scen()
        other = acts.lagg_till_avsnitt(scen.rapport, {"heading": "Slutord"}, actor=scen.controller)
        acts.spara_text(other, "{prov.netto.utfall}", actor=scen.controller)
        both_at_once(
            lambda: acts.klarmarkera_avsnitt(scen.avsnitt, actor=scen.controller),
            lambda: acts.klarmarkera_avsnitt(other, actor=scen.controller),
        )
    assert [one.status for one in Avsnitt.objects.all()] == ["klart", "klart"]
    assert Frystabell.objects.count() == 1


def test_a_report_made_twice_at_once_gets_two_numbers() -> None:
    scen = rapport_scen(through=7)

    def make() -> Rapport:
        return acts.skapa_rapport(
            scen.samverkan, kind="manad", year=2023, through=8, source=scen.rapport, actor=scen.controller
        )

    assert sorted(rapport.number for rapport in both_at_once(make, make)) == [1, 2]


def test_a_text_written_while_the_section_is_marked_ready_is_either_in_it_or_refused() -> None:
    with figures(y2023_08="1000000"):
        scen = rapport_scen(text="Före")
        results = both_at_once(
            lambda: acts.klarmarkera_avsnitt(scen.avsnitt, actor=scen.controller),
            lambda: acts.spara_text(scen.avsnitt, "Efter", base="Före", actor=scen.controller),
        )
    saved = isinstance(results[1], acts.Sparat)
    assert Avsnitt.objects.get().text == ("Efter" if saved else "Före")
