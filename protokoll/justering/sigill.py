"""The key that seals justerade protocols: from the settings, or in a demo one of its own, made once."""

import contextlib
import os
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.utils import timezone

from samverkan.lib.sigill import Sigillnyckel

DEMO_NAME = "Samverkan, sigill för prov"
DEMO_DAYS = 3650
CERTIFICATE = b"-----BEGIN CERTIFICATE-----"


@cache
def sigillnyckel() -> Sigillnyckel:
    """The key in use. Raises ValueError when none is configured, or it cannot be read (see the check)."""
    if settings.SEAL_KEY or settings.SEAL_CERT:
        return Sigillnyckel(settings.SEAL_KEY.encode(), settings.SEAL_CERT.encode())
    if not settings.LOCAL:
        raise ValueError("SEAL_KEY and SEAL_CERT are not set")
    return _demo_key(settings.SEAL_DEMO_FILE)


@register()
def seal_configured(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    """A protocol can be sealed: the key and its certificate are there and belong together."""
    try:
        sigillnyckel().signer()
    except (ValueError, OSError) as error:
        hint = "Give SEAL_KEY_FILE and SEAL_CERT_FILE, a private key and its certificate as PEM."
        return [Error(f"Protocols cannot be sealed: {error}.", hint=hint, id="protokoll.E001")]
    return []


def _demo_key(path: Path) -> Sigillnyckel:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent) as file:  # made whole before anyone sees it; mode 600
            file.write(_self_signed())
            file.flush()
            with contextlib.suppress(FileExistsError):  # another process was first: theirs is used
                os.link(file.name, path)
    key, _, certificate = path.read_bytes().partition(CERTIFICATE)
    return Sigillnyckel(key, CERTIFICATE + certificate)


def _self_signed() -> bytes:
    """A fresh key and a certificate signed by itself, as PEM after each other."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, DEMO_NAME)])
    usage = dict.fromkeys(("key_encipherment", "data_encipherment", "key_agreement"), False)
    usage |= dict.fromkeys(("key_cert_sign", "crl_sign", "encipher_only", "decipher_only"), False)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(timezone.now() - timedelta(days=1))
        .not_valid_after(timezone.now() + timedelta(days=DEMO_DAYS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(digital_signature=True, content_commitment=True, **usage), critical=True)
        .sign(key, SHA256())
    )
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return private + certificate.public_bytes(Encoding.PEM)
