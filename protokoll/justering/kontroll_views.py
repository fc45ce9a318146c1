"""The public check: is this PDF the sealed protocol? No account, no cookie, nothing kept."""

from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from protokoll.justering.forms import CHECK_MAX_BYTES, KontrollForm
from protokoll.justering.kontroll import Svar, check
from samverkan.konton.access import public

FORM_OVERHEAD = 64 * 1024  # what a browser sends around the file
NO_COOKIE = {"csrf_token": ""}  # asking for the real one would set it


class OnlyInMemory(MemoryFileUploadHandler):
    """Keeps the file in memory, whatever its size: it is never written to disk. `kontrollera` limits it."""

    def handle_raw_input(self, *args: object, **kwargs: object) -> None:
        self.activated = True


@public
@csrf_exempt  # nothing is changed, and the token would be a cookie
def kontrollera(request: HttpRequest) -> HttpResponse:
    """Answer for one file."""
    if request.method != "POST":
        return _page(request, KontrollForm())
    if int(request.META.get("CONTENT_LENGTH") or 0) > CHECK_MAX_BYTES + FORM_OVERHEAD:
        form = KontrollForm({}, {})
        form.is_valid()
        form.errors["pdf"] = form.error_class(["Filen är för stor. Högst 25 MB kan kontrolleras."])
        return _page(request, form, status=413)
    request.upload_handlers = [OnlyInMemory(request)]
    form = KontrollForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, status=422)
    return _page(request, KontrollForm(), svar=check(form.cleaned_data["pdf"]))


def _page(
    request: HttpRequest, form: KontrollForm, *, svar: Svar | None = None, status: int = 200
) -> HttpResponse:
    words = NO_COOKIE | {"form": form, "svar": svar, "offentlig": True}
    response = render(request, "protokoll/justering/kontrollera.html", words, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
