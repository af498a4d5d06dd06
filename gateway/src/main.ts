import { createLogger, feedTopic, readConfig, redisBus, startTracing } from '@parley/kit';
import { loadSupergraph } from '@parley/schema';
import { clientDir } from './client-dir.js';
import { gatewayShape } from './config.js';
import { loadTrusted } from './documents/load.js';
import { createGateway } from './gateway.js';
import { addressShape, httpLinks, timeoutShape } from './links.js';
import { runUntilStopped, startOrExplain } from './process.js';
import { SESSION_OWNER } from './subgraph-link/ask.js';

/** The gateway alone: subgraphs run in processes of their own (SUBGRAPH_IDENTITY_URL …). */
await startOrExplain(async () => {
  const config = readConfig(gatewayShape);
  const logger = createLogger('gateway', config.LOG_LEVEL);
  const stopTracing = await startTracing('parley-gateway', config, logger);
  const links = httpLinks(readConfig(addressShape), readConfig(timeoutShape), {
    proofSecret: config.PROOF_SECRET,
    logger,
  });
  const bus = config.REDIS_URL ? redisBus(config.REDIS_URL, logger) : null;
  const gateway = createGateway({
    config,
    links,
    supergraphSdl: loadSupergraph(),
    documents: loadTrusted(config.DOCUMENTS_DIR),
    clientDir,
    logger,
    ...(bus && { onAccountWake: (listener) => bus.subscribe(feedTopic(SESSION_OWNER), listener) }),
  });
  await gateway.listen(config.PORT, config.HOST);
  process.stdout.write(`ready ${gateway.url}\n`);
  runUntilStopped(async () => {
    await gateway.stop();
    await bus?.close();
    await stopTracing();
  });
});
