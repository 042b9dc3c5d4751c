# The server of the pages and the API, as a user who may do nothing else.
#   docker build -t atalaya .
#   docker run --publish 127.0.0.1:8080:8080 --volume atalaya:/data --stop-timeout 120 atalaya
FROM python:3.11-slim

RUN useradd --create-home --home-dir /data --uid 10001 atalaya
WORKDIR /opt/atalaya

# Its own layer: what Atalaya needs changes more seldom than Atalaya.
COPY requirements.lock ./
RUN python -m pip install --no-cache-dir --require-hashes --requirement requirements.lock

COPY . .
RUN python -m pip install --no-cache-dir --no-deps --no-build-isolation --config-settings editable_mode=compat --editable .

USER atalaya
ENV ATALAYA_DATA_DIR=/data
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM

# Asks for what needs no database: a server that is busy answers, and one whose production is down needs no new start.
HEALTHCHECK --interval=30s --timeout=10s --retries=3 CMD ["python", "-c", \
    "import urllib.request as r; r.urlopen('http://127.0.0.1:8080/_stcore/health', timeout=9)"]

CMD ["atalaya", "serve", "--host", "0.0.0.0", "--port", "8080"]
