"""The words of a message as Slack and Teams show them.

Names and reasons stand in parts that neither program reads as markup: they cannot ring for a channel, mention somebody
or hide where a link leads.
"""

from typing import Any

from launchgate.core.text import in_order, one_line
from launchgate.outbox.mail import absolute
from launchgate.outbox.rendering import Rendered

LONGEST_TITLE = 150
LONGEST_PART = 1500
MOST_ROWS = 20


def slack_payload(rendered: Rendered) -> dict[str, Any]:
    """Return the body of a post to an incoming webhook of Slack: rich text, which Slack shows letter by letter."""
    elements: list[dict[str, Any]] = [_slack_part(_slack_text(_cut(rendered.lead)))]
    for label, text in _rows(rendered):
        elements.append(_slack_part({"type": "text", "text": f"{label}\n", "style": {"bold": True}}, _slack_text(text)))
    elements.append(_slack_part({"type": "link", "url": absolute(rendered.path), "text": rendered.button}))
    if rendered.foot:
        elements.append(_slack_part({"type": "text", "text": _cut(rendered.foot), "style": {"italic": True}}))
    title = in_order(one_line(rendered.subject, LONGEST_TITLE))
    return {
        # Shown in notifications, and the one text that Slack reads as markup.
        "text": title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"),
        "blocks": [
            {"type": "header", "text": {"type": "plain_text", "text": title, "emoji": False}},
            {"type": "rich_text", "elements": elements},
        ],
        "unfurl_links": False,
        "unfurl_media": False,
    }


def teams_payload(rendered: Rendered) -> dict[str, Any]:
    """Return the body of a post to a webhook or workflow of Teams: an Adaptive Card of runs of plain text."""
    title = in_order(one_line(rendered.subject, LONGEST_TITLE))
    body = [_run({"text": title, "weight": "Bolder", "size": "Large"}), _run({"text": _cut(rendered.lead)})]
    for label, text in _rows(rendered):
        body.append(_run({"text": f"{label}: " if text else label, "weight": "Bolder"}, {"text": text}))
    if rendered.foot:
        body.append(_run({"text": _cut(rendered.foot), "isSubtle": True}))
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": body,
        "actions": [{"type": "Action.OpenUrl", "title": rendered.button, "url": absolute(rendered.path)}],
        "msteams": {"width": "full"},
    }
    attachment = {"contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": None, "content": card}
    return {"type": "message", "summary": title, "attachments": [attachment]}


def _rows(rendered: Rendered) -> list[tuple[str, str]]:
    return [(_cut(label), _cut(text)) for label, text in (rendered.chat_rows or rendered.rows)[:MOST_ROWS]]


def _slack_part(*parts: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text_section", "elements": [*parts, _slack_text("\n")]}


def _slack_text(text: str) -> dict[str, Any]:
    # Slack refuses a text without a character.
    return {"type": "text", "text": text or " "}


def _run(*runs: dict[str, Any]) -> dict[str, Any]:
    return {"type": "RichTextBlock", "inlines": [{"type": "TextRun", **run} for run in runs]}


def _cut(text: str) -> str:
    """Return text of a bearable length whose lines hold no control or direction characters."""
    return in_order("\n".join(one_line(line, LONGEST_PART) for line in text.splitlines())[:LONGEST_PART])
