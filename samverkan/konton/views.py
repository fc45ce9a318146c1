"""Signing in and out, passwords, one's own page; and the roles of a samverkan."""

from axes.utils import reset as reset_guesses
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth import views as auth
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_POST
from django_tables2 import RequestConfig

from samverkan.konton import oppet
from samverkan.konton.access import access, public, signed_in
from samverkan.konton.acts import end_roll, give_roll_to
from samverkan.konton.forms import (
    ChangePasswordForm,
    EndRollForm,
    ForgottenForm,
    NewPasswordForm,
    RollForm,
    SignInForm,
)
from samverkan.konton.queries import demo_people, roles_in
from samverkan.konton.rules import may_administer, may_see_administration
from samverkan.konton.tables import RollTable
from samverkan.lib.formfields import attempt
from samverkan.lib.links import sredirect, surl

MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"


class SignIn(auth.LoginView):
    """The sign-in page; in the demo it also lists who one may be."""

    template_name = "samverkan/konton/logga_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        demo = {"demo": settings.DEMO, "demogrupper": demo_people()} if settings.DEMO else {}
        return super().get_context_data(**kwargs) | demo | {"oppet": oppet.parts()}


class SignOut(auth.LogoutView):
    """Sign out; only by POST."""

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        answer = super().post(request, *args, **kwargs)
        messages.success(request, "Du är utloggad.")
        return answer


class Forgotten(auth.PasswordResetView):
    """Ask for a link by mail."""

    template_name = "samverkan/konton/glomt.html"
    form_class = ForgottenForm
    email_template_name = "mail/losenord.txt"
    subject_template_name = "mail/losenord_amne.txt"
    # Never the Host header of the request: whoever asks could then choose where the link leads.
    extra_email_context = {"site": settings.SITE_URL, "minutes": settings.PASSWORD_RESET_TIMEOUT // 60}
    success_url = reverse_lazy("konton:glomt_skickat")


class NewPassword(auth.PasswordResetConfirmView):
    """Choose a password from a mailed link. Whoever can read the mail is also let off the throttling."""

    template_name = "samverkan/konton/nytt.html"
    form_class = NewPasswordForm
    success_url = reverse_lazy("konton:logga_in")

    def form_valid(self, form: NewPasswordForm) -> HttpResponse:
        answer = super().form_valid(form)
        reset_guesses(username=self.user.email)
        messages.success(self.request, "Lösenordet är sparat. Logga in med det.")
        return answer


class ChangePassword(auth.PasswordChangeView):
    """Change one's own password. Other sessions of the same person end."""

    template_name = "samverkan/konton/byt.html"
    form_class = ChangePasswordForm
    success_url = reverse_lazy("konton:mitt_konto")

    def form_valid(self, form: ChangePasswordForm) -> HttpResponse:
        messages.success(self.request, "Lösenordet är bytt.")
        return super().form_valid(form)


logga_in = public(SignIn.as_view())
logga_ut = public(SignOut.as_view())
glomt = public(Forgotten.as_view())
glomt_skickat = public(auth.PasswordResetDoneView.as_view(template_name="samverkan/konton/skickat.html"))
nytt = public(NewPassword.as_view())
byt = signed_in()(ChangePassword.as_view())


@public
@require_POST
def logga_in_demo(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the demo people. Outside the demo there is no such page."""
    if not settings.DEMO:
        raise Http404
    known = {str(roll.anvandare_id): roll.anvandare for group in demo_people() for roll in group.roles}
    person = known.get(request.POST.get("person", ""))
    if person is None:
        raise Http404
    login(request, person, backend=MODEL_BACKEND)
    return redirect("start:choose")


@signed_in()
def mitt_konto(request: HttpRequest) -> HttpResponse:
    """Who I am here, what I may do, how it looks."""
    return render(request, "samverkan/konton/mitt_konto.html", {"roller": request.user.roles_today()})


@access(see=may_see_administration)
def roller(request: HttpRequest) -> HttpResponse:
    """Who has which role, when."""
    every = "alla" in request.GET
    rows = roles_in(request.samverkan, ended=every)
    may_change = may_administer(request.user, request.samverkan)
    table = RollTable(rows, may_change=may_change)
    RequestConfig(request, paginate={"per_page": 50}).configure(table)
    context = {"table": table, "may_change": may_change, "alla": every}
    return render(request, "samverkan/konton/roller.html", context)


@access(see=may_see_administration, do=may_administer, do_to_open=True)
def roll_ny(request: HttpRequest) -> HttpResponse:
    """Give a role to a person, known or new."""
    form = RollForm(request.POST or None, samverkan=request.samverkan)
    if attempt(form, lambda: _give(request, form)):
        return sredirect(request, "roller:roller")
    return render(
        request, "samverkan/konton/roll_ny.html", {"form": form, "tillbaka": surl(request, "roller:roller")}
    )


def _give(request: HttpRequest, form: RollForm) -> None:
    site, own = settings.SITE_URL, request.samverkan
    roll = give_roll_to(**form.cleaned_data, samverkan=own, site=site, actor=request.user)
    person = roll.anvandare
    text = f"{person.name} är {roll.text} från och med {roll.valid_from}."
    if form.is_new:
        text += f" Ett mejl till {person.email} leder till att välja lösenord."
    messages.success(request, text)


@access(see=may_see_administration, do=may_administer, do_to_open=True)
def roll_avsluta(request: HttpRequest, pk: int) -> HttpResponse:
    """End a role on a day."""
    roll = get_object_or_404(roles_in(request.samverkan, ended=True), pk=pk)
    form = EndRollForm(request.POST or None)
    if attempt(form, lambda: end_roll(roll, day=form.cleaned_data["day"], actor=request.user)):
        messages.success(request, f"{roll.anvandare.name} är {roll.text} till och med {roll.valid_to}.")
        return sredirect(request, "roller:roller")
    context = {"form": form, "roll": roll, "tillbaka": surl(request, "roller:roller")}
    return render(request, "samverkan/konton/roll_avsluta.html", context)
