"""The export of one case for somebody who trusts nobody: the ledger, and a way to check it.

Nothing is gathered from anywhere else. The ZIP holds the entries as JSON Lines with their
exact headers and digests, the hashes of the evidence, a docket sheet, a manifest with the
SHA-256 of every file, and the verifier, which needs only Python. What was said in an entry
is included where an auditor may read it; the rest stays sealed, and its commitment shows
that it is there (ledger.md, D2).
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from complaints.models import Complaint
from ledger.models import Docket, Entry
from ledger.refusals import Forbidden
from people.models import User
from people.roles import Permission
from reports import docket_sheet, verify_export

VERIFIER = Path(verify_export.__file__)
README = """This is the record of one case, as it stood when it was exported.

To check it, unpack verify.py from the ZIP, or take it from somebody you trust, and with Python 3
and nothing else:

    python3 verify.py CASE.zip

The verifier says "intact", or names the first entry or file that is not as it was written.

entries.jsonl      one line for each entry: its exact header, its digest and, where you may
                   read it, what was said (payload) with the salt that proves it
exhibits.json      the number, size and SHA-256 of each piece of evidence; the files stay sealed
docket-sheet.txt   the same entries for people
manifest.json      the SHA-256 of every file here, the length of the docket and its last digest
"""

# What is said in these entries stays in the room: how somebody voted, why somebody is
# conflicted, who the parties are. An auditor sees that they are there, and in which order.
SEALED = ("ballot.", "conflict.", "identity.", "assignment.", "decision.")


@transaction.atomic
def export(case: Complaint, *, by: User) -> bytes:
    """Make the ZIP. The export is itself entered, in the docket's record of readings."""
    if not by.can(Permission.AUDIT, case.body_id):
        raise Forbidden("Only an auditor of the body may export a case history.")
    docket = Docket.objects.select_for_update().get(pk=case.pk)
    docket.reads.enter("case.exported", case, by=by, length=docket.length, head=docket.head)
    files = {
        "README.txt": README.encode(),
        "verify.py": VERIFIER.read_bytes(),
        "entries.jsonl": b"".join(_lines(docket)),
        "exhibits.json": _as_json([_exhibit(row) for row in case.exhibits.order_by("number")]),
        "docket-sheet.txt": "\n".join(docket_sheet.lines(docket, _entries(docket))).encode(),
    }
    files["manifest.json"] = _as_json(
        {
            "docket": docket.number,
            "length": docket.length,
            "head": docket.head,
            "exported_at": timezone.now().isoformat(timespec="seconds"),
            "files": {name: hashlib.sha256(body).hexdigest() for name, body in files.items()},
        }
    )
    return verify_export.pack(files)


def _entries(docket: Docket) -> Iterator[Entry]:
    for entry in docket.entries.order_by("number").iterator(chunk_size=500):
        entry.docket = docket
        yield entry


def _lines(docket: Docket) -> Iterator[bytes]:
    for entry in _entries(docket):
        line: dict[str, Any] = {
            "number": entry.number,
            "digest": entry.digest,
            "header": bytes(entry.header).decode(),
        }
        if not entry.verb.startswith(SEALED) and docket.wrapped_key:
            salt, payload = entry.opened()
            line["salt"] = base64.b64encode(salt).decode()
            line["payload"] = payload.decode()
        yield json.dumps(line, ensure_ascii=False, sort_keys=True).encode() + b"\n"


def _exhibit(row: Any) -> dict[str, Any]:
    return {"exhibit": row.label, "size": row.size, "sha256": row.sha256, "party": row.party}


def _as_json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"
