import { readConfig, serve } from '@parley/kit';
import { identity, identityConfig } from './identity.js';
import { operatorConfig } from './config.js';
import { operate } from './operate.js';

const command = process.argv.slice(2);
if (command.length === 0) {
  const config = readConfig(identityConfig);
  await serve(await identity(config), config);
} else {
  const config = readConfig(operatorConfig);
  // Nothing is signed and nobody is served: the secret is only what the service would need for that.
  const definition = await identity({
    TOKEN_SECRET: 'an operator signs nothing and serves nobody',
    PUBLIC_URL: 'http://127.0.0.1:4000',
    PARLEY_DEMO: false,
    NODE_ENV: 'production',
  });
  const { words, done } = await operate(definition, config, command);
  process.stdout.write(words);
  process.exitCode = done ? 0 : 1;
}
