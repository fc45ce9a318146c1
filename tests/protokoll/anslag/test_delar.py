"""The notice and the web version as steps of a meeting's page."""

import pytest

from protokoll.anslag.acts import bekrafta
from protokoll.anslag.delar import anslaget, webbversionen
from protokoll.anslag.webb import forbered_webbversion
from samverkan.organ.models import Organ
from tests.protokoll.anslag.scen import JUSTERAT, make_scen, on

pytestmark = pytest.mark.django_db


def test_the_notice_is_done_when_it_is_up_on_every_board() -> None:
    scen = make_scen()
    assert anslaget([scen.sammantrade]) == {}
    anslag = scen.announce()
    waits = anslaget([scen.sammantrade])[scen.sammantrade.pk]
    assert (waits.text, waits.done) == ("2 tavlor återstår, senast 2022-07-08", False)
    with on(JUSTERAT):
        bekrafta(anslag, actor=scen.sekreterare)
    up = anslaget([scen.sammantrade])[scen.sammantrade.pk]
    assert (up.text, up.done) == ("Uppe. Överklagas senast 2022-07-27", True)


def test_the_last_signer_has_not_put_the_notice_up() -> None:
    here = make_scen().announce().platser.get(tavla__own=True)
    assert (here.posted_at is not None, here.confirmed_by) == (True, None)


def test_the_web_version_is_a_step_only_where_the_body_publishes() -> None:
    scen = make_scen()
    before = webbversionen([scen.sammantrade])[scen.sammantrade.pk]
    assert (before.text, before.done, before.waits) == ("Inte publicerat", False, True)
    forbered_webbversion(scen.protokoll, actor=scen.sekreterare)
    assert webbversionen([scen.sammantrade])[scen.sammantrade.pk].text == "Maskas"
    Organ.objects.filter(pk=scen.organ.pk).update(publish_days=0)
    assert webbversionen([scen.sammantrade]) == {}
