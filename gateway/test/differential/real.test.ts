import { loadSupergraph } from '@parley/schema';
import { validate } from 'graphql';
import { expect, test } from 'vitest';
import { clientCase, clientDocuments } from './client-operations.js';
import { operationOf } from './collecting.js';
import { extent, timeoutMs } from './config.js';
import { ownFor } from './own.js';
import { referenceFor } from './reference.js';
import { report, seedsOf, verdictOnSeeds } from './seeds.js';
import { verdictOn, type Finding, type Trial } from './trial.js';
import { worldOf } from './world.js';

// Our own graph: operations drawn from its schema, and all that the client sends, over data drawn from it, too.

const CLIENT_SEEDS = 2;

const sdl = loadSupergraph();
const world = worldOf('parley', sdl, 3);
const trial: Trial = { world, reference: referenceFor(sdl), subject: ownFor(sdl) };

test(
  'operations drawn from our schema',
  async () => {
    const { findings, executions, refused } = await verdictOnSeeds(trial, extent.seeds * 2);
    expect(await report(findings)).toBe('');
    if (extent.only === null) expect(refused).toBeLessThan(executions / 10);
  },
  timeoutMs,
);

test(
  'what the client sends',
  async () => {
    const findings: Finding[] = [];
    for (const document of clientDocuments()) {
      expect(validate(world.apiSchema, document), operationOf(document).name?.value).toEqual([]);
      const cases = [...seedsOf(`${world.name}:${operationOf(document).name?.value ?? ''}`, CLIENT_SEEDS, 0)];
      for (const seed of cases) {
        findings.push(...(await verdictOn(trial, clientCase(world, document, seed))).findings);
      }
    }
    expect(await report(findings)).toBe('');
  },
  timeoutMs,
);
