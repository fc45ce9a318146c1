"""Reading a stored file."""

from collections.abc import Iterator
from hashlib import sha256

from django.db import connection
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from samverkan.dokument.models import Dokument, Innehall
from samverkan.lib.hashing import sha256_hex


class DamagedDokument(Exception):
    """The stored bytes no longer have the hash they were stored under."""


def read_dokument(dokument: Dokument) -> bytes:
    """The bytes, checked against the stored hash. Raises DamagedDokument if they differ."""
    data = bytes(Innehall.objects.values_list("data", flat=True).get(pk=dokument.innehall_id))
    if sha256_hex(data) != dokument.innehall_id:
        raise DamagedDokument(f"{dokument.filename} stämmer inte med sin kontrollsumma")
    return data


def dokument_chunks(dokument: Dokument, size: int = 4_000_000) -> Iterator[bytes]:
    """The bytes in pieces, so that a large file never lies whole in memory.

    Raises DamagedDokument after the last piece if they no longer have their hash.
    """
    digest = sha256()
    for start in range(1, dokument.size + 1, size):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT substring(data FROM %s FOR %s) FROM samverkan_innehall WHERE sha256 = %s",
                [start, size, dokument.innehall_id],
            )
            piece = bytes(cursor.fetchone()[0])
        digest.update(piece)
        yield piece
    if digest.hexdigest() != dokument.innehall_id:
        raise DamagedDokument(f"{dokument.filename} stämmer inte med sin kontrollsumma")


def dokument_response(dokument: Dokument) -> HttpResponse:
    """The file as a download."""
    return download(read_dokument(dokument), dokument.filename, dokument.content_type)


def download(data: bytes, filename: str, content_type: str) -> HttpResponse:
    """Bytes as a download under the given name, kept out of shared caches."""
    response = HttpResponse(data, content_type=content_type)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Disposition"] = content_disposition_header(True, filename)
    return response
