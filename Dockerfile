# The program as it runs in production; docker-compose.yml starts it as web, worker and beat.
FROM python:3.13-slim

RUN apt-get update \
 && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
 && rm -rf /var/lib/apt/lists/*

WORKDIR /srv/samverkan
COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes -r requirements.txt

COPY manage.py pyproject.toml ./
COPY samverkan samverkan
COPY kostnader kostnader
COPY protokoll protokoll
COPY templates templates
COPY static static
COPY fixtures fixtures

# Settings refuse to start half-configured; these values only serve to collect the static files.
RUN SECRET_KEY=build DATABASE_URL=postgresql://build REDIS_URL=redis://build ALLOWED_HOSTS=build \
    python manage.py collectstatic --noinput --ignore '*.otf'

RUN useradd --system --create-home samverkan && install -d -o samverkan /var/lib/samverkan
USER samverkan
ENV SAMVERKAN_VAR=/var/lib/samverkan PYTHONUNBUFFERED=1
EXPOSE 8000
CMD ["gunicorn", "samverkan.wsgi", "--bind", "0.0.0.0:8000", "--workers", "3", "--threads", "4", "--worker-tmp-dir", "/dev/shm"]
