import { readConfig, serve } from '@parley/kit';
import { files, filesConfig } from './files.js';

const config = readConfig(filesConfig);

await serve(await files(config), config);
