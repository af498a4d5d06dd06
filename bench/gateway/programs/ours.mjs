import { readFileSync } from 'node:fs';
import { chat } from '../../../subgraphs/chat/dist/chat.js';
import { identity } from '../../../subgraphs/identity/dist/identity.js';
import { createLogger, memoryBus, readConfig, startSubgraph } from '@parley/kit';
import { embeddedShape, gatewayShape } from '../../../gateway/dist/config.js';
import { loadTrusted } from '../../../gateway/dist/documents/load.js';
import { createGateway } from '../../../gateway/dist/gateway.js';
import { httpLink } from '../../../gateway/dist/subgraph-link/http.js';
import { inProcessLink } from '../../../gateway/dist/subgraph-link/in-process.js';
import { answers, campus } from './campus.mjs';

/** The product's gateway, put together as its own programs do it, but over the supergraph of the bench. */
const { SUPERGRAPH, SUBGRAPHS, PEOPLE, DATABASE_URL, HOST, PORT } = process.env;
const isEmbedded = process.argv[2] === 'embedded';
const config = readConfig(isEmbedded ? embeddedShape : gatewayShape);
const logger = createLogger('bench', 'warn');

function overHttp() {
  const addresses = Object.entries(JSON.parse(SUBGRAPHS));
  return addresses.map(([name, url]) =>
    httpLink({ name, urls: [new URL(url).origin], proofSecret: config.PROOF_SECRET, logger }),
  );
}

/** A subgraph of the bench in this process: what it remembers is text, so that each answer is an object of its own. */
function remembered(name) {
  const answer = answers(name, JSON.parse(PEOPLE));
  const refused = () => Promise.reject(new Error(`${name} only answers queries`));
  return {
    name,
    execute: (request) => Promise.resolve(JSON.parse(answer(request))),
    subscribe: refused,
    authorize: refused,
    ready: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  };
}

async function inThisProcess() {
  const options = { ...config, PUBLIC_URL: `http://${HOST}:${PORT}`, PARLEY_DEMO: false };
  const bus = memoryBus();
  const links = [];
  const feeds = {};
  for (const definition of [await identity(options), await chat(options)]) {
    const runtime = await startSubgraph(definition, {
      databaseUrl: DATABASE_URL,
      bus,
      feeds: { ...feeds },
      poolSize: 10,
      logRetentionDays: config.LOG_RETENTION_DAYS,
      logger,
    });
    feeds[definition.name] = runtime.feed;
    links.push(inProcessLink(runtime));
  }
  return [...links, ...campus.map(remembered)];
}

const gateway = createGateway({
  config,
  links: isEmbedded ? await inThisProcess() : overHttp(),
  supergraphSdl: readFileSync(SUPERGRAPH, 'utf8'),
  documents: loadTrusted(config.DOCUMENTS_DIR),
  clientDir: '/nowhere',
  logger,
});
await gateway.listen(Number(PORT), HOST);
process.once('SIGTERM', () => process.exit());
