import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PASSWORD } from '../client/person.js';
import { aKey, people } from '../people.js';
import { a, aChannelNamed } from '../product.js';
import { root } from '../stack/child.js';
import { launch, Visitor } from './visitor.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** A GraphQL request as it left the page. */
interface Sent {
  readonly by: 'http' | 'socket';
  readonly query?: string;
  readonly operationName?: string;
  readonly extensions?: { readonly persistedQuery?: { readonly sha256Hash?: string } };
}

/** Writes down what the page asks from now on. */
function listenTo(page: Page): Sent[] {
  const sent: Sent[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).pathname !== '/graphql' || request.method() !== 'POST') return;
    sent.push({ ...(request.postDataJSON() as Omit<Sent, 'by'>), by: 'http' });
  });
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => {
      const frame = JSON.parse(payload.toString()) as { type: string; payload: Omit<Sent, 'by'> };
      if (frame.type === 'subscribe') sent.push({ ...frame.payload, by: 'socket' });
    });
  });
  return sent;
}

interface Manifest {
  readonly operations: readonly { readonly id: string; readonly name: string }[];
}

test('the client names its documents by their hashes and sends no text, from signing in to talking', async () => {
  const manifest = JSON.parse(await readFile(join(root, 'schema/documents.json'), 'utf8')) as Manifest;
  const listed = new Map(manifest.operations.map(({ name, id }) => [name, id]));
  const channel = `hashes ${aKey().slice(0, 8)}`;
  await aChannelNamed(channel, await a('head'), await a('student'));

  await using daniel = await Visitor.arrive(browser);
  const sent = listenTo(daniel.page);
  await daniel.page.getByLabel('Email').fill(people.student);
  await daniel.page.getByLabel('Password').fill(PASSWORD);
  await daniel.page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await daniel.open(channel);
  await daniel.say(channel, 'Not a word of GraphQL');
  await daniel.hears('Not a word of GraphQL');
  await daniel.page.reload();
  await daniel.hears('Not a word of GraphQL');

  const names = new Set(sent.map(({ operationName }) => operationName));
  expect([...names]).toEqual(
    expect.arrayContaining(['SignIn', 'Account', 'SendFromOutbox', 'RenewSession', 'ChannelEvents']),
  );
  expect(new Set(sent.map(({ by }) => by))).toEqual(new Set(['http', 'socket']));
  for (const { operationName = '', query, extensions } of sent) {
    expect([operationName, query ?? '', extensions?.persistedQuery?.sha256Hash]).toEqual([
      operationName,
      '',
      listed.get(operationName),
    ]);
  }
});
