"""Signing in and out, passwords, and the first administrator of an empty installation."""

from typing import Any

from axes.utils import reset as forget_failures
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, PasswordChangeView, PasswordResetConfirmView
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from launchgate.core.redirects import SEE_OTHER, see_other
from launchgate.people.actions import persons
from launchgate.people.models import Person
from launchgate.people.sign_in_forms import ChangePasswordForm, NewPasswordForm, ResetForm, SignInForm, WelcomeForm

SIGN_IN, WELCOME, RESET = "people/sign_in/page.html", "people/welcome/page.html", "people/password_reset/page.html"
TOO_MANY = 429
DEMO_HOST = "@demo.test"
PASSWORD_BACKEND = "django.contrib.auth.backends.ModelBackend"  # noqa: S105 - the name of a class


class FormAnswers:
    """Answers a form with errors by 422 and a form that was saved by 303, as all pages do."""

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        """Show the form again, what was typed kept."""
        return self.render_to_response(self.get_context_data(form=form), status=422)  # type: ignore[attr-defined]

    def form_valid(self, form: Any) -> HttpResponse:
        """Go on."""
        response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        response.status_code = SEE_OTHER
        return response


class SignIn(FormAnswers, LoginView):
    """The sign-in page: Django's own, which goes on to `next` where that is a page of this installation."""

    template_name = SIGN_IN
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form, or lead to the page that makes the first administrator."""
        if not Person.objects.exists():
            return redirect("people:welcome")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the page shows."""
        return super().get_context_data(**kwargs) | {"demo": demo_addresses()}


def demo_addresses() -> list[str]:
    """Return the addresses of the demo company, where it was seeded."""
    people = Person.objects.filter(email__endswith=DEMO_HOST, is_active=True)
    if not people.filter(email=f"pm{DEMO_HOST}").exists():
        return []
    return list(people.order_by("pk").values_list("email", flat=True)[:12])


def locked_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Say that there were too many attempts; django-axes answers with this instead of trying the password."""
    form = SignInForm(request, initial={"username": request.POST.get("username", "")})
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    context = {"form": form, "locked_minutes": minutes, "next": request.POST.get("next", "")}
    response = render(request, SIGN_IN, context, status=TOO_MANY)
    response["Retry-After"] = str(minutes * 60)
    return response


def address_tried(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """Return the e-mail address of an attempt as attempts are counted, in lower case."""
    tried = (credentials or {}).get("username") or request.POST.get("username", "")
    return str(tried).strip().lower()


def address_of_client(request: HttpRequest) -> str:
    """Return the network address that an attempt came from; behind the proxy, the one that the proxy saw."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.IS_BEHIND_PROXY else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")


@login_not_required
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    messages.success(request, "You are signed out.")
    return see_other("people:sign_in")


@login_not_required
@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request: HttpRequest) -> HttpResponse:
    """Make the first administrator, while there is nobody at all."""
    if Person.objects.exists():
        return redirect("people:sign_in")
    form = WelcomeForm(
        request.POST if request.method == "POST" else None, initial={"time_zone": "Europe/Berlin", "country": "DE"}
    )
    if not form.is_valid():
        return render(request, WELCOME, {"form": form}, status=422 if form.is_bound else 200)
    person = persons.open_company(**form.facts)
    login(request, person, backend=PASSWORD_BACKEND)
    messages.success(request, "LaunchGate is yours. Open the functions of your company next, and add their people.")
    return see_other("people:list")


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def password_reset(request: HttpRequest) -> HttpResponse:
    """Send a link to set a password, and say the same whoever asks."""
    form = ResetForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, RESET, {"form": form}, status=422 if form.is_bound else 200)
    persons.ask_password_reset(form.cleaned_data["email"])
    return see_other("people:password_reset_sent")


@login_not_required
@require_safe
def password_reset_sent(request: HttpRequest) -> HttpResponse:
    """Say what happens next."""
    return render(request, "people/password_reset_sent/page.html")


class SetPassword(FormAnswers, PasswordResetConfirmView):
    """The page behind the link of an invitation or a reset."""

    template_name = "people/set_password/page.html"
    form_class = NewPasswordForm
    success_url = reverse_lazy("people:sign_in")

    def form_valid(self, form: Any) -> HttpResponse:
        """Save the password, forget failed attempts with the old one, and lead to the sign-in page."""
        response = super().form_valid(form)
        forget_failures(username=form.user.email)
        messages.success(self.request, "Your password is set. Sign in with it.")
        return response


class ChangePassword(FormAnswers, PasswordChangeView):
    """Another password, given the present one; the other sessions of the person end."""

    template_name = "people/password_change/page.html"
    form_class = ChangePasswordForm
    success_url = reverse_lazy("people:profile")

    def form_valid(self, form: Any) -> HttpResponse:
        """Save the password and keep this session."""
        response = super().form_valid(form)
        messages.success(self.request, "Your password is changed. Your other sessions have ended.")
        return response
