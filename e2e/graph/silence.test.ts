import { expect, test } from 'vitest';
import { a, gateway } from '../product.js';
import { BareLine } from './bare-line.js';

/** A ping every fifteen seconds and as long to answer it; some more for the looking. */
const DEAD_MS = { least: 15_000, most: 32_000 };

test('a socket that answers no ping is let go within thirty seconds', { timeout: 45_000 }, async () => {
  const head = await a('head');
  // It hears everything and says nothing: the protocol's own pings are not answered by this line.
  const line = new BareLine(gateway);
  line.upgrade();
  await line.hears('\r\n\r\n');
  line.say({ type: 'connection_init', payload: { token: head.token } });
  await line.hears('connection_ack');
  const begun = Date.now();
  await line.closed;
  expect(Date.now() - begun).toBeGreaterThan(DEAD_MS.least);
  expect(Date.now() - begun).toBeLessThan(DEAD_MS.most);
});
