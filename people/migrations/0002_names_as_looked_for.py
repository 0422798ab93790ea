from django.db import migrations, models

from people.names import plain, sounds


def write_names(apps, schema_editor):
    """Write them for everybody who is in a register already."""
    for person in apps.get_model("people", "Certificant").objects.iterator():
        person.plain_name, person.sounds = plain(person.name), sounds(person.name)
        person.save(update_fields=["plain_name", "sounds"])


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0001_schema'),
    ]

    operations = [
        migrations.AddField(
            model_name='certificant',
            name='plain_name',
            field=models.TextField(default='', editable=False),
        ),
        migrations.AddField(
            model_name='certificant',
            name='sounds',
            field=models.TextField(default='', editable=False),
        ),
        migrations.RunPython(write_names, migrations.RunPython.noop),
    ]
