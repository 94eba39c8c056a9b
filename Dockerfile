# The product in one image; docker-compose.yml starts it as web server, worker, beat and the one-shot migration.
FROM python:3.11.14-slim-bookworm AS packages
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/venv
COPY requirements.txt constraints.txt /tmp/
RUN /opt/venv/bin/pip install --requirement /tmp/requirements.txt

FROM python:3.11.14-slim-bookworm
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DATA_DIR=/data
# For names in every script in the PDF of a launch file.
RUN apt-get update && apt-get install --yes --no-install-recommends fonts-noto-core fonts-noto-cjk && rm -rf /var/lib/apt/lists/*
RUN groupadd --system --gid 10001 launchgate \
 && useradd --system --uid 10001 --gid launchgate --no-create-home --home-dir /nonexistent launchgate \
 && install --directory --owner=launchgate --group=launchgate --mode=0700 /data
COPY --from=packages /opt/venv /opt/venv
WORKDIR /app
COPY manage.py ./
COPY launchgate ./launchgate
COPY templates ./templates
COPY static ./static
# Needs a secret to start, and keeps none: this one ends with the command.
RUN SECRET_KEY=only-while-style-sheets-and-scripts-are-gathered-0000000000 python manage.py collectstatic --noinput
USER launchgate
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "launchgate.wsgi", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--workers", "2", "--threads", "4", "--worker-tmp-dir", "/tmp", "--no-control-socket"]
