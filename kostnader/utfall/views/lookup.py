"""Finding what an address names, and reading what was posted."""

from django.http import HttpRequest, QueryDict
from django.shortcuts import get_object_or_404

from kostnader.utfall.models import Utfallsfil


def find_fil(request: HttpRequest, pk: int) -> Utfallsfil:
    """The file, of this samverkan; else 404."""
    files = request.samverkan.utfallsfiler.select_related(
        "kalla", "dokument", "uploaded_by", "taken_by", "samverkan"
    )
    return get_object_or_404(files, pk=pk)


def posted(request: HttpRequest) -> QueryDict | None:
    """The form that was sent; None when the page is only shown."""
    return request.POST if request.method == "POST" else None
