"""What is secret of a kallelse, frozen with it in a file of its own.

The content of a kallelse, its PDF and its mails never hold it (kallelse_innehall.py). Those entitled read it
as it was when the kallelse was made; the content only knows the file and its SHA-256, so that a corrected
kallelse can tell that something of it has changed.
"""

import json
from typing import Any

from protokoll.arenden.models import Arende, Bilaga
from protokoll.arenden.skrivelse import skrivelse
from protokoll.sammantraden.models import Dagordningspunkt, Kallelse, Sammantrade
from samverkan.beslut import beredning
from samverkan.dokument.acts import store_dokument
from samverkan.dokument.filslag import kind_of
from samverkan.dokument.models import Dokument
from samverkan.dokument.queries import read_dokument
from samverkan.lib.hashing import canonical_json, sha256_hex

Record = dict[str, dict[str, Any]]  # by the id of the line of the agenda, as text


def with_secrets_frozen(sammantrade: Sammantrade, content: dict[str, Any]) -> tuple[dict[str, Any], Record]:
    """The content with the fingerprint of what is secret now, and the record itself (empty: nothing is)."""
    record = _record(sammantrade)
    mark = {"sha256": sha256_hex(canonical_json(record)), "dokument": None} if record else None
    return content | {"hemligt": mark}, record


def store_record(content: dict[str, Any], record: Record, *, samverkan) -> dict[str, Any]:
    """The content with the record stored as a file that no address leads to."""
    if not record:
        return content
    name = f"kallelse-{content['datum']}-{content['nummer']}-sekretess.json"
    stored = store_dokument(
        canonical_json(record), filename=name, content_type="application/json", samverkan=samverkan
    )
    return content | {"hemligt": content["hemligt"] | {"dokument": stored.pk}}


def read_record(kallelse: Kallelse) -> Record:
    """What is secret, as it was frozen; for those entitled alone. Empty for kallelser from before."""
    mark = kallelse.content.get("hemligt") or {}
    if not mark.get("dokument"):
        return {}
    return json.loads(read_dokument(Dokument.objects.get(pk=mark["dokument"])))


def _record(sammantrade: Sammantrade) -> Record:
    found = sammantrade.punkter.exclude(arende=None).select_related("arende__responsible")
    told = {str(punkt.pk): _secret_of(punkt) for punkt in found.order_by("pk")}
    return {key: part for key, part in told.items() if part["skrivelse"] or part["bilagor"]}


def _secret_of(punkt: Dagordningspunkt) -> dict[str, Any]:
    arende = punkt.arende
    rows = arende.bilagor.filter(removed=False).select_related("dokument").order_by("order", "pk")
    papers = [_paper(one) for one in rows if arende.secret or one.secret]
    return {
        "rubrik": arende.heading if arende.secret else "",
        "skrivelse": _words(arende, punkt) if arende.secret else None,
        "bilagor": papers,
    }


def _words(arende: Arende, punkt: Dagordningspunkt) -> dict[str, Any]:
    told = beredning.describe({(row.kind, row.object_id) for row in arende.objekt.all()})
    return skrivelse(arende, punkt.sammantrade.organ.name, told)


def _paper(bilaga: Bilaga) -> dict[str, Any]:
    dokument = bilaga.dokument
    return {
        "id": bilaga.pk,
        "titel": bilaga.title,
        "sekretess": bilaga.secret_clause or bilaga.arende.secret_clause,
        "dokument": dokument.pk,
        "slag": kind_of(dokument.content_type).name,
        "storlek": dokument.size,
        "sha256": dokument.innehall_id,
    }
