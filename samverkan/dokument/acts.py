"""Storing a file."""

from django.db import transaction

from samverkan.dokument.models import Dokument, Innehall
from samverkan.lib.hashing import sha256_hex


def store_dokument(
    data: bytes, *, filename: str, content_type: str, samverkan, gallring: str = Dokument.Gallring.BEVARAS
) -> Dokument:
    """Store bytes once, under their SHA-256, and return the document that names them."""
    digest = sha256_hex(data)
    with transaction.atomic():
        Innehall.objects.bulk_create([Innehall(sha256=digest, data=data)], ignore_conflicts=True)
        return Dokument.objects.create(
            samverkan=samverkan,
            filename=filename,
            content_type=content_type,
            size=len(data),
            innehall_id=digest,
            gallring=gallring,
        )
