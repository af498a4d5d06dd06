import { writeFile } from 'node:fs/promises';
import { emit } from './emit.js';

/** `npm run schema`: writes the contract from the subgraphs' classes. */
for (const [name, text] of Object.entries(await emit())) {
  await writeFile(new URL(`./${name}`, import.meta.url), text);
  process.stdout.write(`schema/${name} ${String(text.split('\n').length)} lines\n`);
}
