"""Give the clocks that ran before what they are counted from now: alarms, pauses, extensions."""

import datetime as dt

from django.db import migrations

SATURDAY = 5
STILL = "the time stood still while the case was elsewhere in the procedure"


def rule_of(clock):
    """The window as the document of the case's procedure has it; empty for a fixed day."""
    value = clock.case.procedure.document.get("windows", {}).get(clock.kind, {})
    return value.get("value", value) if isinstance(value, dict) else {}


def day_reached(start, counted, business):
    day = start
    while counted:
        day += dt.timedelta(days=1)
        counted -= not business or day.weekday() < SATURDAY
    return day


def event_of(clock):
    """The event as the sentence of the clock has it, in brackets."""
    _, opened, rest = clock.explained.partition("(")
    return rest.partition(")")[0][:200] if opened else "as it was recorded"


def forwards(apps, schema_editor):
    Deadline = apps.get_model("complaints", "Deadline")
    Pause = apps.get_model("complaints", "Pause")
    Alarm = apps.get_model("complaints", "Alarm")
    for clock in Deadline.objects.filter(stopped_on=None).select_related("case__procedure"):
        rule = rule_of(clock)
        granted = sum(one.days_granted for one in clock.extensions.filter(granted=True))
        clock.days -= granted
        clock.counted_from = event_of(clock)
        clock.save(update_fields=["days", "counted_from"])
        if clock.remaining_days is not None and clock.started_on:
            done = clock.days + granted - clock.remaining_days
            reached = day_reached(clock.started_on, done, rule.get("count") == "business")
            Pause.objects.create(
                deadline=clock, first_day=reached + dt.timedelta(days=1), why=STILL
            )
        if clock.due_on is None:
            continue
        rung = set(
            clock.reminders.filter(revision=clock.revision).values_list("days_before", flat=True)
        )
        offsets = {*rule.get("remind", (7, 1, 0)), *([-1] if clock.hard else [])} - rung
        Alarm.objects.bulk_create(
            Alarm(
                deadline=clock,
                revision=clock.revision,
                days_before=days,
                on=clock.due_on - dt.timedelta(days=days),
            )
            for days in sorted(offsets, reverse=True)
            # Of those passed over the latest is enough, and a reminder that went out overtakes them.
            if not rung or days < min(rung)
        )


class Migration(migrations.Migration):
    dependencies = [("complaints", "0013_clocks")]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
