"""One letter, one mail and one job that can never succeed, among two hundred that can.

``python -m tests.faults.poison -n 200`` prints how long the good ones waited, and what became
of the bad ones: parked after five tries, each with an errand.
"""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

import django

from tests.faults import nursery
from tests.faults.surroundings import databases, figures_of

MODULE = "tests.faults.poison"
PATIENCE = 90.0
MOST_LAG = 60.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=200, help="good letters, and as many good mails")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.alone:
        print(json.dumps(drill(given.n)))
        return 0
    passed = [told(database, given.n) for database in databases()]
    return 0 if all(passed) else 1


def told(database: str, number: int) -> bool:
    """Run it, print a line, and say whether nothing good was held back."""
    seen = figures_of(MODULE, database, "-n", str(number))
    print("database  letters  longest-wait  mails  longest-wait  tries-of-the-bad  errands")
    if not seen:
        print(f"{database:<9} did not finish")
        return False
    print(
        f"{database:<9} {seen['letters']:>7}  {seen['letter_lag']:>11.1f}s  {seen['mails']:>5}"
        f"  {seen['mail_lag']:>11.1f}s  {seen['tries']!s:>16}  {', '.join(seen['errands'])}"
    )
    good = (seen["letters"], seen["mails"], seen["tries"])
    bad = ["job_failing", "letter_parked", "mail_parked"]
    late = max(seen["letter_lag"], seen["mail_lag"]) >= MOST_LAG
    return good == (number, number, [5, 5]) and seen["errands"] == bad and not late


def drill(number: int) -> dict[str, Any]:
    django.setup()
    # Not above: the models can be imported only now.
    from django.conf import settings  # noqa: PLC0415

    from complaints.models import Errand, Mail, Notice  # noqa: PLC0415
    from tests.bodies import load_models  # noqa: PLC0415
    from tests.faults.office import open_office, until  # noqa: PLC0415
    from tests.faults.poisoned import a_bad_letter, a_bad_mail, confirm, plan_both  # noqa: PLC0415
    from tests.faults.post_office import post_office  # noqa: PLC0415
    from tests.walk import Walk  # noqa: PLC0415

    open_office()
    load_models()
    confirm("gcre")
    walk = Walk("gcre").along("file").serve()
    Mail.objects.all().delete()
    settings.SANDBOX = False
    letter, mail = a_bad_letter(walk), a_bad_mail(walk)
    letters = plan_both(walk, number)
    with post_office(settings.EMAIL_PORT) as server:
        pollers = nursery.start(1, poison=True)
        try:
            until(lambda: Errand.objects.values("kind").distinct().count() == 3, PATIENCE)
            until(lambda: len(set(server.taken)) >= number, PATIENCE)
        finally:
            nursery.end(pollers)
    served = Notice.objects.filter(pk__in=letters).exclude(served_at=None)
    sent = Mail.objects.filter(subject="There is news").exclude(sent_at=None)
    lags = [
        [(row.served_at - row.entry.at).total_seconds() for row in served.select_related("entry")],
        [(row.sent_at - row.at).total_seconds() for row in sent],
    ]
    letter.refresh_from_db()
    mail.refresh_from_db()
    return {
        "letters": len(lags[0]),
        "letter_lag": max(lags[0], default=0.0),
        "mails": len(lags[1]),
        "mail_lag": max(lags[1], default=0.0),
        "tries": [row.tries if row.parked_at else -1 for row in (letter, mail)],
        "errands": sorted(set(Errand.objects.values_list("kind", flat=True))),
    }


if __name__ == "__main__":
    sys.exit(main())
