"""The page on which somebody chooses e-mail, Slack or Teams, and tests it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from launchgate.core.forms import Form
from launchgate.core.once import once_of
from launchgate.core.redirects import see_other
from launchgate.people.actions.chat import choose_channel, try_chat
from launchgate.people.chat import LONGEST, check_chat_address, masked
from launchgate.people.forms import ask
from launchgate.people.models import Channel, Person
from launchgate.people.requests import PersonRequest


class ChatForm(Form):
    """By what a person is reached, and the address of the chat; a kept address is never sent to the browser."""

    channel = forms.ChoiceField(label="Reach me by", choices=Channel.choices, widget=forms.RadioSelect)
    chat_address = forms.CharField(
        label="Address of an incoming webhook",
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off", "spellcheck": "false"}),
        help_text="Make it in Slack or Teams for a conversation of your own. Whoever has it can write there.",
    )

    def __init__(self, data: Any = None, *, person: Person):
        super().__init__(data, initial={"channel": person.channel})
        self.person = person
        if person.chat_address:
            self.fields["chat_address"].help_text = f"Kept: {masked(person.chat_address)}. Leave it empty to keep it."

    def clean(self) -> dict[str, Any]:
        """Ask for an address that fits the channel."""
        given = self.cleaned_data
        channel, address = given.get("channel"), (given.get("chat_address") or "").strip()
        keeps = channel == self.person.channel and self.person.chat_address
        if channel in (Channel.SLACK, Channel.TEAMS) and not (keeps and not address) and "chat_address" in given:
            ask(self, check_chat_address, channel, address)
        return given


@require_http_methods(["GET", "HEAD", "POST"])
def chat(request: PersonRequest) -> HttpResponse:
    """Show and choose by what one is reached."""
    person = request.user
    form = ChatForm(request.POST if request.method == "POST" else None, person=person)
    if form.is_valid():
        person = choose_channel(actor=person, once=once_of(request), **form.cleaned_data)
        messages.success(request, f"Saved. You are reached by {person.get_channel_display()} now.")
        return see_other("people:chat")
    context = {"form": form, "person": person, "address": masked(person.chat_address)}
    return render(request, "people/chat/page.html", context, status=422 if form.is_bound else 200)


@require_POST
def chat_test(request: PersonRequest) -> HttpResponse:
    """Send a test message to one's chat."""
    person = try_chat(actor=request.user, once=once_of(request))
    where = person.get_channel_display()
    messages.success(request, f"A test message is on its way to {where}. If {where} refuses it, this page says so.")
    return see_other("people:chat")
