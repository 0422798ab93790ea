import datetime
import django.contrib.auth.models
import django.contrib.auth.validators
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import vault.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    # A database that has all of these has this one.
    replaces = [
        ("people", "0001_initial"),
        ("people", "0002_attempt"),
        ("people", "0003_credentials_by_name"),
        ("people", "0004_allowance"),
        ("people", "0005_calendars"),
        ("people", "0006_email_of_a_body"),
        ("people", "0007_postal_addresses"),
    ]

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='Allowance',
            fields=[
                ('name', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('used_until', models.FloatField(default=0, help_text='Seconds since 1970.')),
            ],
        ),
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('bucket', models.CharField(max_length=64)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'indexes': [models.Index(fields=['bucket', 'at'], name='attempts_of_bucket')],
            },
        ),
        migrations.CreateModel(
            name='Body',
            fields=[
                ('slug', models.SlugField(max_length=16, primary_key=True, serialize=False)),
                ('acronym', models.CharField(help_text='Leads its docket numbers.', max_length=16, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('time_zone', models.CharField(default='America/New_York', max_length=48)),
                ('address', models.TextField(blank=True)),
                ('telephone', models.CharField(blank=True, max_length=40)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('weekend', models.CharField(blank=True, default='56', help_text='The days off in its week, Monday is 0.', max_length=6, validators=[django.core.validators.RegexValidator('\\A0?1?2?3?4?5?6?\\Z', 'Give each day of the week once.')])),
                ('holidays', models.CharField(blank=True, help_text='Whose public holidays it keeps, such as US or US-CO; empty for none.', max_length=12)),
            ],
            options={
                'verbose_name_plural': 'bodies',
                'ordering': ['slug'],
            },
        ),
        migrations.CreateModel(
            name='CalendarDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calendar_days', to='people.body')),
                ('day', models.DateField()),
                ('name', models.CharField(max_length=120)),
                ('closed', models.BooleanField(default=True)),
                ('source', models.CharField(help_text='The library and its release, or office.', max_length=60)),
            ],
            options={
                'ordering': ['day'],
                'constraints': [models.UniqueConstraint(fields=('body', 'day'), name='a_day_is_set_once')],
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('name', models.CharField(max_length=150, verbose_name='full name')),
                ('digest', models.BooleanField(default=False, help_text='Of the dates that are near, instead of one for each.', verbose_name='one e-mail a day')),
                ('quiet_from', models.TimeField(default=datetime.time(20, 0), verbose_name='no reminders from')),
                ('quiet_until', models.TimeField(default=datetime.time(8, 0), verbose_name='until')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'user',
                'verbose_name_plural': 'users',
                'abstract': False,
            },
            managers=[
                ('objects', django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name='Office',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offices', to=settings.AUTH_USER_MODEL)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offices', to='people.body')),
                ('organ', models.SlugField(help_text='The organ of the body, such as ccn.', max_length=24)),
                ('role', models.CharField(choices=[('chair', 'Chair'), ('vice_chair', 'Vice Chair'), ('past_chair', 'Immediate Past Chair'), ('member', 'Member'), ('staff', 'Case staff'), ('investigator', 'Investigator'), ('hearing_panel', 'Hearing panel member'), ('appeal_panel', 'Appeal panel member'), ('counsel', 'Counsel to the body'), ('auditor', 'Auditor'), ('administrator', 'Administrator')], max_length=24)),
                ('public_member', models.BooleanField(default=False)),
                ('from_day', models.DateField()),
                ('until_day', models.DateField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('until_day', None), ('until_day__gte', models.F('from_day')), _connector='OR'), name='office_ends_after_it_begins'), models.UniqueConstraint(fields=('user', 'body', 'organ', 'role', 'from_day'), name='office_taken_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Certificant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificants', to='people.body')),
                ('number', models.CharField(help_text='As on the card, such as 00482913.', max_length=24)),
                ('name', models.CharField(max_length=150)),
                ('sort_name', models.CharField(editable=False, max_length=150)),
                ('city', models.CharField(blank=True, max_length=80)),
                ('state', models.CharField(blank=True, max_length=40)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('user', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='certificant', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['sort_name', 'pk'],
                'indexes': [models.Index(fields=['body', 'sort_name', 'id'], name='certificant_by_name')],
                'constraints': [models.UniqueConstraint(fields=('body', 'number'), name='certificant_numbered_once')],
            },
        ),
        migrations.CreateModel(
            name='PostalAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('certificant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='addresses', to='people.certificant')),
                ('text', vault.fields.SealedTextField(help_text='As on an envelope, without the name.')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'postal addresses',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Credential',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('certificant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credentials', to='people.certificant')),
                ('kind', models.CharField(help_text="The letters by which the body's procedure names it, such as CCM.", max_length=16, validators=[django.core.validators.RegexValidator('^[A-Z][A-Z0-9-]*$', 'Write it in capitals, such as CCM.')])),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('certificant', 'kind'), name='credential_held_once')],
            },
        ),
        migrations.CreateModel(
            name='CredentialStatus',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('credential', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statuses', to='people.credential')),
                ('status', models.CharField(choices=[('active', 'Active'), ('probation', 'Certified, on probation'), ('suspended', 'Suspended'), ('lapsed', 'Lapsed'), ('retired', 'Retired'), ('revoked', 'Revoked')], max_length=12)),
                ('from_day', models.DateField()),
                ('reason', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'ordering': ['from_day', 'pk'],
            },
        ),
    ]
