"""Every setting, from the environment alone (docs/decisions/0003-strict-environment.md)."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

import django_stubs_ext
from csp.constants import NONE, SELF

from ethics_portal.bells import bells
from ethics_portal.databases import read_database
from ethics_portal.env import Environment, Misconfigured, login

# Lets ``ModelForm[Certificant]`` say at runtime what it says to the type checker.
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("DATA_DIR") or BASE_DIR / "var").absolute()
env = Environment(os.environ, base=DATA_DIR)

# --- The office -----------------------------------------------------------------------------------
DEBUG = env.boolean("DEBUG", default=False)
# In the sandbox no letter leaves the house: the outbox shows what would have been sent.
SANDBOX = env.boolean("SANDBOX", default=True)
SITE_URL = env.text("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
if urlsplit(SITE_URL).scheme not in {"http", "https"} or not urlsplit(SITE_URL).hostname:
    raise Misconfigured(f"SITE_URL is “{SITE_URL}”; it must be a web address with its host.")
HTTPS = SITE_URL.startswith("https://")
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"])
TRUSTED_PROXIES = env.integer("TRUSTED_PROXIES", 0, least=0, most=9)

# --- Secrets --------------------------------------------------------------------------------------
SECRET_KEY = env.secret("SECRET_KEY", "an-example-that-guards-nothing-and-is-refused-when-serving")
VAULT_KEYS = env.keys("VAULT_KEYS", f"1:{'A' * 43}=")
SIGNING_KEYS = env.keys("SIGNING_KEYS", f"1:{'B' * 43}=")
RECEIPT_PEPPER = env.secret("RECEIPT_PEPPER", "an-example-pepper-that-is-refused-when-serving")
EXAMPLES_IN_USE = tuple(env.examples_in_use)

# --- What it is made of ---------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django_fsm",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "csp",
    "vault",
    "ledger",
    "people",
    "codes",
    "complaints",
    "intake",
    "hearings",
    "reports",
    "ethics_portal",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "ethics_portal.middleware.PrivacyMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "ethics_portal.middleware.AddressMiddleware",
    "ethics_portal.middleware.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "ethics_portal.middleware.RefusalMiddleware",
]
ROOT_URLCONF = "ethics_portal.urls"
WSGI_APPLICATION = "ethics_portal.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ethics_portal.context.office",
            ]
        },
    }
]

# --- Where things are kept ------------------------------------------------------------------------
DATABASES = {"default": read_database(env, DATA_DIR / "demo.sqlite3")}
REDIS = env.url("REDIS_URL", ["redis", "rediss"])
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
# The image makes this folder and collects into it; elsewhere files are found where they lie.
BUILT = BASE_DIR / "static-built"
COLLECTED = BUILT.is_dir()
STATIC_ROOT = BUILT if COLLECTED else None
WHITENOISE_USE_FINDERS = not COLLECTED
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# --- Who is there ---------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.User"
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "home"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
# A browser takes a __Host- cookie only over HTTPS, and only from this host for the whole of it.
SESSION_COOKIE_NAME = "__Host-sid" if HTTPS else "sid"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- What a browser is told -----------------------------------------------------------------------
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health$"]
SECURE_HSTS_SECONDS = 63_072_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
# Not "no-referrer": under it browsers send "Origin: null" and every form of ours would be refused.
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# No plain copy of evidence reaches a disk: files are sealed as they arrive.
FILE_UPLOAD_HANDLERS = ["vault.uploads.Sealing"]
DATA_UPLOAD_MAX_NUMBER_FILES = 20
# Without a virus scanner every file is marked as not scanned.
CLAMD = env.url("CLAMD_URL", ["tcp", "unix"])
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# --- Words and days -------------------------------------------------------------------------------
# Not Django's LocaleMiddleware: it would mix its own sentences in Spanish into the office's pages.
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_NAME = "language"
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
USE_TZ = True
TIME_ZONE = "America/New_York"

# --- Letters --------------------------------------------------------------------------------------
MAIL_FROM = env.text("MAIL_FROM", "ethics@localhost")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = MAIL_FROM
# A mail server that says nothing for so long is given up, in seconds.
EMAIL_TIMEOUT = 10
# How long a mail is one worker's alone, and the first of the pauses between two tries.
LEASE, FIRST_PAUSE = 60.0, 60.0
smtp = env.url("EMAIL_URL", ["smtp", "smtp+tls", "smtps"])
if smtp is None:
    if not SANDBOX:
        raise Misconfigured("EMAIL_URL must be set when SANDBOX is false.")
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
else:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = smtp.hostname or "localhost", smtp.port or 25
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = login(smtp)
    EMAIL_USE_TLS, EMAIL_USE_SSL = smtp.scheme == "smtp+tls", smtp.scheme == "smtps"

# --- Work on a clock ------------------------------------------------------------------------------
# Rows are the queue (docs/decisions/0004): the broker only wakes the worker, and may lose it all.
# Each database has its own folder: two offices on one machine must not take each other's messages.
BROKER_DIR = DATA_DIR / "broker" / Path(DATABASES["default"]["NAME"]).stem
CELERY_BROKER_URL = REDIS.geturl() if REDIS else "filesystem://localhost"
# A broker that fell silent is given up soon: the poller does the work meanwhile.
SOON = 2.0
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {"visibility_timeout": 600, "socket_timeout": SOON, "socket_connect_timeout": SOON}
    if REDIS
    else {
        "data_folder_in": str(BROKER_DIR / "messages"),
        "data_folder_out": str(BROKER_DIR / "messages"),
        "control_folder": str(BROKER_DIR / "control"),
    }
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_CONNECTION_TIMEOUT = SOON
# A tick that does not get through is not worth waiting for: the next one follows.
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BEAT_SCHEDULER = "ethics_portal.beat:PulsingScheduler"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# The poller waits so much longer for the worker before it does the work itself.
SLACK = 2.0
EVERY_SWEEP, EVERY_NIGHT = 6 * 3600.0, 24 * 3600.0
EVERY_NOTICE, EVERY_REMINDER = 10.0, 30.0 if SANDBOX else 3600.0
CELERY_BEAT_SCHEDULE = bells(EVERY_NOTICE, EVERY_REMINDER, EVERY_SWEEP)

# --- The other door -------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [
        "ethics_portal.parsing.ObjectParser",
        "rest_framework.parsers.FormParser",
        "rest_framework.parsers.MultiPartParser",
    ],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "ethics_portal.api.problem",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Ethics Portal",
    "DESCRIPTION": "Read what you may see, and take the steps that are yours.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}

# --- Log lines ------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {
        "handlers": ["console"],
        "level": env.choice("LOG_LEVEL", "INFO", ["DEBUG", "INFO", "WARNING", "ERROR"]),
    },
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        # A refused or missing page is no fault, and its address would put a docket into the log.
        "django.request": {"level": "ERROR"},
        # Statements carry what people wrote.
        "django.db.backends": {"level": "WARNING"},
    },
}
