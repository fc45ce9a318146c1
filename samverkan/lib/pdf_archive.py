"""What an archive asks of a PDF beyond what WeasyPrint writes: two standards in one file, and clean edges."""

from pydyf import PDF, Array, Stream
from weasyprint.document import Document
from weasyprint.pdf.metadata import DocumentMetadata


def name_each_attachment_once(document: Document, pdf: PDF) -> None:
    """Finisher for WeasyPrint, which lists an attachment both as embedded and as file specification."""
    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = Array(dict.fromkeys(pdf.catalog["AF"]))


def _end_streams_unambiguously() -> None:
    """Let a stream that happens to end in CR or LF be followed by CR LF.

    pydyf writes one LF before `endstream`. One stream in 128 ends in a byte that a reader going backwards
    takes for part of that line end, and then finds /Length wrong (ISO 19005-3, 6.1.7.1). All streams pass
    here: pages, fonts, attachments, and those that pydyf makes itself while writing.
    """
    plain = Stream.data.fget
    end = b"\nendstream"

    def data(self: Stream) -> bytes:
        written = plain(self)
        content = written.removesuffix(end)
        return content + b"\r" + end if content.endswith((b"\r", b"\n")) else written

    Stream.data = property(data)


_end_streams_unambiguously()


class ArchiveMetadata(DocumentMetadata):
    """XMP that says PDF/A-3a and PDF/UA-1 at once, in a stream an archive can read without unpacking."""

    def include_in_pdf(self, pdf: PDF, variant: str, version: int, conformance: str, compress: bool) -> None:
        super().include_in_pdf(pdf, variant, version, conformance, compress=False)

    def generate_rdf_metadata(self, variant: str, version: int, conformance: str) -> bytes:
        rdf = super().generate_rdf_metadata(variant, version, conformance)
        return rdf.replace(b"</rdf:RDF>", PDF_UA + b"</rdf:RDF>")


# PDF/A allows a property of another standard only if its schema stands in the file (ISO 19005-3, 6.6.2.3).
PDF_UA = b"""
<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="" pdfuaid:part="1"/>
<rdf:Description rdf:about=""
    xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
    xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
  <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
      <pdfaProperty:name>part</pdfaProperty:name>
      <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
      <pdfaProperty:category>internal</pdfaProperty:category>
      <pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
    </rdf:li></rdf:Seq></pdfaSchema:property>
  </rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
