"""A transactional test ends with a flush, which the guards of append-only tables refuse."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from ledger.models import Docket, Entry
from people.models import Body

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("time", ["first", "second"])
def test_each_test_begins_with_an_empty_and_guarded_ledger(time):
    body = Body.objects.create(slug="nbc", acronym="NBC", name="A body")
    with transaction.atomic():
        Docket.system("people").enter("body.added", body, by=None)

    assert Entry.objects.count() == 1
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_entry SET verb = 'x'")
