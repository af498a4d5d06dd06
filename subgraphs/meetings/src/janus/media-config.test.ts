import { networkInterfaces } from 'node:os';
import { readConfig } from '@parley/kit';
import { expect, test } from 'vitest';
import { SECRETS, withServers } from '../../test/janus-media.js';
import { iceAddresses } from './ice-addresses.js';
import { mediaConfig, mediaPlan } from './media-config.js';

const plan = (environment: Record<string, string>) =>
  mediaPlan(readConfig(mediaConfig, environment), '/data');

test('several servers are named by region, or by their address', () => {
  expect(plan(withServers('EU=ws://eu:8188, wss://us.example.org/janus'))).toMatchObject({
    secrets: SECRETS,
    servers: [
      { name: 'EU', url: 'ws://eu:8188' },
      { name: 'us.example.org', url: 'wss://us.example.org/janus' },
    ],
  });
});

test('a Janus of our own has secrets that nobody else has, new ones each time', () => {
  const [one, two] = [plan({}), plan({})];
  const all = [one, two].flatMap(({ secrets }) => Object.values(secrets) as string[]);
  expect(new Set(all).size).toBe(6);
  expect(one.recordings).toBe('/data/recordings');
});

test.each([
  [{ JANUS_URL: 'ws://eu:8188' }, 'JANUS_API_SECRET is not set, and JANUS_URL is'],
  [withServers('http://eu:8188'), 'JANUS_URL is not a list of addresses'],
  [{ JANUS_RTP_PORTS: '40000-20000' }, 'JANUS_RTP_PORTS is not a range'],
])('%j is a fault', (environment, sentence) => {
  expect(() => plan(environment as Record<string, string>)).toThrow(sentence);
});

test('media uses the addresses of this machine, never loopback', () => {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const loopback = all.filter(({ internal }) => internal).map(({ address }) => address);
  const found = iceAddresses();
  expect(found.length).toBeGreaterThan(0);
  expect(found.filter((address) => loopback.includes(address))).toEqual([]);
  expect(iceAddresses([found[0]!])).toEqual([found[0]]);
  expect(() => iceAddresses(['127.0.0.1'])).toThrow('no address or interface of this machine');
  expect(() => iceAddresses(['eth99'])).toThrow('no address or interface of this machine');
});
