"""Comments on a gate."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from launchgate.core.once import once_of
from launchgate.launches.actions.comments import comment_on_gate
from launchgate.launches.forms.gate_words import CommentForm
from launchgate.launches.views.gates import not_saved, saved
from launchgate.launches.views.loading import gate_or_404, reader_of


@require_POST
def gate_comment(request: HttpRequest, launch_id: int, kind: str) -> HttpResponse:
    """Write a comment; whoever it names with @ hears of it."""
    gate = gate_or_404(request, launch_id, kind)
    form = CommentForm(request.POST)
    if not form.is_valid():
        return not_saved(request, launch_id, kind, {"comment": form})
    comment_on_gate(gate.pk, form.words, actor=reader_of(request), once=once_of(request))
    return saved(request, launch_id, kind, "Your comment is written.", anchor="comments")
