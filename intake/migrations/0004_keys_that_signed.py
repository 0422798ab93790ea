from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0003_scans_of_files")]

    operations = [
        migrations.CreateModel(
            "SigningKey",
            [
                ("epoch", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ("public_key", models.CharField(max_length=64)),
                ("first_used_on", models.DateField()),
            ],
            options={"ordering": ["-epoch"]},
        )
    ]
