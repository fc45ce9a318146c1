"""Invoices one may find: by number, OCR or payer."""

from collections.abc import Iterator

from django.db.models import Q
from django.http import HttpRequest

from kostnader.fakturor.queries import fakturor_for
from samverkan.lib.swedish import format_amount
from samverkan.start.links import surl
from samverkan.start.search import LIMIT, Hit


def find_fakturor(request: HttpRequest, text: str) -> Iterator[Hit]:
    """The person's own invoices whose number or OCR begins with the text, or whose payer bears it."""
    wanted = Q(number__startswith=text) | Q(ocr__startswith=text) | Q(payer__name__icontains=text)
    for faktura in fakturor_for(request.user, request.samverkan).filter(wanted)[:LIMIT]:
        url = surl(request, "fakturor:faktura", faktura=faktura.pk, year=faktura.issue_date.year)
        note = f"{faktura.payer.name}, {format_amount(faktura.gross, 2)} kr, {faktura.issue_date}"
        yield Hit(str(faktura), url, note)
