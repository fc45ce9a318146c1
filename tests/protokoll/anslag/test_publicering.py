from dataclasses import replace
from datetime import date

from protokoll.anslag.publicering import Webbutkast, obstacles_to_publishing

TODAY = date(2026, 3, 2)
READY = Webbutkast(True, True, "Siv Ek", "abc", "abc", 0, date(2028, 3, 2))


def test_a_reviewed_version_of_a_justerat_protocol_may_be_published() -> None:
    assert obstacles_to_publishing(READY, TODAY) == []


def test_a_version_changed_after_the_review_is_reviewed_again() -> None:
    changed = replace(READY, text="abd")
    assert [str(brist) for brist in obstacles_to_publishing(changed, TODAY)] == [
        "Texten har ändrats efter granskningen. Granska den igen. (GDPR art. 5)"
    ]


def test_everything_that_stops_the_publishing_is_told() -> None:
    nothing = Webbutkast(False, False, "", "", "abc", 2, None)
    assert [brist.text for brist in obstacles_to_publishing(nothing, TODAY)] == [
        "Protokollet är inte justerat.",
        "Fullmäktige har inte beslutat att protokoll får publiceras.",
        "Någon ska granska webbversionen och anges som granskare.",
        "2 funna uppgifter är varken maskerade eller godkända.",
        "Ange dagen då protokollet ska avpubliceras.",
    ]
    passed = replace(READY, avpubliceras=TODAY)
    assert [brist.text for brist in obstacles_to_publishing(passed, TODAY)] == [
        "Dagen då protokollet avpubliceras har redan passerat."
    ]
