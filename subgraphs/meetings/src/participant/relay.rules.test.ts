import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { relaysFor } from './relay.rules.js';

const now = new Date('2026-11-22T10:00:00Z');
const settings = { relayUrls: ['turn:relay.example:3478', 'stun:relay.example'] };

test('a relay takes credentials that end by themselves', () => {
  const { iceServers, expiresAt } = relaysFor({ ...settings, relaySecret: 's3cret' }, 'user_1', now);
  expect(expiresAt).toEqual(new Date('2026-11-22T22:00:00Z'));
  const username = `${String(expiresAt.getTime() / 1_000)}:user_1`;
  const credential = createHmac('sha1', 's3cret').update(username).digest('base64');
  expect(iceServers).toEqual([
    { urls: ['turn:relay.example:3478'], username, credential },
    { urls: ['stun:relay.example'], username: null, credential: null },
  ]);
});

test('without a secret a relay asks for nothing, and without relays there are none', () => {
  const open = relaysFor({ ...settings, relaySecret: null }, 'user_1', now);
  expect(open.iceServers.map(({ username }) => username)).toEqual([null, null]);
  expect(relaysFor({ ...settings, relayUrls: [], relaySecret: null }, 'user_1', now).iceServers).toEqual([]);
});
