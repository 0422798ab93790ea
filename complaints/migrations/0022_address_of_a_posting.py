from django.db import migrations

import vault.fields


class Migration(migrations.Migration):
    dependencies = [("complaints", "0021_letters_no_longer_needed")]

    operations = [
        migrations.AddField(
            model_name="service",
            name="address",
            field=vault.fields.SealedTextField(
                null=True, help_text="Where it was posted to: name and address as on the envelope."
            ),
        ),
    ]
