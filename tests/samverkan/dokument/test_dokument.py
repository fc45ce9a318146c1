import pytest
from django.db import connection

from samverkan.dokument.acts import store_dokument
from samverkan.dokument.models import Innehall
from samverkan.dokument.queries import DamagedDokument, dokument_response, read_dokument
from tests.factories import SamverkanFactory

pytestmark = pytest.mark.django_db


def store(data: bytes):
    return store_dokument(
        data, filename="fil.pdf", content_type="application/pdf", samverkan=SamverkanFactory()
    )


def test_what_is_stored_is_what_is_read() -> None:
    assert read_dokument(store(b"%PDF-1.7")) == b"%PDF-1.7"


def test_equal_bytes_are_kept_once() -> None:
    first, second = store(b"lika"), store(b"lika")
    assert (first.innehall_id, Innehall.objects.count()) == (second.innehall_id, 1)


def test_damaged_bytes_are_refused_instead_of_handed_out() -> None:
    dokument = store(b"%PDF-1.7")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE samverkan_innehall DISABLE TRIGGER USER")
        cursor.execute("UPDATE samverkan_innehall SET data = 'annat'::bytea")
    with pytest.raises(DamagedDokument):
        read_dokument(dokument)


def test_a_download_is_named_and_kept_out_of_shared_caches() -> None:
    response = dokument_response(store(b"%PDF-1.7"))
    assert response.headers["Content-Disposition"] == 'attachment; filename="fil.pdf"'
    assert response.headers["Cache-Control"] == "private, no-store"
