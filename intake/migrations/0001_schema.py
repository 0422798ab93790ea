import django.db.models.deletion
import django.utils.timezone
import uuid
import vault.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    # A database that has all of these has this one.
    replaces = [
        ("intake", "0001_drafts"),
        ("intake", "0002_copies_of_files"),
        ("intake", "0003_scans_of_files"),
        ("intake", "0004_keys_that_signed"),
    ]

    dependencies = [
        ('complaints', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to='people.body')),
                ('key_epoch', models.PositiveSmallIntegerField()),
                ('wrapped_key', models.BinaryField()),
                ('sealed_answers', vault.fields.SealedTextField(help_text='What was typed, page by page, as JSON.')),
                ('sealed_key', vault.fields.SealedTextField(help_text='The one-use key that makes its codes.')),
                ('resume_tag', models.CharField(max_length=64, unique=True)),
                ('begun_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('expires_on', models.DateField()),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('kept_at', models.DateTimeField(blank=True, help_text='When the filer said that they have the receipt code.', null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['expires_on'], name='draft_by_its_end')],
            },
        ),
        migrations.CreateModel(
            name='DraftFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='intake.draft')),
                ('number', models.PositiveSmallIntegerField()),
                ('filename', vault.fields.SealedTextField()),
                ('description', vault.fields.SealedTextField()),
                ('health', models.CharField(blank=True, help_text="Whose health it tells of: mine, another's, nobody's.", max_length=8)),
                ('held_back', models.BooleanField(default=False, help_text='Not to be sent to the respondent.')),
                ('media_type', models.CharField(max_length=100)),
                ('size', models.PositiveBigIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('address', models.CharField(max_length=64)),
                ('active', models.BooleanField(default=False, help_text='It would run or carry something when it is opened.')),
                ('derivative_address', models.CharField(blank=True, max_length=64)),
                ('derivative_sha256', models.CharField(blank=True, max_length=64)),
                ('derivative_size', models.PositiveBigIntegerField(default=0)),
                ('scan', models.CharField(choices=[('pending', 'Waiting for its virus scan'), ('clean', 'Scanned, nothing found'), ('infected', 'Harmful'), ('error', 'The scan failed'), ('not_scanned', 'Not scanned')], db_index=True, default='not_scanned', max_length=12)),
                ('scanned_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('draft', 'number'), name='draft_file_numbered_once')],
            },
        ),
        migrations.CreateModel(
            name='SigningKey',
            fields=[
                ('epoch', models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ('public_key', models.CharField(max_length=64)),
                ('first_used_on', models.DateField()),
            ],
            options={
                'ordering': ['-epoch'],
            },
        ),
        migrations.CreateModel(
            name='Filing',
            fields=[
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='filing', serialize=False, to='complaints.complaint')),
                ('draft', models.UUIDField(db_index=True, help_text='The draft it came from, long gone.')),
                ('sealed_copy', vault.fields.SealedTextField(help_text='Each part with its questions and answers, as JSON.')),
                ('sealed_statement', vault.fields.SealedTextField(help_text='The signed statement of the receipt.')),
                ('sha256', models.CharField(help_text='Digest of the copy.', max_length=64)),
            ],
            options={
                'abstract': False,
            },
        ),
    ]
