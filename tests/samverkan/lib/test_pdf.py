"""Documents come out tagged, archivable, the same every time and without network."""

import gc
import zlib
from datetime import UTC, datetime
from io import BytesIO

import page
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydyf import Stream
from pypdf import PdfReader

from samverkan.lib.pdf import Attachment, ResourceRefused, render_pdf

TABLE = "<table><tr><th scope=col>Kommun</th></tr><tr><th scope=row>Åre</th></tr></table>"


def document(body: str = TABLE) -> str:
    return f"<!doctype html><html lang=sv><title>Prov åäö</title><body><h1>Prov</h1>{body}</body></html>"


def attachment() -> Attachment:
    return Attachment("prov.json", b'{"belopp":"1.00"}', "Ett prov", datetime(2023, 4, 3, tzinfo=UTC))


def failures(pdf: bytes, profile: str) -> list[str]:
    report = page.validate_pdf_bytes(pdf, profile=profile)
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


@pytest.mark.parametrize("profile", ["ua1", "3a"])
@pytest.mark.parametrize("attachments", [[], [attachment()]], ids=["alone", "with a file"])
def test_a_document_is_both_accessible_and_archivable(profile: str, attachments: list[Attachment]) -> None:
    pdf = render_pdf(document(), stylesheet="bas.css", attachments=attachments)

    assert failures(pdf, profile) == []


def test_the_file_says_both_standards_and_its_title_and_language() -> None:
    reader = PdfReader(BytesIO(render_pdf(document(), stylesheet="bas.css")))
    xmp = reader.root_object["/Metadata"].get_data()

    assert [mark in xmp for mark in (b'pdfaid:part="3"', b'pdfaid:conformance="A"', b'pdfuaid:part="1"')] == [
        True
    ] * 3
    assert "/Filter" not in reader.root_object["/Metadata"]
    assert (reader.metadata.title, reader.root_object["/Lang"]) == ("Prov åäö", "sv")


def test_an_attached_file_is_found_again_with_its_relationship() -> None:
    reader = PdfReader(BytesIO(render_pdf(document(), stylesheet="bas.css", attachments=[attachment()])))
    files = [reference.get_object() for reference in reader.root_object["/AF"]]

    assert reader.attachments == {"prov.json": [b'{"belopp":"1.00"}']}
    assert [(file["/UF"], file["/AFRelationship"]) for file in files] == [("prov.json", "/Data")]


def test_the_same_document_gives_the_same_bytes() -> None:
    one, two = (render_pdf(document(), stylesheet="bas.css", attachments=[attachment()]) for _ in range(2))

    assert one == two


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/bild.png",
        "//example.org/bild.png",
        "file:///etc/hostname",
        "../../manage.py",
        "font:../__init__.py",
        "finns-inte.png",
    ],
)
def test_what_is_not_ours_is_refused(url: str) -> None:
    with pytest.raises(ResourceRefused):
        render_pdf(document(f'<img alt="Bild" src="{url}">'), stylesheet="bas.css")


def test_a_figure_may_travel_inside_the_document() -> None:
    figure = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'%3E%3C/svg%3E"
    pdf = render_pdf(document(f'<img alt="Stapel: 3 av 4" src="{figure}">'), stylesheet="bas.css")

    assert failures(pdf, "ua1") == []


@pytest.mark.parametrize("enabled", [True, False])
def test_the_garbage_collector_is_left_as_it_was(enabled: bool) -> None:
    was = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        render_pdf(document(), stylesheet="bas.css")
        assert gc.isenabled() == enabled
    finally:
        (gc.enable if was else gc.disable)()


@given(st.binary())
@example(b"\r")
@example(b"\n")
def test_a_stream_is_as_long_as_it_says_read_from_either_end(content: bytes) -> None:
    written = Stream([content], compress=False).data
    body = written.split(b"stream\n", 1)[1]
    backwards = body.removesuffix(b"endstream").removesuffix(b"\n")

    assert body[: len(content)] == content
    assert backwards.removesuffix(b"\r") == content


def test_a_compressed_stream_still_unpacks() -> None:
    written = Stream([b"text"], compress=True).data

    assert zlib.decompress(written.split(b"stream\n", 1)[1].removesuffix(b"\nendstream")) == b"text"
