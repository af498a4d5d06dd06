import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './steps.mjs';

const pascal = (words) =>
  words.replaceAll(/(^|-)([a-z0-9])/g, (_match, _dash, letter) => letter.toUpperCase());

const text = (className, stamp) => `import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ${className}${stamp} implements MigrationInterface {
  name = '${className}${stamp}';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(\`\`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forwards; restore a backup instead'));
  }
}
`;

/** `npm run db:new -- chat add-topic-to-channel`: an empty migration of a subgraph, to be written once. */
function newMigration([subgraph, words]) {
  const folder = join(root, 'subgraphs', subgraph ?? '', 'src', 'migrations');
  if (!subgraph || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(words ?? '') || !existsSync(folder)) {
    return 'Name a subgraph and what changes, in kebab-case: npm run db:new -- chat add-topic-to-channel';
  }
  const stamp = String(Date.now());
  const file = join(folder, `${stamp}-${words}.ts`);
  writeFileSync(file, text(pascal(words), stamp));
  process.stdout.write(
    `${file}\nAdd ${pascal(words)}${stamp} to the migrations of subgraphs/${subgraph}/src/${subgraph}.ts.\n`,
  );
  return null;
}

const fault = newMigration(process.argv.slice(2));
if (fault) {
  process.stderr.write(`${fault}\n`);
  process.exitCode = 1;
}
