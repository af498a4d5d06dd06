import { createLogger, readConfig } from '@parley/kit';
import { loadSupergraph } from '@parley/schema';
import { clientDir } from './client-dir.js';
import { gatewayShape } from './config.js';
import { createGateway } from './gateway.js';
import { addressShape, httpLinks } from './links.js';
import { runUntilStopped, startOrExplain } from './process.js';

/** The gateway alone: subgraphs run in processes of their own (SUBGRAPH_IDENTITY_URL …). */
await startOrExplain(async () => {
  const config = readConfig(gatewayShape);
  const logger = createLogger('gateway', config.LOG_LEVEL);
  const links = httpLinks(readConfig(addressShape), config.PROOF_SECRET, logger);
  const gateway = createGateway({ config, links, supergraphSdl: loadSupergraph(), clientDir, logger });
  await gateway.listen(config.PORT, config.HOST);
  process.stdout.write(`ready ${gateway.url}\n`);
  runUntilStopped(() => gateway.stop());
});
