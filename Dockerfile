# Any base whose python3 is 3.11 or newer and can make virtual environments: python:3.12-slim, or
# Debian with python3 and python3-venv. Nothing is compiled, so that no base needs a compiler.
ARG BASE=python:3.12-slim

FROM ${BASE} AS build
# pip stays outside of what is shipped: it installs from an environment of its own.
RUN python3 -m venv /opt/build && python3 -m venv --without-pip /opt/changyouda
WORKDIR /src
COPY . .
# --build-arg EXTRAS=[semantic] adds the comparison by meaning, 100 MB.
ARG EXTRAS=
# Behind a mirror of the package index, give the build a pip.conf and, if it needs one, the
# certificates that it names as /run/secrets/pip.crt; neither is kept in the image:
#   --secret id=pip.conf,src=FILE --secret id=pip.crt,src=FILE
#
# Everything comes as wheels but jieba, whose source distribution is Python only.
# Tests of numpy (16 MB) and jieba's model for paddle (13 MB) go: nothing imports the ones, and only
# who has installed paddle the other.
# Bytecode is made once, here, and not compared with its source at each start: the root file system
# may be read-only, and layers do not keep time stamps exactly.
RUN --mount=type=cache,target=/root/.cache/pip \
    --mount=type=secret,id=pip.conf,target=/etc/pip.conf \
    --mount=type=secret,id=pip.crt,target=/run/secrets/pip.crt \
    PIP_USE_PEP517=1 /opt/build/bin/pip --python /opt/changyouda/bin/python3 install \
        --disable-pip-version-check --root-user-action=ignore --no-compile \
        --only-binary=:all: --no-binary=jieba ".${EXTRAS}" \
    && find /opt/changyouda/lib -depth -type d \
        \( -path '*/numpy/*/tests' -o -path '*/numpy/tests' -o -path '*/jieba/lac_small' \) \
        -exec rm -r {} + \
    && /opt/changyouda/bin/python3 -W ignore -m compileall -q \
        --invalidation-mode unchecked-hash /opt/changyouda/lib

FROM ${BASE}
LABEL org.opencontainers.image.title="changyouda" \
      org.opencontainers.image.description="A Telegram bot that answers Chinese questions over articles by quoting them" \
      org.opencontainers.image.licenses="MIT"
RUN groupadd --gid 10001 changyouda \
    && useradd --uid 10001 --gid 10001 --no-log-init --home-dir /data --shell /usr/sbin/nologin \
        --comment "" changyouda \
    && mkdir /articles /config /data \
    && chown 10001:10001 /data
COPY --from=build /opt/changyouda /opt/changyouda
# CHANGYOUDA_ARTICLES is not set here: without it the articles that ship are served, whether or not
# something is mounted at /articles. Whoever mounts articles there sets it, as compose.yaml does; a
# folder that is empty by mistake is then a fault and not another city's answers.
# /config may be empty: for each file that is not there, the one that ships is read.
ENV PATH=/opt/changyouda/bin:${PATH} \
    LANG=C.UTF-8 \
    PYTHONUTF8=1 \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    CHANGYOUDA_CONFIG=/config \
    CHANGYOUDA_DATA=/data
VOLUME ["/articles", "/config", "/data"]
USER 10001:10001
WORKDIR /data
STOPSIGNAL SIGTERM
ENTRYPOINT ["changyouda"]
CMD ["serve"]
# Asks the bot that serves whether it is well: one that polls no more is to be started anew. It takes
# half a second. A bot with `health.port: 0` counts as well for as long as it runs.
HEALTHCHECK --interval=30s --timeout=10s --start-period=1m --retries=3 CMD ["changyouda", "health"]
