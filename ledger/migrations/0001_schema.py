import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    # A database that has all of these has this one.
    replaces = [
        ("ledger", "0001_initial"),
        ("ledger", "0002_guards"),
    ]

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Docket',
            fields=[
                ('number', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('length', models.PositiveIntegerField(default=0)),
                ('head', models.CharField(blank=True, max_length=64)),
                ('key_epoch', models.PositiveSmallIntegerField()),
                ('wrapped_key', models.BinaryField()),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('docket', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='ledger.docket')),
                ('number', models.PositiveIntegerField()),
                ('verb', models.CharField(max_length=64)),
                ('subject', models.CharField(max_length=96)),
                ('actor', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('header', models.BinaryField()),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('sealed_payload', models.BinaryField()),
            ],
            options={
                'verbose_name_plural': 'entries',
                'ordering': ['docket', 'number'],
                'constraints': [models.UniqueConstraint(fields=('docket', 'number'), name='ledger_entry_numbered_once')],
            },
        ),
        migrations.CreateModel(
            name='Series',
            fields=[
                ('name', models.CharField(max_length=24, primary_key=True, serialize=False)),
                ('last', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name_plural': 'series',
            },
        ),
    ]
