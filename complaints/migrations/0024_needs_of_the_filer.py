from django.db import migrations

import vault.fields


class Migration(migrations.Migration):
    dependencies = [("complaints", "0023_evidence_set_aside")]

    operations = [
        migrations.AddField(
            model_name="party",
            name="safe_hours",
            field=vault.fields.SealedTextField(
                null=True, help_text="When it is safe to call; null where that was not kept here."
            ),
        ),
        migrations.AddField(
            model_name="party",
            name="needs",
            field=vault.fields.SealedTextField(
                null=True, help_text="What would help the filer to take part."
            ),
        ),
        migrations.AddField(
            model_name="party",
            name="language",
            field=vault.fields.SealedTextField(null=True, help_text="In which language, in words."),
        ),
    ]
