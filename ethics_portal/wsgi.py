from __future__ import annotations

import os

from django.core.checks import Error, run_checks
from django.core.wsgi import get_wsgi_application

from ethics_portal.env import Misconfigured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ethics_portal.settings")

application = get_wsgi_application()

# A management command is checked by Django before it runs; a web server is not.
faults = [fault for fault in run_checks() if fault.level >= Error("").level]
if faults:
    raise Misconfigured(" ".join(str(fault.msg) for fault in faults))
