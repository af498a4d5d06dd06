import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { expect, test } from 'vitest';
import { claimPort } from './port-claim.js';

test('a claimed port is known, taken for others, and free for its listener once it is released', async () => {
  const claim = await claimPort(0, '127.0.0.1');
  await expect(claimPort(claim.port, '127.0.0.1')).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await claim.release();
  await claim.release();
  const listener = createServer().listen(claim.port, '127.0.0.1');
  await once(listener, 'listening');
  listener.close();
});

test('who connects to a claimed port is turned away, and does not hold it', async () => {
  const claim = await claimPort(0, '127.0.0.1');
  const early = connect(claim.port, '127.0.0.1').on('error', () => undefined);
  await once(early, 'close');
  await claim.release();
});
