import { createLogger } from '../src/logger.js';
import { startPostgres } from '../src/postgres.js';

const dataDir = process.argv[2];
if (!dataDir) throw new Error('Name the data folder');
const { url, pid } = await startPostgres({ dataDir, logger: createLogger('test', 'silent') });
process.stdout.write(`${JSON.stringify({ url, pid })}\n`);
