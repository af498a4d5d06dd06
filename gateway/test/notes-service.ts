import { readConfig, serve, serviceConfig } from '@parley/kit';
import { notes } from '../../subgraphs/kit/test/notes.js';

/** The kit's small subgraph as a process of its own, so that tests may suspend and kill it. */
const { url } = await serve(await notes(), readConfig(serviceConfig));
process.stdout.write(`ready ${url}\n`);
