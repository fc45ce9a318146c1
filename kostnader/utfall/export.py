"""A file that has been read, for scripts and other systems."""

from decimal import Decimal
from typing import Any

from django.db.models import Sum

from kostnader.utfall.models import Utfallsfil


def as_json(fil: Utfallsfil) -> dict[str, Any]:
    """Vouchers, postings, sums per account in kronor as text, and what was left out and why."""
    told = fil.summary
    names = told.get("konton", {})
    sums = fil.summor.values_list("konto").annotate(sum=Sum("amount"), count=Sum("count")).order_by("konto")
    return {
        "fil": fil.filename,
        "sha256": fil.sha256,
        "kalla": fil.kalla.name,
        "status": fil.get_status_display(),
        "ar": fil.year,
        "manader": [f"{month:%Y-%m}" for month in (fil.first_month, fil.last_month) if month],
        "kodning": told.get("kodning", ""),
        "verifikat": told.get("verifikat", 0),
        "poster": told.get("poster", 0),
        "konton": {
            konto: {"namn": names.get(konto, ""), "summa": f"{amount:.2f}", "poster": count}
            for konto, amount, count in sums
        },
        "summa": f"{sum((amount for _, amount, _ in sums), Decimal(0)):.2f}",
        "obalanser": [
            {"rad": line, "verifikat": name, "differens": amount}
            for line, name, amount in told.get("obalanser", [])
        ],
        "utelamnat": [{"rad": line, "text": text} for line, text in told.get("anmarkningar", [])],
        "kontroller": [{"rad": line, "text": text} for line, text in told.get("kontroller", [])],
        "fel": told.get("fel", []),
    }
