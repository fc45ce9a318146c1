"""The web version of a protocol: what is masked, who has read it, on the web and off it.

The original is never changed. What the public reads is a copy, masked and without secret §§, made when it is
published.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from protokoll.anslag import webbtext
from protokoll.anslag.models import Webbversion
from protokoll.anslag.publicering import Webbutkast, obstacles_to_publishing
from protokoll.anslag.webb_pdf import file_name, render_webbversion
from protokoll.justering.models import Protokoll
from samverkan.dokument.acts import store_dokument
from samverkan.handelser.acts import log
from samverkan.jobb.acts import handler, progress, start_jobb
from samverkan.jobb.models import Jobb
from samverkan.lib import klocka
from samverkan.lib.brist import Brist, refuse_if_any
from samverkan.lib.errors import Refused
from samverkan.organ.models import Organ

WEBB_PDF_JOBB = "webbversion.pdf"
MOST_WORDS = 200  # characters in one mask of words


def secret_paragrafer(protokoll: Protokoll) -> set[int]:
    """Ids of the §§ that are never shown: secret ones, and any that can no longer be found."""
    ids = {one["id"] for one in protokoll.content["paragrafer"]}
    is_secret = Q(secret=True) | Q(arende__secret=True)
    rows = protokoll.sammantrade.paragrafer.filter(pk__in=ids)
    return ids - set(rows.exclude(is_secret).values_list("pk", flat=True))


def open_content(protokoll: Protokoll) -> dict[str, Any]:
    """What of the protocol may be shown at all, before masking."""
    return webbtext.without_secret(protokoll.content, secret_paragrafer(protokoll))


def forbered_webbversion(protokoll: Protokoll, *, actor) -> Webbversion:
    """The web version of a justerat protocol; the first time with all that is certain masked."""
    if protokoll.status != Protokoll.Status.JUSTERAT:
        raise Refused("Protokollet är inte justerat.")
    known = Webbversion.objects.filter(protokoll=protokoll).first()
    if known:
        return known
    with transaction.atomic():
        masks = webbtext.first_masks(open_content(protokoll))
        version, is_new = Webbversion.objects.get_or_create(protokoll=protokoll, defaults={"masks": masks})
        if is_new:
            log(
                "webbversion.prepared",
                version,
                actor=actor,
                samverkan=_organ(version).samverkan,
                antal=len(masks),
            )
    return version


def avgor_fynd(version: Webbversion, *, plats: str, start: int, dold: bool, actor) -> None:
    """Mask something found (`dold`), or let it stand. Refuses what is not among the findings."""

    def change(masks: list[dict[str, Any]], content: webbtext.Content) -> str:
        found = webbtext.findings(content, masks)
        fynd = next((one for one in found if (one.plats, one.traff.start) == (plats, start)), None)
        if fynd is None:
            raise Refused("Det fyndet finns inte längre. Ladda om sidan.")
        key = (fynd.plats, fynd.traff.start, fynd.traff.end)
        masks[:] = [one for one in masks if (one.get("plats"), one.get("start"), one.get("end")) != key]
        masks.append(webbtext.judged(fynd, dold=dold))
        return f"{'maskerade' if dold else 'lät stå'} {fynd.traff.slag} ({_where(fynd.paragraf)})"

    _change(version, change, actor)


def maskera_ord(version: Webbversion, words: str, *, paragraf: int | None, actor) -> int:
    """Mask words wherever they stand in a § (None: in the whole). Gives at how many places.

    Refuses words that do not occur: nothing would be masked, and nobody would notice.
    """
    words = " ".join(words.split())
    places = 0

    def change(masks: list[dict[str, Any]], content: webbtext.Content) -> str:
        nonlocal places
        if not words or len(words) > MOST_WORDS:
            raise Refused("Skriv eller markera orden som ska maskeras.", field="ord")
        texts = [one for one in webbtext.texts(content) if paragraf in (None, one.paragraf)]
        places = sum(len(webbtext.occurrences(one.text, words)) for one in texts)
        if not places:
            text = f"”{words}” finns inte i {_where(paragraf, 'protokollet')}."
            raise Refused(f"{text} Skriv orden som de står.", field="ord")
        entry = {"slag": "ord", "ord": words, "paragraf": paragraf}
        if entry in masks:
            raise Refused("De orden är redan maskerade.", field="ord")
        masks.append(entry)
        return f"maskerade ord på {places} ställen ({_where(paragraf, 'hela protokollet')})"

    _change(version, change, actor)
    return places


def ta_bort_ord(version: Webbversion, number: int, *, actor) -> None:
    """Take back a mask of words: the one with this place (from 0) among the masks of words."""

    def change(masks: list[dict[str, Any]], content: webbtext.Content) -> str:
        words = [one for one in masks if one["slag"] == "ord"]
        if not 0 <= number < len(words):
            raise Refused("Den maskeringen finns inte längre. Ladda om sidan.")
        masks.remove(words[number])
        return "tog bort en maskering av ord"

    _change(version, change, actor)


def _where(paragraf: int | None, whole: str = "försättssidan") -> str:
    return whole if paragraf is None else f"§ {paragraf}"


Change = Callable[[list[dict[str, Any]], webbtext.Content], str]


def _change(version: Webbversion, change: Change, actor) -> None:
    """Change the masks under a lock. What has been published stays as it is until published anew."""
    with transaction.atomic():
        locked = _locked(version)
        masks = list(locked.masks)
        told = change(masks, open_content(locked.protokoll))
        locked.masks = masks
        locked.save(update_fields=["masks"])
        log("webbversion.masked", locked, actor=actor, samverkan=_organ(locked).samverkan, vad=told)
    version.masks = masks


def what_public_reads(version: Webbversion) -> dict[str, Any]:
    """The content as it would be published now."""
    return webbtext.masked(open_content(version.protokoll), version.masks)


def obstacles(version: Webbversion, *, read: str, reader: str, unpublish_on: date | None) -> list[Brist]:
    """What must be done before publishing. `read`: the digest of what the reviewer has read."""
    content = open_content(version.protokoll)
    undecided = [one for one in webbtext.findings(content, version.masks) if one.dold is None]
    facts = Webbutkast(
        ar_justerad=version.protokoll.status == Protokoll.Status.JUSTERAT,
        ar_medgiven=_organ(version).publish_days > 0,
        granskare=reader,
        granskad_text=read,
        text=webbtext.digest(webbtext.masked(content, version.masks)),
        oavgjorda=len(undecided),
        avpubliceras=unpublish_on,
    )
    return obstacles_to_publishing(facts, klocka.today())


def last_day_on_web(organ: Organ, day: date) -> date:
    """The day a protocol published on `day` is taken off, as the body has decided."""
    return day + timedelta(days=organ.publish_days)


def publicera(version: Webbversion, *, read: str, unpublish_on: date | None, actor) -> Webbversion:
    """Publish what the reviewer, who is the one who acts, has read: as a page at once (KL 8:10 p. 4).

    Its PDF follows by a job; the page does not offer one before. Refuses while anything found is unjudged,
    and a text that has changed since it was read.
    """
    with transaction.atomic():
        version = _locked(version)
        refuse_if_any(obstacles(version, read=read, reader=actor.name, unpublish_on=unpublish_on))
        version.content = what_public_reads(version)
        version.reviewed_by, version.reviewed_sha256 = actor, read
        version.published_at, version.unpublish_on = klocka.now(), unpublish_on
        version.unpublished_at = None
        version.dokument = None  # the paper of what was published before is another
        version.save()
        start_jobb(WEBB_PDF_JOBB, version, actor=actor, samverkan=_organ(version).samverkan, total=1)
        facts = {"till": unpublish_on, "maskerat": webbtext.count_masked(version.content)}
        log("webbversion.published", version, actor=actor, samverkan=_organ(version).samverkan, **facts)
    return version


@handler(WEBB_PDF_JOBB)
def make_pdf(jobb: Jobb) -> None:
    """Make and store the PDF of what is published, unless it is there. Safe to run twice."""
    version = _with_parties(Webbversion.objects).get(pk=jobb.object_id)
    while version.dokument_id is None and version.content is not None:
        data = render_webbversion(version)
        with transaction.atomic():
            locked = _locked(version)
            if locked.reviewed_sha256 == version.reviewed_sha256 and locked.dokument_id is None:
                locked.dokument = store_dokument(
                    data,
                    filename=file_name(locked),
                    content_type="application/pdf",
                    samverkan=_organ(locked).samverkan,
                )
                locked.save(update_fields=["dokument"])
        version = locked  # published anew meanwhile: once more, with that text
    progress(jobb, done=1)


def pdf_igen(version: Webbversion, *, actor) -> Jobb:
    """Make the PDF after a fault; the same job when one is under way."""
    return start_jobb(WEBB_PDF_JOBB, version, actor=actor, samverkan=_organ(version).samverkan, total=1)


def avpublicera(version: Webbversion, *, actor) -> None:
    """Take the protocol off the web. It can be published again after a new review."""
    with transaction.atomic():
        version = _locked(version)
        if version.published_at is None or version.unpublished_at is not None:
            raise Refused("Protokollet är inte publicerat.")
        version.unpublished_at = klocka.now()
        version.save(update_fields=["unpublished_at"])
        log("webbversion.unpublished", version, actor=actor, samverkan=_organ(version).samverkan)


def _locked(version: Webbversion) -> Webbversion:
    return _with_parties(Webbversion.objects.select_for_update(of=("self",))).get(pk=version.pk)


def _with_parties(rows):
    return rows.select_related("protokoll__sammantrade__organ__samverkan")


def _organ(version: Webbversion) -> Organ:
    return version.protokoll.sammantrade.organ
