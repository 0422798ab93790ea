import codes.models.json_text
import django.db.models.deletion
import django_fsm
import ledger.steps
from django.conf import settings
from django.db import migrations, models


from codes import triggers


def install(apps, schema_editor):
    triggers.install(schema_editor.connection)


def drop(apps, schema_editor):
    triggers.drop(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('codes', '0003_corrections_and_lineages'),
        ('people', '0003_credentials_by_name'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # SQLite builds these tables anew, which their guards would refuse.
        migrations.RunPython(drop, install),
        migrations.AddField(
            model_name='edition',
            name='source',
            field=models.TextField(blank=True, help_text='The file it was read from, letter for letter.'),
        ),
        migrations.AddField(
            model_name='procedureedition',
            name='source',
            field=models.TextField(blank=True, help_text='The file it was read from, letter for letter.'),
        ),
        migrations.CreateModel(
            name='CodeDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', ledger.steps.StageField(choices=[('drafting', 'Being drafted'), ('submitted', 'Waiting for a second person'), ('approved', 'Approved, to be published'), ('published', 'Published'), ('discarded', 'Discarded')], default='drafting', max_length=24, protected=True)),
                ('label', models.CharField(blank=True, max_length=80)),
                ('provenance', models.TextField(blank=True)),
                ('in_force_from', models.DateField(blank=True, null=True)),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('correction', models.BooleanField(default=False)),
                ('content', codes.models.json_text.JSONTextField()),
                ('revision', models.PositiveIntegerField(default=1)),
                ('hands', codes.models.json_text.JSONTextField(default=list)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('based_on', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='codes.edition')),
                ('begun_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.body')),
                ('code', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to='codes.code')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('stage__in', ['drafting', 'submitted', 'approved'])), fields=('code',), name='one_open_draft_of_a_code')],
            },
            bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
        ),
        migrations.CreateModel(
            name='ProcedureDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', ledger.steps.StageField(choices=[('drafting', 'Being drafted'), ('submitted', 'Waiting for a second person'), ('approved', 'Approved, to be published'), ('published', 'Published'), ('discarded', 'Discarded')], default='drafting', max_length=24, protected=True)),
                ('label', models.CharField(blank=True, max_length=80)),
                ('provenance', models.TextField(blank=True)),
                ('in_force_from', models.DateField(blank=True, null=True)),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('correction', models.BooleanField(default=False)),
                ('content', codes.models.json_text.JSONTextField()),
                ('revision', models.PositiveIntegerField(default=1)),
                ('hands', codes.models.json_text.JSONTextField(default=list)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('based_on', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='codes.procedureedition')),
                ('begun_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.body')),
                ('procedure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to='codes.procedure')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('stage__in', ['drafting', 'submitted', 'approved'])), fields=('procedure',), name='one_open_draft_of_a_procedure')],
            },
            bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
        ),
        migrations.RunPython(install, drop),
    ]
