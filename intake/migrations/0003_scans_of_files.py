from django.db import migrations, models

STATES = [
    ("pending", "Waiting for its virus scan"),
    ("clean", "Scanned, nothing found"),
    ("infected", "Harmful"),
    ("error", "The scan failed"),
    ("not_scanned", "Not scanned"),
]


class Migration(migrations.Migration):
    dependencies = [("intake", "0002_copies_of_files")]

    operations = [
        migrations.AddField(
            "draftfile",
            "scan",
            models.CharField(choices=STATES, db_index=True, default="not_scanned", max_length=12),
        ),
        migrations.AddField(
            "draftfile", "scanned_at", models.DateTimeField(blank=True, null=True)
        ),
    ]
