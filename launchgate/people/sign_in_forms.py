"""Forms of signing in, of passwords and of the first administrator."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm, SetPasswordMixin
from django.contrib.auth.hashers import make_password

from launchgate.core.forms import Form, RefusesDamage
from launchgate.people.actions import persons
from launchgate.people.choices import country_choices, zone_choices
from launchgate.people.forms import LineField
from launchgate.people.models import Person


class SignInForm(RefusesDamage, AuthenticationForm):
    """Address and password. What is wrong is never said more closely, so that nobody learns who is here."""

    error_messages = {
        "invalid_login": "This e-mail address and this password do not belong together. Check both and try again.",
        "inactive": "This e-mail address and this password do not belong together. Check both and try again.",
    }

    username = forms.EmailField(
        label="E-mail address",
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "username", "autofocus": True}),
    )
    password = forms.CharField(
        strip=False, max_length=4096, widget=forms.PasswordInput({"autocomplete": "current-password"})
    )

    def clean_username(self) -> str:
        """Return the address in lower case, as it is kept and counted."""
        return self.cleaned_data["username"].lower()


class SavesByAction(SetPasswordMixin):
    """Sets a password through the action, hashed before it takes the lock."""

    cleaned_data: dict[str, Any]

    def set_password_and_save(
        self,
        user: Person,
        password_field_name: str = "password1",  # noqa: S107 - the name of a field
        commit: bool = True,
    ) -> Person:
        """Save the password that was chosen."""
        user.password = make_password(self.cleaned_data[password_field_name])
        persons.set_password(user.pk, actor=user, password_hash=user.password)
        return user


class NewPasswordForm(RefusesDamage, SavesByAction, SetPasswordForm):
    """A password chosen from a link in a mail."""


class ChangePasswordForm(RefusesDamage, SavesByAction, PasswordChangeForm):
    """Another password, given the present one."""


class ResetForm(Form):
    """Where to send the link."""

    email = forms.EmailField(
        label="E-mail address", max_length=254, widget=forms.EmailInput({"autocomplete": "username", "autofocus": True})
    )


class WelcomeForm(SetPasswordMixin, Form):
    """The company and its first administrator."""

    company_name = LineField(label="Name of the company", max_length=120)
    time_zone = forms.ChoiceField(choices=zone_choices, help_text="In which the company plans.")
    country = forms.ChoiceField(label="Public holidays of", choices=country_choices, required=False)
    name = LineField(label="Your name", max_length=120, widget=forms.TextInput({"autocomplete": "name"}))
    email = forms.EmailField(
        label="Your e-mail address", max_length=254, widget=forms.EmailInput({"autocomplete": "username"})
    )
    password1, password2 = SetPasswordMixin.create_password_fields(label2="Password again")

    def clean(self) -> dict[str, Any]:
        """Refuse two different passwords, and one that is easily guessed."""
        cleaned = super().clean() or {}
        self.validate_passwords()
        self.validate_password_for_user(
            Person(name=cleaned.get("name", ""), email=cleaned.get("email", "")), "password1"
        )
        return cleaned

    @property
    def facts(self) -> dict[str, Any]:
        """Return what was given as the arguments of the action, the password hashed."""
        names = ("company_name", "time_zone", "country", "name", "email")
        return {name: self.cleaned_data[name] for name in names} | {
            "password_hash": make_password(self.cleaned_data["password1"])
        }
