# One image for every service; docker-compose.yml says which of them a container is.
FROM node:24-bookworm-slim AS build
WORKDIR /parley
COPY . .
RUN npm run build

FROM node:24-bookworm-slim
WORKDIR /parley
# What looks into files and makes recordings of what media servers wrote, docs/operations.md; an installation that can do without some of it names the others.
ARG FILE_PROGRAMS="ffmpeg janus-tools tesseract-ocr tesseract-ocr-eng \
  libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui \
  fonts-liberation fonts-dejavu-core fonts-noto-core fonts-noto-cjk"
RUN apt-get update && apt-get install -y --no-install-recommends $FILE_PROGRAMS && rm -rf /var/lib/apt/lists/*
ENV NODE_ENV=production
COPY --from=build --chown=node:node /parley /parley
# Where files and recordings are kept, unless a store is: a volume is made with its owner.
RUN mkdir /parley/files /parley/recordings && chown node:node /parley/files /parley/recordings
USER node
CMD ["node_modules/.bin/node", "gateway/dist/main.js"]
