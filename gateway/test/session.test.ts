import { aViewer } from '@parley/kit/testing';
import { SignJWT } from 'jose';
import { beforeEach, expect, test } from 'vitest';
import { sessions, type Sessions } from '../src/session.js';
import { Graph } from './graph.js';

const SECRET = 'a secret that only these tests know, and long';

let graph: Graph;
let known: Sessions;
/** When something last changed for anybody, in performance.now(). */
let changedAt: number;

beforeEach(() => {
  graph = new Graph();
  changedAt = -Infinity;
  const [identity] = graph.links;
  if (!identity) throw new TypeError('The graph has no identity');
  known = sessions(identity, SECRET, { changedSince: (_viewer, since) => changedAt >= since });
});

async function tokenFor(id: string, lifeSeconds = 600, secret = SECRET): Promise<string> {
  const token = await new SignJWT({ sid: `session of ${id}` })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer('parley')
    .setAudience('parley')
    .setSubject(id)
    .setExpirationTime(`${String(lifeSeconds)}s`)
    .sign(new TextEncoder().encode(secret));
  graph.accounts.set(token, { ...aViewer({ id }), expiresAt: null, changesAt: null });
  return token;
}

test('who shows the same token again is known without another question, and is the same object', async () => {
  const token = await tokenFor('ann');
  const first = await known.passport(token);
  expect(first?.viewer.id).toBe('ann');
  expect(await known.passport(token)).toBe(first);
  expect(graph.calls).toHaveLength(1);
});

test('a token that was verified before is worth nothing once its session ended', async () => {
  const token = await tokenFor('ann');
  expect(await known.passport(token)).not.toBeNull();
  graph.accounts.delete(token);
  changedAt = performance.now();
  expect(await known.passport(token)).toBeNull();
});

test('a token that was verified before is worth nothing once it expired, and identity is not asked', async () => {
  const token = await tokenFor('ann', 1);
  expect(await known.passport(token)).not.toBeNull();
  await expect.poll(() => known.passport(token), { timeout: 3_000 }).toBeNull();
  const asked = graph.calls.length;
  expect(await known.passport(token)).toBeNull();
  expect(graph.calls).toHaveLength(asked);
});

test('whatever was not signed here is refused each time, and identity is not asked', async () => {
  const good = await tokenFor('ann');
  await known.passport(good);
  const asked = graph.calls.length;
  const [head, body, signature] = good.split('.');
  const unsigned = Buffer.from('{"alg":"none"}').toString('base64url');
  const forgeries = [
    await tokenFor('eve', 600, 'another secret, that is long enough as well'),
    `${String(head)}.${String(body)}.${'A'.repeat(43)}`,
    `${unsigned}.${String(body)}.`,
    `${String(head)}.${Buffer.from('{"sub":"eve","iss":"parley","aud":"parley"}').toString('base64url')}.${String(signature)}`,
    'nonsense',
  ];
  for (const forged of [...forgeries, ...forgeries]) expect(await known.passport(forged)).toBeNull();
  expect(graph.calls).toHaveLength(asked);
});
