from django.db import migrations

from ledger import triggers


class Migration(migrations.Migration):
    """Puts the append-only guards into the database."""

    dependencies = [("ledger", "0001_initial")]

    operations = [
        migrations.RunPython(
            lambda apps, editor: triggers.install(editor.connection),
            lambda apps, editor: triggers.drop(editor.connection),
        )
    ]
