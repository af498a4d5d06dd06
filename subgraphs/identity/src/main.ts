import { ConfigError, readConfig, serve } from '@parley/kit';
import { operatorConfig } from './config.js';
import { identity, identityConfig } from './identity.js';
import { operate, type Operated } from './operate.js';

const command = process.argv.slice(2);
if (command.length === 0) {
  const config = readConfig(identityConfig);
  await serve(await identity(config), config);
} else {
  const { words, done } = await operated();
  process.stdout.write(words);
  process.exitCode = done ? 0 : 1;
}

/** A command of whoever runs the installation, in place of serving. */
async function operated(): Promise<Operated> {
  try {
    const config = readConfig(operatorConfig);
    // Nothing is signed and nobody is served: the secret is only what the service would need for that.
    const definition = await identity({
      TOKEN_SECRET: 'an operator signs nothing and serves nobody',
      PUBLIC_URL: 'http://127.0.0.1:4000',
      PARLEY_DEMO: false,
      NODE_ENV: 'production',
    });
    return await operate(definition, config, command);
  } catch (error) {
    // A person at a terminal reads a sentence, not a stack; what nobody foresaw is shown whole.
    if (error instanceof ConfigError) return { words: `${error.message}\n`, done: false };
    throw error;
  }
}
