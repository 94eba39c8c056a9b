"""The page on which an administrator erases a customer: whom, what will be lost, then the click."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from launchgate.core.once import once_of
from launchgate.core.redirects import see_other
from launchgate.customers.actions.erasing import erase_customer, require_known
from launchgate.customers.erasing import losses_under
from launchgate.customers.forms.erasing import EraseForm, FindForm
from launchgate.people.forms import ask
from launchgate.people.requests import PersonRequest
from launchgate.people.rules import require_administrator

PAGE = "customers/erase/page.html"
UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
def customer_erase(request: PersonRequest) -> HttpResponse:
    """Ask whom to erase, say what will be lost, and erase it."""
    require_administrator(request.user)
    if request.method == "POST":
        form = EraseForm(request.POST)
        if form.is_valid():
            given = form.cleaned_data
            erased = erase_customer(given["name"], actor=request.user, words=given["words"], once=once_of(request))
            messages.success(request, f"The personal data is erased. Pages say {erased.name} from now on.")
            return see_other("customers:erase")
        return _page(request, form.data.get("name", ""), form)
    return _page(request, request.GET.get("name", ""))


def _page(request: PersonRequest, name: str, sent: EraseForm | None = None) -> HttpResponse:
    find = FindForm({"name": name} if name else None)
    if find.is_valid():
        ask(find, require_known, find.cleaned_data["name"])
    found = find.cleaned_data["name"] if find.is_bound and not find.errors else ""
    erase = sent or EraseForm(initial={"name": found})
    context = {"find": find, "name": found, "form": erase, "losses": losses_under(found)}
    status = UNPROCESSABLE if find.errors or erase.errors else 200
    return render(request, PAGE, context, status=status)
