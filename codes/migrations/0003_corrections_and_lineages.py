import codes.models.json_text
from django.db import migrations, models

from codes import triggers


def install(apps, schema_editor):
    triggers.install(schema_editor.connection)


def drop(apps, schema_editor):
    triggers.drop(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('codes', '0002_guards'),
    ]

    operations = [
        # SQLite builds these tables anew, which their guards would refuse.
        migrations.RunPython(drop, install),
        migrations.RemoveConstraint(
            model_name='edition',
            name='edition_ends_after_it_begins',
        ),
        migrations.RemoveConstraint(
            model_name='procedureedition',
            name='procedure_edition_ends_after_it_begins',
        ),
        migrations.AddField(
            model_name='edition',
            name='correction',
            field=models.BooleanField(default=False, help_text='It takes the place of an edition published in error.'),
        ),
        migrations.AddField(
            model_name='edition',
            name='ends_on',
            field=models.DateField(blank=True, help_text='The end that it declared itself when it was published.', null=True),
        ),
        migrations.AddField(
            model_name='procedureedition',
            name='correction',
            field=models.BooleanField(default=False, help_text='It takes the place of an edition published in error.'),
        ),
        migrations.AddField(
            model_name='procedureedition',
            name='ends_on',
            field=models.DateField(blank=True, help_text='The end that it declared itself when it was published.', null=True),
        ),
        migrations.AddField(
            model_name='provision',
            name='applies_to',
            field=codes.models.json_text.JSONTextField(default=list, help_text='Kinds of credential it binds; empty: all that the code binds.'),
        ),
        migrations.AddField(
            model_name='provision',
            name='continues',
            field=codes.models.json_text.JSONTextField(default=list, help_text='Lineages of the edition before that it takes up; empty: its own alone.'),
        ),
        migrations.AlterField(
            model_name='edition',
            name='superseded_on',
            field=models.DateField(blank=True, help_text='The first day on which it is not in force any more.', null=True),
        ),
        migrations.AlterField(
            model_name='procedureedition',
            name='superseded_on',
            field=models.DateField(blank=True, help_text='The first day on which it is not in force any more.', null=True),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('in_force_from', None), ('superseded_on', None), ('superseded_on__gte', models.F('in_force_from')), _connector='OR'), name='edition_ends_no_earlier_than_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='procedureedition',
            constraint=models.CheckConstraint(condition=models.Q(('in_force_from', None), ('superseded_on', None), ('superseded_on__gte', models.F('in_force_from')), _connector='OR'), name='procedure_edition_ends_no_earlier_than_it_begins'),
        ),
        migrations.RunPython(install, drop),
    ]
