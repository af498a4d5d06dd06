import { readConfig, serve } from '@parley/kit';
import { identity, identityConfig } from './identity.js';

const config = readConfig(identityConfig);
await serve(await identity(config), config);
