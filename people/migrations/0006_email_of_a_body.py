from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0005_calendars")]

    operations = [
        migrations.AddField(
            model_name="body",
            name="email",
            field=models.EmailField(blank=True, max_length=254),
        ),
    ]
