import { createLogger, readConfig } from '@parley/kit';
import { Media } from '../src/janus/media.js';
import { mediaConfig, mediaPlan } from '../src/janus/media-config.js';

/** A product of its own process, for tests that kill it: says which Janus it started. */
const media = await Media.start(
  mediaPlan(readConfig(mediaConfig, {}), process.argv[2] ?? ''),
  createLogger('owner', 'silent'),
);
process.stdout.write(`${String(media.pid)}\n`);
