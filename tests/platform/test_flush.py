"""A transactional test ends with a flush, which the guards of append-only tables refuse."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from ledger.models import Docket, Entry
from people.models import Body


@pytest.mark.django_db(transaction=True)
def test_a_flush_empties_the_ledger_and_leaves_its_guards():
    for _ in range(2):
        call_command("flush", interactive=False)
        assert Entry.objects.count() == 0

        body = Body.objects.create(slug="nbc", acronym="NBC", name="A body")
        with transaction.atomic():
            Docket.system("people").enter("body.added", body, by=None)

        with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
            cursor.execute("UPDATE ledger_entry SET verb = 'x'")
