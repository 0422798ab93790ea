from __future__ import annotations

import os
import warnings

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ethics_portal.settings")

# Said to root at every start, because of pickled messages: we accept none but JSON.
warnings.filterwarnings("ignore", message=r"\s*You're running the worker with superuser")

app = Celery("ethics_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
