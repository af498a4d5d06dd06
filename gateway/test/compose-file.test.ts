import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { chatConfig } from '../../subgraphs/chat/src/config.js';
import { filesConfig } from '../../subgraphs/files/src/config.js';
import { identityConfig } from '../../subgraphs/identity/src/config.js';
import { meetingsConfig } from '../../subgraphs/meetings/src/config.js';
import { gatewayShape } from '../src/config.js';

const file = readFileSync(new URL('../../docker-compose.yml', import.meta.url), 'utf8');

/** The names that a service is given, as they stand under its `environment`. */
function givenTo(service: string): readonly string[] {
  const [, block = ''] = new RegExp(`\\n  ${service}:\\n(.*?)\\n  \\w+:\\n`, 's').exec(file) ?? [];
  const [, environment = ''] = /\n {4}environment:\n(.*?)\n {4}\w/s.exec(block) ?? [];
  return [...environment.matchAll(/^ {6}(\w+):/gm)].map(([, name = '']) => name);
}

const names = ['IDENTITY', 'CHAT', 'FILES', 'MEETINGS'];
const timeouts = names.map((name) => `SUBGRAPH_${name}_TIMEOUT_MS`);
const urls = names.map((name) => `SUBGRAPH_${name}_URL`);
const services = {
  identity: Object.keys(identityConfig),
  chat: Object.keys(chatConfig),
  files: Object.keys(filesConfig),
  meetings: Object.keys(meetingsConfig),
  gateway: [...Object.keys(gatewayShape), ...urls, ...timeouts],
};

test.each(Object.entries(services))('whatever %s reads of its environment can be set', (service, read) => {
  expect(givenTo(service).toSorted()).toEqual(read.toSorted());
});

test('whatever the configuration of Janus names is given to it', () => {
  const folder = new URL('../../deploy/janus/templates/', import.meta.url);
  const templates = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'));
  const named = new Set([...templates.join('').matchAll(/\$\{(\w+)\}/g)].map(([, name = '']) => name));
  expect(givenTo('janus').toSorted()).toEqual([...named].toSorted());
});

test('no port of the machine is published twice', () => {
  const published = [...file.matchAll(/^ {6}- (?:\$\{\w+:-)?([\d-]+)\}?:[^/\n]*?(?:\/(udp|tcp))?$/gm)].map(
    ([, range = '', protocol = 'tcp']) => {
      const [first = 0, last = first] = range.split('-').map(Number);
      return { protocol, first, last };
    },
  );
  expect(published.length).toBeGreaterThan(3);
  for (const [n, one] of published.entries()) {
    const others = published.slice(n + 1).filter(({ protocol }) => protocol === one.protocol);
    expect(others.filter(({ first, last }) => first <= one.last && last >= one.first)).toEqual([]);
  }
});
