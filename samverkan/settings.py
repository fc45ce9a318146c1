"""The one settings file. What differs between places is read from the environment (README, Production)."""

from datetime import timedelta
from pathlib import Path

import font_source_sans_pro
from celery.schedules import crontab
from csp.constants import NONE, SELF
from kombu import Queue

from samverkan.env import celery_broker, env_bool, env_database, env_int, env_list, env_site, env_str

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = Path(env_str("SAMVERKAN_VAR", str(BASE_DIR / "var")))

DEBUG = env_bool("DEBUG", False)
DEMO = env_bool("DEMO", False)  # the sign-in page lists the demo people
LOCAL = env_bool("LOCAL", DEBUG or DEMO)  # plain http and uncollected static files; ./dev sets it

SECRET_KEY = env_str("SECRET_KEY")
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"] if LOCAL else None)
# Where the links in mails lead. Never taken from a request: anyone can send a Host header.
SITE_URL = env_site(
    "SITE_URL",
    hosts=ALLOWED_HOSTS,
    default=f"{'http' if LOCAL else 'https'}://{ALLOWED_HOSTS[0].lstrip('.*') or 'localhost'}"
    + (":8000" if LOCAL else ""),
)
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS", [])
PROXY_HOPS = env_int("PROXY_HOPS", 0)  # how many proxies of our own stand before the web process

INSTALLED_APPS = [
    "samverkan.apps.SamverkanConfig",
    "kostnader.apps.KostnaderConfig",
    "protokoll.apps.ProtokollConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_tables2",
    "django_htmx",
    "axes",
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "samverkan.konton.utan_kakor.WithoutCookies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "samverkan.konton.session.SessionLimits",
    "axes.middleware.AxesMiddleware",
]
DJANGO_TABLES2_TEMPLATE = "komponenter/tabell.html"
ROOT_URLCONF = "samverkan.urls"
WSGI_APPLICATION = "samverkan.wsgi.application"
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
                "samverkan.start.context.skal",
            ],
        },
    },
]

# --- where things are kept ---------------------------------------------------------------------------------

DATABASES = {
    "default": env_database("DATABASE_URL", password=env_str("DATABASE_PASSWORD", ""))
    | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = env_str("REDIS_URL")
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static", ("typsnitt", Path(font_source_sans_pro.font_directory))]
MEDIA_ROOT = VAR / "filer"
STATIC_STORAGE = "django.contrib.staticfiles.storage.StaticFilesStorage" if LOCAL else (
    "whitenoise.storage.CompressedManifestStaticFilesStorage"
)  # fmt: skip
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": STATIC_STORAGE},
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = LOCAL

UPLOAD_MAX_BYTES = 10 * 1024 * 1024  # forms refuse larger files
BILAGA_MAX_BYTES = 25 * 1024 * 1024  # so large may one paper of a matter be
DATA_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_MAX_BYTES
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # a grid of some services over 290 members is one form

# The seal of justerade protocols: a private key and its certificate as PEM, best given as SEAL_KEY_FILE and
# SEAL_CERT_FILE. Without them a demo makes one of its own; production refuses to start.
SEAL_KEY, SEAL_CERT = env_str("SEAL_KEY", ""), env_str("SEAL_CERT", "")
SEAL_DEMO_FILE = VAR / "sigill.pem"

# --- language and time -------------------------------------------------------------------------------------

LANGUAGE_CODE = "sv"
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True
USE_I18N = True

# --- who may come in ---------------------------------------------------------------------------------------

AUTH_USER_MODEL = "samverkan.Anvandare"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 3600
LOGIN_URL = "/logga-in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/logga-in/"

AXES_FAILURE_LIMIT = 5
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_HANDLER = "samverkan.konton.throttle.GuessHandler"
GUESSES_PER_IP = 50  # wrong ones from one IP address, whomever they tried to be
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "samverkan/konton/last.html"
AXES_HTTP_RESPONSE_CODE = 429
AXES_USERNAME_FORM_FIELD = "username"
AXES_CLIENT_IP_CALLABLE = "samverkan.client.client_ip"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

SESSION_HOURS = env_int("SESSION_HOURS", 12, minimum=1)  # signed in no longer than this
SESSION_IDLE_MINUTES = env_int("SESSION_IDLE_MINUTES", 60, minimum=1)  # nor this long without a sign of life
SESSION_COOKIE_AGE = SESSION_HOURS * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not LOCAL
CSRF_COOKIE_HTTPONLY = True

# --- what the browser is told ------------------------------------------------------------------------------

SECURE_SSL_REDIRECT = not LOCAL
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXY_HOPS else None
SECURE_HSTS_SECONDS = 0 if LOCAL else env_int("HSTS_SECONDS", 365 * 24 * 3600)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not LOCAL
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
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
        "base-uri": [SELF],
    },
}

# --- mail --------------------------------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = SERVER_EMAIL = env_str("MAIL_FROM", "samverkan@localhost")
EMAIL_FILE_PATH = VAR / "mail"
EMAIL_BACKEND = f"django.core.mail.backends.{'filebased' if LOCAL else 'smtp'}.EmailBackend"
EMAIL_HOST = env_str("MAIL_HOST", "localhost")
EMAIL_PORT = env_int("MAIL_PORT", 25)
EMAIL_HOST_USER = env_str("MAIL_USER", "")
EMAIL_HOST_PASSWORD = env_str("MAIL_PASSWORD", "")
EMAIL_USE_TLS = env_bool("MAIL_TLS", False)
EMAIL_TIMEOUT = 20

# Who answers for the service: named in the accessibility statement (lagen 2018:1937, 12 §).
OPERATOR_NAME = env_str("OPERATOR_NAME", "")
OPERATOR_EMAIL = env_str("OPERATOR_EMAIL", DEFAULT_FROM_EMAIL)

# --- background work ---------------------------------------------------------------------------------------
# The table Jobb in PostgreSQL is the truth; Redis only carries the knock on the door. A task whose worker
# died is handed out again after the visibility timeout, so no task may run longer than that.

CELERY_BROKER_URL = celery_broker(REDIS_URL)
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 300}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_SOFT_TIME_LIMIT, CELERY_TASK_TIME_LIMIT = 240, 270
CELERY_TASK_IGNORE_RESULT = True
# Paper has a queue of its own, so that a run someone waits for never stands behind hundreds of PDFs.
CELERY_TASK_QUEUES = [Queue("celery"), Queue("leverans")]
CELERY_TASK_ROUTES = {"kostnader.fakturor.tasks.deliver": {"queue": "leverans"}}
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_ALWAYS_EAGER = env_bool("CELERY_TASK_ALWAYS_EAGER", False)
CELERY_TASK_EAGER_PROPAGATES = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "beat-schedule")
# How often beat looks for jobs that nobody is at, and how long a PDF or mail may take before it is handed
# out again.
RESUME_SECONDS = env_int("RESUME_SECONDS", 10)
LEVERANS_RETRY_SECONDS = 6 * RESUME_SECONDS
CELERY_BEAT_SCHEDULE: dict[str, dict] = {
    "resume-deliveries": {
        "task": "kostnader.fakturor.tasks.resume_deliveries",
        "schedule": RESUME_SECONDS,
        "options": {"expires": RESUME_SECONDS},
    },
    "resume-jobb": {
        "task": "samverkan.jobb.tasks.resume_jobb",
        "schedule": RESUME_SECONDS,
        "options": {"expires": RESUME_SECONDS},
    },
    # The notice board: each looks at what is due, so an hour that was missed is made up for the next.
    "anslag-upp": {"task": "protokoll.anslag.tasks.satt_upp", "schedule": crontab(minute=1)},
    "anslag-ned": {"task": "protokoll.anslag.tasks.ta_ned", "schedule": crontab(minute=3)},
    "laga-kraft": {"task": "protokoll.anslag.tasks.laga_kraft", "schedule": crontab(minute=5)},
    "justering-paminn": {
        "task": "protokoll.justering.tasks.remind_justerare",
        "schedule": crontab(hour="7-18", minute=10),
    },
    "rapport-paminn": {
        "task": "kostnader.rapporter.tasks.remind_writers",
        "schedule": crontab(hour="7-18", minute=20),
    },
    "avpublicera": {"task": "protokoll.anslag.tasks.avpublicera", "schedule": crontab(minute=7)},
}

# --- logging -----------------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env_str("LOG_LEVEL", "INFO")},
    "loggers": {name: {"level": "WARNING"} for name in ("weasyprint.progress", "fontTools")},
}
