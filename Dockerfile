# SPDX-License-Identifier: MIT
# docker build -t caucus-tally . && docker run --rm -v "$PWD:/data" caucus-tally validate .
FROM debian:12-slim AS build
WORKDIR /src
# Before the sources, so that a change in them does not install everything again.
COPY scripts scripts
RUN root=/src && . scripts/setup.sh && need run
COPY . .
RUN cmake --preset static -G Ninja && cmake --build --preset static && cpack --config build/static/CPackConfig.cmake -G TGZ \
    -B /package && mkdir /image && tar -xzf /package/*.tar.gz -C /image --strip-components=1

FROM scratch
COPY --from=build /image /usr
# The image has no terminal's settings, and a contest's folder is where its user mounts it.
ENV LC_ALL=C.UTF-8
WORKDIR /data
USER 65534:65534
ENTRYPOINT ["/usr/bin/caucus-tally"]
CMD ["--help"]
