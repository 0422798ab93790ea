import django.db.models.deletion
import django_fsm
import ledger.steps
import vault.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    # A database that has all of these has this one.
    replaces = [
        ("hearings", "0001_initial"),
        ("hearings", "0002_form_of_hearing"),
        ("hearings", "0003_objections"),
    ]

    dependencies = [
        ('complaints', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Ballot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ballots', to='complaints.complaint')),
                ('forum', models.CharField(choices=[('committee', 'Committee'), ('panel', 'Hearing panel'), ('appeal', 'Appeal panel')], max_length=12)),
                ('kind', models.CharField(choices=[('findings', 'Findings'), ('sanction', 'Sanction'), ('motion', 'Motion'), ('appeal', 'Appeal')], max_length=12)),
                ('motion', models.CharField(blank=True, choices=[('investigate', 'Return the case to investigation'), ('dismiss', 'Close the case without a finding'), ('hear', 'Order a hearing of its own motion'), ('reopen', 'Reopen the hearing record')], max_length=16)),
                ('moved', vault.fields.SealedTextField()),
                ('rule', models.JSONField(help_text='The voting rule as it stood when the ballot opened.')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('opened_at', models.DateTimeField(auto_now_add=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('result', vault.fields.SealedTextField()),
                ('used', models.BooleanField(default=False, help_text='Its result has been carried out.')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('case',), name='one_open_ballot_a_case')],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ballot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='hearings.ballot')),
                ('number', models.PositiveSmallIntegerField()),
                ('allegation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='complaints.allegation')),
                ('answers', models.JSONField(help_text='The answers that can be given, in order.')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('ballot', 'number'), name='question_numbered_once')],
            },
        ),
        migrations.CreateModel(
            name='Vote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ballot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='votes', to='hearings.ballot')),
                ('voter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('revision', models.PositiveSmallIntegerField()),
                ('paper', vault.fields.SealedTextField()),
                ('receipt', models.CharField(max_length=64)),
                ('cast_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('ballot', 'voter', 'revision'), name='one_paper_a_voter_and_revision')],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='complaints.complaint')),
                ('forum', models.CharField(choices=[('committee', 'Committee'), ('panel', 'Hearing panel'), ('appeal', 'Appeal panel')], max_length=12)),
                ('reasons', vault.fields.SealedTextField()),
                ('sanction_code', models.CharField(max_length=8)),
                ('months', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('terms', vault.fields.SealedTextField()),
                ('factors', vault.fields.SealedTextField()),
                ('findings_ballot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hearings.ballot')),
                ('sanction_ballot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hearings.ballot')),
                ('drafted_at', models.DateTimeField(auto_now_add=True)),
                ('checked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('signed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('signed_on', models.DateField(blank=True, null=True)),
                ('superseded', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('signed_by', None), models.Q(('checked_by__isnull', False), models.Q(('checked_by', models.F('signed_by')), _negated=True)), _connector='OR'), name='two_people_stand_behind_a_decision'), models.UniqueConstraint(condition=models.Q(('superseded', False)), fields=('case',), name='one_standing_decision')],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='hearings.decision')),
                ('allegation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='complaints.allegation')),
                ('violation', models.BooleanField()),
            ],
            options={
                'ordering': ['allegation__number'],
                'constraints': [models.UniqueConstraint(fields=('decision', 'allegation'), name='found_once')],
            },
        ),
        migrations.CreateModel(
            name='Sanction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', ledger.steps.StageField(choices=[('pending', 'Held back while an appeal can be filed'), ('stayed', 'Stayed'), ('active', 'In force'), ('completed', 'Completed'), ('breached', 'Breached'), ('vacated', 'Vacated')], default='pending', max_length=24, protected=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sanctions', to='complaints.complaint')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sanctions', to='hearings.decision')),
                ('code', models.CharField(max_length=8)),
                ('months', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('in_force_from', models.DateField(blank=True, null=True)),
                ('in_force_until', models.DateField(blank=True, null=True)),
            ],
            options={
                'ordering': ['pk'],
            },
            bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', ledger.steps.StageField(choices=[('due', 'Due'), ('proven', 'Proven'), ('missed', 'Missed'), ('excused', 'Excused')], default='due', max_length=24, protected=True)),
                ('sanction', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='hearings.sanction')),
                ('number', models.PositiveSmallIntegerField()),
                ('words', models.CharField(max_length=300)),
                ('due_on', models.DateField()),
            ],
            options={
                'ordering': ['due_on', 'pk'],
            },
            bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
        ),
        migrations.CreateModel(
            name='Appeal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', ledger.steps.StageField(choices=[('filed', 'Filed'), ('under_review', 'Under review'), ('decided', 'Decided'), ('rejected', 'Not accepted')], default='filed', max_length=24, protected=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appeals', to='complaints.complaint')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appeals', to='hearings.decision')),
                ('grounds', models.JSONField()),
                ('statement', vault.fields.SealedTextField()),
                ('filed_on', models.DateField()),
                ('cure_asked_on', models.DateField(blank=True, null=True)),
                ('cured', models.BooleanField(default=False)),
                ('frozen_length', models.PositiveIntegerField(blank=True, null=True)),
                ('frozen_head', models.CharField(blank=True, max_length=64)),
                ('outcome', models.CharField(blank=True, choices=[('affirm', 'Affirmed'), ('reduce', 'Sanction reduced'), ('reverse', 'Reversed'), ('remand', 'Sent back')], max_length=8)),
                ('outcome_reasons', vault.fields.SealedTextField()),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('decision',), name='one_appeal_for_each_decision')],
            },
            bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
        ),
        migrations.CreateModel(
            name='Hearing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', ledger.steps.StageField(choices=[('ordered', 'To be set'), ('scheduled', 'Set'), ('convened', 'Under way, record open'), ('deliberating', 'Record closed, panel deliberating'), ('decided', 'Decided'), ('cancelled', 'Cancelled')], default='ordered', max_length=24, protected=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hearings', to='complaints.complaint')),
                ('form', models.CharField(choices=[('in_person', 'In person'), ('video', 'By video'), ('telephone', 'By telephone'), ('paper', 'On paper, without a meeting')], default='in_person', max_length=12)),
                ('requested', models.BooleanField(default=True)),
                ('opens_at', models.DateTimeField(blank=True, null=True)),
                ('place', models.CharField(blank=True, max_length=200)),
                ('panel_named_on', models.DateField(blank=True, null=True)),
                ('respondent_absent', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['pk'],
            },
            bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
        ),
        migrations.CreateModel(
            name='Objection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hearing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='hearings.hearing')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('statement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='complaints.submission')),
                ('upheld', models.BooleanField(blank=True, null=True)),
                ('ruled_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('upheld', None)), fields=('hearing', 'person'), name='one_open_objection_to_a_member')],
            },
        ),
    ]
