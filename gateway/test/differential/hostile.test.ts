import { expect, test } from 'vitest';
import { extent, timeoutMs } from './config.js';
import { hostile } from './hostile/all.js';
import { compose } from './hostile/compose.js';
import { ownFor } from './own.js';
import { referenceFor } from './reference.js';
import { report, verdictOnSeeds } from './seeds.js';

// Every operation is answered as Apollo answers it, over subgraphs that answer well, fail, or break the rules.

test.each(hostile.map((each) => [each.name, each] as const))(
  'over the supergraph of %s',
  async (_, each) => {
    const world = compose(each);
    const { findings, executions, refused } = await verdictOnSeeds({
      world,
      reference: referenceFor(world.supergraphSdl),
      subject: ownFor(world.supergraphSdl),
    });
    expect(await report(findings)).toBe('');
    // Were most operations refused by the planner, nothing would have been compared.
    if (extent.only === null) expect(refused).toBeLessThan(executions / 10);
  },
  timeoutMs,
);
