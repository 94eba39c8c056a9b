"""Standard offerings: the catalogue, one offering, a new one, its next version, its training."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from launchgate.core.htmx import wants_fragment
from launchgate.core.once import once_of
from launchgate.core.paging import keyset_page
from launchgate.core.redirects import see_other
from launchgate.core.refusals import Invalid
from launchgate.offerings.actions import catalogue as actions
from launchgate.offerings.forms.catalogue import CatalogueFilter, OfferingForm
from launchgate.offerings.forms.exceptions import DismissForm
from launchgate.offerings.models import Edition, Offering
from launchgate.offerings.queries import catalogue as queries
from launchgate.offerings.queries.standards import draft_of, proposals_for
from launchgate.offerings.rules import refusal_to_edit, require_editor, require_in_use
from launchgate.people.requests import PersonRequest

LIST, ROWS = "offerings/list/page.html", "offerings/list/_rows.html"
DETAIL, FORM = "offerings/detail/page.html", "offerings/form/page.html"
UNPROCESSABLE = 422


@require_safe
def offering_list(request: PersonRequest) -> HttpResponse:
    """Show what is inside the box, narrowed by what the address says."""
    form = CatalogueFilter(request.GET)
    is_valid = form.is_valid()
    page = keyset_page(queries.offerings_shown(form.cleaned_data), request.GET, fields=queries.ORDER)
    context = {
        "form": form,
        "page": page,
        "rows": queries.offering_rows(page.rows, request.user),
        "refusal": refusal_to_edit(request.user),
        "proposals": proposals_for(request.user),
        "dismiss": DismissForm(),
    }
    template = ROWS if wants_fragment(request) else LIST
    return render(request, template, context, status=200 if is_valid else UNPROCESSABLE)


@require_safe
def offering_detail(request: PersonRequest, pk: int) -> HttpResponse:
    """Show an offering as it is sold now."""
    offering = get_object_or_404(Offering.objects.select_related("edition__published_by"), pk=pk)
    return _page(request, offering, offering.edition)


@require_safe
def offering_edition(request: PersonRequest, pk: int, number: int) -> HttpResponse:
    """Show one version of an offering."""
    offering = get_object_or_404(Offering.objects.select_related("edition"), pk=pk)
    return _page(request, offering, get_object_or_404(offering.editions.select_related("published_by"), number=number))


@require_http_methods(["GET", "HEAD", "POST"])
def offering_new(request: PersonRequest) -> HttpResponse:
    """Put a standard offering into the catalogue."""
    require_editor(request.user)
    like = request.GET.get("like", "")
    root = int(like) if like.isascii() and like.isdigit() and len(like) < 18 else 0
    draft = draft_of(root, request.user) if root else {}
    form = OfferingForm(request.POST if request.method == "POST" else None, initial=draft)
    if not form.is_valid():
        return render(request, FORM, {"form": form, "draft": draft}, status=UNPROCESSABLE if form.is_bound else 200)
    made_of = root if draft else None
    offering = actions.add_offering(form.facts, actor=request.user, made_of=made_of, once=once_of(request))
    messages.success(request, f"{offering} is in the catalogue. Whoever sells it finds its training there.")
    return see_other(offering)


@require_http_methods(["GET", "HEAD", "POST"])
def offering_revise(request: PersonRequest, pk: int) -> HttpResponse:
    """Publish the next version of an offering."""
    require_editor(request.user)
    offering = get_object_or_404(Offering.objects.select_related("edition__published_by"), pk=pk)
    require_in_use(offering)
    form = OfferingForm(request.POST if request.method == "POST" else None, edition=offering.edition)
    if form.is_valid():
        try:
            given, once = form.cleaned_data, once_of(request)
            edition = actions.revise_offering(
                offering.pk, form.facts, given["note"], actor=request.user, seen=given["seen"], once=once
            )
        except Invalid as refusal:
            form.add_error(refusal.field, refusal.message)
        else:
            messages.success(request, f"Version {edition.number} is published.")
            return see_other(offering)
    context = {"form": form, "offering": offering, "edition": offering.edition}
    return render(request, FORM, context, status=UNPROCESSABLE if form.is_bound else 200)


@require_POST
def offering_retire(request: PersonRequest, pk: int) -> HttpResponse:
    """Take an offering out of the catalogue."""
    offering = actions.retire_offering(_id_of(pk), actor=request.user, once=once_of(request))
    messages.success(request, f"{offering} is retired.")
    return see_other(offering)


@require_POST
def offering_restore(request: PersonRequest, pk: int) -> HttpResponse:
    """Take a retired offering up again."""
    offering = actions.restore_offering(_id_of(pk), actor=request.user, once=once_of(request))
    messages.success(request, f"{offering} is in the catalogue again.")
    return see_other(offering)


@require_POST
def training_acknowledge(request: PersonRequest, pk: int) -> HttpResponse:
    """Say by name that one has read the training of an offering."""
    training = request.POST.get("training", "")
    number = int(training) if training.isascii() and training.isdigit() and len(training) < 9 else 0
    given = actions.acknowledge_training(_id_of(pk), number, actor=request.user, once=once_of(request))
    messages.success(request, f"Noted: {request.user.name} has read the training.")
    return see_other("offerings:detail", given.offering_id)


def _id_of(pk: int) -> int:
    return get_object_or_404(Offering.objects.only("pk"), pk=pk).pk


def _page(request: PersonRequest, offering: Offering, edition: Edition | None) -> HttpResponse:
    if edition is None:
        raise Http404
    return render(request, DETAIL, {"page": queries.read_offering(offering, edition, request.user)})
