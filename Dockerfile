# One static program, no shell, no root. The data folder is the only thing written to:
#   docker build -t huikuan .
#   docker run --stop-timeout 30 --read-only --tmpfs /tmp -v huikuan:/data -p 127.0.0.1:8080:8080 huikuan
# Draining takes 20 seconds at most. There are no accounts yet: publish the port to this machine only, or put a gate in front of it.
FROM node:20-bookworm AS page
WORKDIR /src/frontend
COPY frontend/package.json frontend/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY frontend ./
COPY scenarios /src/scenarios
RUN npm run build

FROM golang:1.26-bookworm AS program
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
COPY --from=page /src/frontend/dist ./frontend/dist
# The page is there already, and this stage has no npm to make it.
RUN make -o frontend/dist/index.html static && mkdir /data

FROM scratch
COPY --from=program /src/bin/huikuan-static /huikuan
COPY --from=program --chown=65532:65532 /data /data
COPY --from=program /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
USER 65532:65532
ENV HUIKUAN_DATA=/data HUIKUAN_ADDR=0.0.0.0:8080 HUIKUAN_OPEN=true TMPDIR=/data
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
ENTRYPOINT ["/huikuan"]
CMD ["serve"]
