from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("complaints", "0022_address_of_a_posting")]

    operations = [
        migrations.AddField(
            "exhibit",
            "set_aside_on",
            models.DateField(
                blank=True, help_text="From when nobody relies on it.", null=True
            ),
        )
    ]
