import { createLogger, memoryBus, startSubgraph } from '../src/index.js';
import { httpFeed } from '../src/feed.js';
import { reader } from './reader.js';

/**
 * A process that takes in words. It says `effect <word>` when a word was written and not yet committed, and stops
 * there for ever at the word it is told to stop at.
 */
const [databaseUrl = '', url = '', proofSecret = '', stopAt = ''] = process.argv.slice(2);
const bus = memoryBus();
const definition = await reader(async (word) => {
  process.stdout.write(`effect ${word}\n`);
  if (word === stopAt) await new Promise(() => undefined);
});
await startSubgraph(definition, {
  databaseUrl,
  bus,
  feeds: { notes: httpFeed({ urls: [url], subgraph: 'notes', proofSecret, bus }) },
  logger: createLogger('reader', 'error'),
});
