from __future__ import annotations

from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from ledger.refusals import Refusal
from people.accounts import open_account
from people.models import Body, Office, User
from people.offices import begin_term
from people.roles import Role


class Command(BaseCommand):
    help = "Make somebody an administrator of a body: the first one of an empty office."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("body", help="the body, such as ccmc")
        parser.add_argument("username")
        parser.add_argument("--name", default="", help="full name, when the account is new")

    def handle(self, *args: Any, **options: Any) -> None:
        body = Body.objects.filter(pk=options["body"]).first()
        if body is None:
            raise CommandError(f"There is no body “{options['body']}”; load the law first.")
        user = User.objects.filter(username=options["username"]).first() or self._asked(options)
        office = Office(
            user=user,
            body=body,
            organ="office",
            role=Role.ADMINISTRATOR,
            from_day=timezone.localdate(),
        )
        try:
            with transaction.atomic():
                if user.pk is None:
                    open_account(user, by=None)
                begin_term(office, by=None)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{user} is an administrator of {body} from today.")

    def _asked(self, options: dict[str, Any]) -> User:
        """Build a new account, its password typed twice by whoever runs this."""
        if not options["name"]:
            raise CommandError("This account is new: give the person's --name.")
        user = User(username=options["username"], name=options["name"])
        try:
            password, again = getpass("Password: "), getpass("The same again: ")
        except EOFError as closed:
            raise CommandError("Run this in a terminal: it asks for the password.") from closed
        if password != again:
            raise CommandError("The two passwords differ.")
        try:
            validate_password(password, user)
        except ValidationError as weak:
            raise CommandError(" ".join(weak.messages)) from weak
        user.set_password(password)
        return user
