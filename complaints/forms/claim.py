"""Opening an account with the code of a letter."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext_lazy as _

from complaints.forms.fields import Text
from people.forms import Dressed
from people.models import User


class ClaimForm(Dressed, forms.Form):
    """Three things that name one person in one case, and how they will sign in."""

    docket = Text(label=_("Case number"), max_length=40, help_text=_("At the top of the letter."))
    code = Text(
        label=_("Code in the letter"),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("16 letters and figures, such as 7K2M-9QXD-4T1B-ZP8C."),
    )
    number = Text(
        label=_("Certification number"),
        max_length=24,
        help_text=_("Of the person the case is about, as on the certificate."),
    )
    username = Text(
        label=_("Choose a username"),
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        widget=forms.TextInput({"autocomplete": "username", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=_("Choose a password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=_("At least 12 characters. Several plain words together are good."),
    )
    again = forms.CharField(
        label=_("The password once more"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        required=False,
        widget=forms.EmailInput({"autocomplete": "email"}),
        help_text=_(
            "We write there that something has come or a day is near, and never what it is about."
            " Without one you are reminded by post."
        ),
    )

    def clean_docket(self) -> str:
        return str(self.cleaned_data["docket"]).strip().upper()

    def clean(self) -> None:
        given = self.cleaned_data
        password = given.get("password")
        if not password:
            return
        try:
            validate_password(password, User(username=given.get("username", "")))
        except forms.ValidationError as fault:
            self.add_error("password", fault)
        if "again" in given and given["again"] != password:
            self.add_error("again", _("This is not the same password. Type it twice."))

    @property
    def named(self) -> dict[str, str]:
        """What names the invitation."""
        return {name: self.cleaned_data[name] for name in ("docket", "code", "number")}

    def account(self, name: str) -> User:
        """The account to open, not yet saved."""
        given = self.cleaned_data
        user = User(username=given["username"], name=name, email=given["email"])
        user.set_password(self.cleaned_data["password"])
        return user

    def is_taken(self) -> bool:
        """Whether somebody signs in with this username; asked only of who has a good code."""
        name: Any = self.cleaned_data["username"]
        return User.objects.filter(username__iexact=name).exists()
