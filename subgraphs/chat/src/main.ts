import { readConfig, serve } from '@parley/kit';
import { chat, chatConfig } from './chat.js';

const config = readConfig(chatConfig);

await serve(await chat(config), config);
