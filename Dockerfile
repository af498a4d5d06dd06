# One image for every service; docker-compose.yml says which of them a container is.
FROM node:24-bookworm-slim AS build
WORKDIR /parley
COPY . .
RUN npm run build

FROM node:24-bookworm-slim
WORKDIR /parley
ENV NODE_ENV=production
COPY --from=build --chown=node:node /parley /parley
# Where files are kept, unless a store is: a volume is made with its owner.
RUN mkdir /parley/files && chown node:node /parley/files
USER node
CMD ["node_modules/.bin/node", "gateway/dist/main.js"]
