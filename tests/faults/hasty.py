"""The office's settings with short leases and pauses: for drills that cannot wait for hours."""

from ethics_portal.settings import *  # noqa: F403 - it is the office, in a hurry

LEASE, FIRST_PAUSE, SLACK = 1.0, 0.2, 0.05
EVERY_NOTICE, EVERY_REMINDER = 0.05, 0.2
EMAIL_TIMEOUT = 3
