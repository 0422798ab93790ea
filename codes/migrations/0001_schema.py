import codes.models.json_text
import django.db.models.deletion
import django_fsm
import ledger.steps
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    # A database that has all of these has this one.
    replaces = [
        ("codes", "0001_initial"),
        ("codes", "0002_guards"),
        ("codes", "0003_corrections_and_lineages"),
        ("codes", "0004_drafts"),
    ]

    dependencies = [
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Code',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='codes', to='people.body')),
                ('slug', models.SlugField(max_length=48)),
                ('title', models.CharField(max_length=160)),
                ('applies_to', codes.models.json_text.JSONTextField(default=list, help_text='Kinds of credential whose holders it binds, such as CCM.')),
            ],
            options={
                'ordering': ['body', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('body', 'slug'), name='code_named_once_in_a_body')],
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(max_length=80)),
                ('slug', models.SlugField(help_text='The label as it stands in addresses.', max_length=80)),
                ('in_force_from', models.DateField(blank=True, help_text='Empty: since before our records.', null=True)),
                ('superseded_on', models.DateField(blank=True, help_text='The first day on which it is not in force any more.', null=True)),
                ('ends_on', models.DateField(blank=True, help_text='The end that it declared itself when it was published.', null=True)),
                ('correction', models.BooleanField(default=False, help_text='It takes the place of an edition published in error.')),
                ('provenance', models.TextField(help_text='Where the text was taken from, and by whom.')),
                ('digest', models.CharField(help_text='SHA-256 of what was published.', max_length=64)),
                ('source', models.TextField(blank=True, help_text='The file it was read from, letter for letter.')),
                ('published_at', models.DateTimeField(auto_now_add=True)),
                ('code', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='codes.code')),
                ('provision_count', models.PositiveSmallIntegerField(help_text='How many provisions it was published with; the database takes no more.')),
            ],
            options={
                'ordering': ['code', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('code', 'slug'), name='edition_labelled_once'), models.UniqueConstraint(condition=models.Q(('superseded_on', None)), fields=('code',), name='one_open_edition_of_a_code'), models.CheckConstraint(condition=models.Q(('in_force_from', None), ('superseded_on', None), ('superseded_on__gte', models.F('in_force_from')), _connector='OR'), name='edition_ends_no_earlier_than_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='Provision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='provisions', to='codes.edition')),
                ('number', models.CharField(max_length=24)),
                ('lineage', models.CharField(help_text='The same in every edition, whatever its number there.', max_length=48)),
                ('kind', models.CharField(choices=[('principle', 'Principle'), ('rule', 'Rule of conduct'), ('standard', 'Standard of conduct'), ('certificant_duty', 'Duty of certificants'), ('procedure', 'Procedure'), ('introduction', 'Introduction'), ('scope', 'Scope of practice')], max_length=16)),
                ('title', models.CharField(blank=True, max_length=200)),
                ('text', models.TextField(blank=True)),
                ('enforceable', models.BooleanField(help_text='Whether a complaint can charge it.')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='codes.provision')),
                ('position', models.PositiveSmallIntegerField()),
                ('provenance', models.TextField(blank=True)),
                ('summary_only', models.BooleanField(default=False, help_text='We hold a summary of this line, not the text of the edition.')),
                ('external_code_required', models.BooleanField(default=False, help_text='A charge names the code of another body, and its section.')),
                ('bridge', models.ForeignKey(blank=True, help_text='The rule that a breach of this provision also breaks.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bridged', to='codes.provision')),
                ('applies_to', codes.models.json_text.JSONTextField(default=list, help_text='Kinds of credential it binds; empty: all that the code binds.')),
                ('continues', codes.models.json_text.JSONTextField(default=list, help_text='Lineages of the edition before that it takes up; empty: its own alone.')),
                ('plain_title', models.CharField(blank=True, max_length=120)),
                ('plain_hint', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'ordering': ['edition', 'position'],
                'constraints': [models.UniqueConstraint(fields=('edition', 'number'), name='provision_numbered_once'), models.UniqueConstraint(fields=('edition', 'position'), name='provision_placed_once')],
            },
        ),
        migrations.CreateModel(
            name='Procedure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='procedures', to='people.body')),
                ('slug', models.SlugField(max_length=48)),
                ('title', models.CharField(max_length=160)),
            ],
            options={
                'ordering': ['body', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('body', 'slug'), name='procedure_named_once_in_a_body')],
            },
        ),
        migrations.CreateModel(
            name='ProcedureEdition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(max_length=80)),
                ('slug', models.SlugField(help_text='The label as it stands in addresses.', max_length=80)),
                ('in_force_from', models.DateField(blank=True, help_text='Empty: since before our records.', null=True)),
                ('superseded_on', models.DateField(blank=True, help_text='The first day on which it is not in force any more.', null=True)),
                ('ends_on', models.DateField(blank=True, help_text='The end that it declared itself when it was published.', null=True)),
                ('correction', models.BooleanField(default=False, help_text='It takes the place of an edition published in error.')),
                ('provenance', models.TextField(help_text='Where the text was taken from, and by whom.')),
                ('digest', models.CharField(help_text='SHA-256 of what was published.', max_length=64)),
                ('source', models.TextField(blank=True, help_text='The file it was read from, letter for letter.')),
                ('published_at', models.DateTimeField(auto_now_add=True)),
                ('procedure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='codes.procedure')),
                ('document', codes.models.json_text.JSONTextField(help_text='Every value with its source, as it was loaded.')),
            ],
            options={
                'ordering': ['procedure', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('procedure', 'slug'), name='procedure_edition_labelled_once'), models.UniqueConstraint(condition=models.Q(('superseded_on', None)), fields=('procedure',), name='one_open_edition_of_a_procedure'), models.CheckConstraint(condition=models.Q(('in_force_from', None), ('superseded_on', None), ('superseded_on__gte', models.F('in_force_from')), _connector='OR'), name='procedure_edition_ends_no_earlier_than_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='CodeDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', ledger.steps.StageField(choices=[('drafting', 'Being drafted'), ('submitted', 'Waiting for a second person'), ('approved', 'Approved, to be published'), ('published', 'Published'), ('discarded', 'Discarded')], default='drafting', max_length=24, protected=True)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.body')),
                ('label', models.CharField(blank=True, max_length=80)),
                ('provenance', models.TextField(blank=True)),
                ('in_force_from', models.DateField(blank=True, null=True)),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('correction', models.BooleanField(default=False)),
                ('content', codes.models.json_text.JSONTextField()),
                ('revision', models.PositiveIntegerField(default=1)),
                ('hands', codes.models.json_text.JSONTextField(default=list)),
                ('begun_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('code', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to='codes.code')),
                ('based_on', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='codes.edition')),
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
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.body')),
                ('label', models.CharField(blank=True, max_length=80)),
                ('provenance', models.TextField(blank=True)),
                ('in_force_from', models.DateField(blank=True, null=True)),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('correction', models.BooleanField(default=False)),
                ('content', codes.models.json_text.JSONTextField()),
                ('revision', models.PositiveIntegerField(default=1)),
                ('hands', codes.models.json_text.JSONTextField(default=list)),
                ('begun_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('procedure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to='codes.procedure')),
                ('based_on', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='codes.procedureedition')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('stage__in', ['drafting', 'submitted', 'approved'])), fields=('procedure',), name='one_open_draft_of_a_procedure')],
            },
            bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
        ),
    ]
