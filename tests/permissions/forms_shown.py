"""The forms that pages show, with what they would send as they stand."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

NOT_TYPED = ("csrfmiddlewaretoken", "once")


@dataclass
class Shown:
    """One form: where it sends what, by which method, and its fields as they stand."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """Return the path that it sends to, without what the address asks for."""
        return urlsplit(self.action).path


class _Reader(HTMLParser):
    def __init__(self, path: str):
        super().__init__()
        self.path, self.forms, self.select = path, list[Shown](), ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            action = urljoin(self.path, given.get("action", "") or self.path)
            self.forms.append(Shown(action, given.get("method", "get").lower()))
        elif tag == "option":
            self._choose(given)
        elif (name := given.get("name")) and self.forms and name not in NOT_TYPED and given.get("type") != "file":
            self.select = name if tag == "select" else ""
            is_off = given.get("type") in ("checkbox", "radio") and "checked" not in given
            if tag in ("input", "select", "textarea", "button"):
                self.forms[-1].fields.setdefault(name, "" if is_off else given.get("value", ""))

    def _choose(self, given: dict[str, str]) -> None:
        if self.select and self.forms and "selected" in given:
            self.forms[-1].fields[self.select] = given.get("value", "")


def forms_on(path: str, page: str) -> list[Shown]:
    """Return the forms on a page, those without any field left out."""
    reader = _Reader(path)
    reader.feed(page)
    return [form for form in reader.forms if form.fields]
