import { setTimeout as pause } from 'node:timers/promises';
import type { Report } from './report.js';
import type { Database } from './servers/database.js';
import { shapeOf } from './storm-statements.js';

/** As long as the rarest of what is asked again and again takes to come round. */
const IDLE_MS = 12_000;
const SHOWN = 120;

/** How many statements `work` takes, less those that are asked anyway when nobody does anything. */
export async function ownStatements(
  database: Database,
  report: Report,
  work: () => Promise<unknown>,
): Promise<number> {
  const always = new Set((await database.statementsOf(() => pause(IDLE_MS))).map(shapeOf));
  const during = await database.statementsOf(async () => {
    await work();
  });
  const own = during.map(shapeOf).filter((shape) => !always.has(shape));
  for (const shape of own) report.note(shape.slice(0, SHOWN));
  return own.length;
}
