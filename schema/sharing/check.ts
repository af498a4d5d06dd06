import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { subscriptionsIn } from './documents.js';
import { startProduct } from './product.js';
import { playScene } from './scene.js';
import { type Verdict, verdictOf } from './verdict.js';

const CLIENT = fileURLToPath(new URL('../../client/src', import.meta.url));
const SUPERGRAPH = new URL('../supergraph.graphql', import.meta.url);

/** Runs every subscription of the client without a viewer, over one of everything that can happen. */
async function verdicts(): Promise<readonly Verdict[]> {
  const product = await startProduct(await readFile(SUPERGRAPH, 'utf8'));
  try {
    const scene = await playScene(product);
    const subscriptions = await subscriptionsIn(CLIENT);
    return await Promise.all(subscriptions.map((each) => verdictOf(product, scene, each)));
  } finally {
    await product.stop();
  }
}

/** What is wrong: a stream that many follow and each is served alone, or a verdict that proves nothing. */
const faultsOf = ({ name, needsViewer, notExercised, isWide }: Verdict): readonly string[] => [
  ...(needsViewer !== null && isWide
    ? [`${name} is followed by many and must not depend on the viewer`]
    : []),
  ...notExercised.map((what) => `${name}: not exercised: ${what}; add it to sharing/scene.ts`),
];

/** `npm run check`, its subscriptions step. */
const found = await verdicts();
const width = Math.max(...found.map(({ name }) => name.length));
for (const { name, needsViewer } of found) {
  const verdict = needsViewer === null ? 'shared' : `needs the viewer: ${needsViewer}`;
  process.stdout.write(`${name.padEnd(width)}  ${verdict}\n`);
}
const faults = found.flatMap(faultsOf);
for (const fault of faults) process.stderr.write(`${fault}\n`);
process.exitCode = faults.length > 0 ? 1 : 0;
