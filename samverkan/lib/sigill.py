"""A seal on a finished PDF: an electronic signature that shows every change (PAdES B-B, ETSI EN 319 142-1).

The file stays both PDF/A-3a and PDF/UA-1. Plain sealing breaks both: the field it adds has no alternate name,
stands outside the tag tree, and the XMP is written anew. Here field, tags and signature are one incremental
update, and the XMP is left as it is.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from io import BytesIO

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key
from pyhanko.keys import load_certs_from_pemder_data, load_private_key_from_pemder_data
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

FIELD = "Sigill"
PRINT_AND_LOCKED = 0b10000100  # ISO 32000-1, 12.5.3; PDF/A-3 6.3.2 asks for Print


@dataclass(frozen=True)
class Sigillnyckel:
    """The private key and its certificate (PEM; the certificates above it may follow in the same text)."""

    key: bytes
    certificate: bytes

    def signer(self) -> signers.SimpleSigner:
        """What signs with it. Raises ValueError when the two cannot be read or do not belong together."""
        own, *above = load_certs_from_pemder_data(self.certificate)
        public = load_pem_private_key(self.key, password=None).public_key()
        if own.public_key.dump() != public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo):
            raise ValueError("The key does not belong to the certificate")
        store = SimpleCertificateStore()
        store.register_multiple([own, *above])
        return signers.SimpleSigner(own, load_private_key_from_pemder_data(self.key, passphrase=None), store)


def seal_pdf(pdf: bytes, nyckel: Sigillnyckel, *, reason: str, label: str) -> bytes:
    """The PDF with a seal over all of it. `label` is what a screen reader says of it."""
    writer = _Archived(BytesIO(pdf))
    page = writer.root["/Pages"]["/Kids"].raw_get(0)
    field = fields.SignatureFormField(FIELD, include_on_page=page, annot_flags=PRINT_AND_LOCKED)
    field["/TU"] = pdf_string(label)
    reference = writer.add_object(field)
    _place(writer, page, reference)
    _tag(writer, page, field, reference, label)
    form = _dictionary({"/Fields": generic.ArrayObject([reference]), "/SigFlags": generic.NumberObject(3)})
    writer.root["/AcroForm"] = writer.add_object(form)
    writer.update_root()
    metadata = signers.PdfSignatureMetadata(
        field_name=FIELD, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES, reason=reason
    )
    sealed = BytesIO()
    sign = partial(signers.sign_pdf, existing_fields_only=True, output=sealed)
    with ThreadPoolExecutor(max_workers=1) as own:  # pyHanko runs a loop; the caller may too
        own.submit(sign, writer, metadata, nyckel.signer()).result()
    return sealed.getvalue()


class _Archived(IncrementalPdfFileWriter):
    """Leaves the metadata alone: what it says of the document and its standards still holds."""

    def _update_meta(self) -> None:
        pass


def _place(writer: IncrementalPdfFileWriter, page: generic.IndirectObject, field: generic.Reference) -> None:
    """On the page, whose tab order follows the tags (PDF/UA-1, 7.18.3)."""
    sheet = page.get_object()
    sheet["/Annots"] = generic.ArrayObject([*sheet.get("/Annots", ()), field])
    sheet["/Tabs"] = pdf_name("/S")
    writer.mark_update(page)


def _tag(
    writer: IncrementalPdfFileWriter,
    page: generic.IndirectObject,
    field: generic.DictionaryObject,
    reference: generic.Reference,
    label: str,
) -> None:
    """A Form element last in the tag tree that owns the field (PDF/UA-1, 7.18.4)."""
    tree = writer.root["/StructTreeRoot"]
    above = _last_element(tree)
    key = int(tree["/ParentTreeNextKey"]) if "/ParentTreeNextKey" in tree else _next_key(tree["/ParentTree"])
    owned = _dictionary({"/Type": pdf_name("/OBJR"), "/Obj": reference, "/Pg": page})
    element = {
        "/Type": pdf_name("/StructElem"),
        "/S": pdf_name("/Form"),
        "/P": above,
        "/Pg": page,
        "/Alt": pdf_string(label),
        "/K": owned,
    }
    form = writer.add_object(_dictionary(element))
    parent = above.get_object()
    kids = parent.get("/K", generic.ArrayObject())
    parent["/K"] = generic.ArrayObject([*(kids if isinstance(kids, generic.ArrayObject) else [kids]), form])
    writer.mark_update(above)
    field["/StructParent"] = generic.NumberObject(key)
    numbers = tree["/ParentTree"]
    numbers["/Nums"] = generic.ArrayObject([*numbers["/Nums"], generic.NumberObject(key), form])
    writer.update_container(numbers)
    tree["/ParentTreeNextKey"] = generic.NumberObject(key + 1)
    writer.update_container(tree)


def _dictionary(entries: dict[str, generic.PdfObject]) -> generic.DictionaryObject:
    return generic.DictionaryObject({pdf_name(name): value for name, value in entries.items()})


def _last_element(tree: generic.DictionaryObject) -> generic.IndirectObject:
    """The Document element that all the others stand in."""
    top = tree.raw_get("/K")
    return top.raw_get(0) if isinstance(top, generic.ArrayObject) else top


def _next_key(numbers: generic.DictionaryObject) -> int:
    return max((int(key) for key in list(numbers["/Nums"])[::2]), default=-1) + 1
