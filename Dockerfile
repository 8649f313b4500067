# docker build -t switchyard . && docker run -p 127.0.0.1:8080:8080 -v switchyard:/data switchyard
#
# The image holds one static binary, the root certificates and the time zones; there is no shell in it. It has no
# HEALTHCHECK for that reason: let the orchestrator ask GET /healthz (alive) and GET /readyz (taking traffic).

FROM node:22-bookworm-slim AS ui
WORKDIR /src/web
COPY web/package.json web/package-lock.json web/.npmrc ./
RUN npm ci --no-audit --no-fund
COPY web ./
RUN npm run build

FROM golang:1.26-bookworm AS binary
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
COPY --from=ui /src/web/dist web/dist
RUN CGO_ENABLED=0 go build -trimpath -buildvcs=false -o /out/switchyard ./cmd/switchyard \
 && mkdir -p -m 0700 /out/root/data && mkdir -m 1777 /out/root/tmp

FROM scratch
COPY --from=binary /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=binary /usr/local/go/lib/time/zoneinfo.zip /usr/local/go/lib/time/zoneinfo.zip
COPY --from=binary --chown=65532:65532 /out/root/ /
COPY --from=binary /out/switchyard /switchyard
# A container is reached from outside itself; what publishes the port decides who that is.
ENV SWITCHYARD_DATA=/data SWITCHYARD_LISTEN=0.0.0.0:8080 ZONEINFO=/usr/local/go/lib/time/zoneinfo.zip
USER 65532:65532
VOLUME /data
EXPOSE 8080
ENTRYPOINT ["/switchyard"]
CMD ["serve"]
