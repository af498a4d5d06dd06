import { readConfig, serve } from '@parley/kit';
import { meetings, meetingsConfig } from './meetings.js';

const config = readConfig(meetingsConfig);

await serve(await meetings(config), config);
