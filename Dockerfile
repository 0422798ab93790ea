# syntax=docker/dockerfile:1
FROM python:3.11-slim-bookworm AS built
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/venv
COPY requirements.txt /build/
RUN /opt/venv/bin/pip install --require-hashes --requirement /build/requirements.txt
COPY . /app
WORKDIR /app
# DEBUG only lets the build go on without the secrets, which no image may hold.
RUN mkdir static-built && DEBUG=true /opt/venv/bin/python manage.py collectstatic --noinput --verbosity 0

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /data --create-home portal
COPY --from=built /opt/venv /opt/venv
COPY --from=built /app /app
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DATA_DIR=/data
WORKDIR /app
USER portal
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "ethics_portal.wsgi", "--config", "docker/gunicorn.conf.py"]
