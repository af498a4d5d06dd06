import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { Line } from '../browser/line.js';
import { askText } from '../client/ask.js';
import type { Person } from '../client/person.js';
import { Stream } from '../client/stream.js';
import { CreateApiTokenDocument, RevokeApiTokenDocument } from '../generated/graphql.js';
import { aKey } from '../people.js';
import { a, aChannel, gateway, say } from '../product.js';
import { cleanEnvironment, root } from '../stack/child.js';

const GUIDE = join(root, 'docs/guide');
const EXAMPLES = join(GUIDE, 'examples');

/** An example of the guide, running. */
interface Example extends AsyncDisposable {
  /** The texts of the messages it prints, in its order. */
  readonly printed: Stream<string>;
  /** What it said of connections that ended. */
  readonly complaints: () => string;
}

function start(
  command: string,
  args: readonly string[],
  own: Readonly<Record<string, string>>,
  textOf: (line: string) => string,
): Example {
  const child = spawn(command, args, {
    cwd: root,
    env: cleanEnvironment(own),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  const gone = new Promise((resolve) => child.once('close', resolve));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    printed: new Stream(lines).map(textOf),
    complaints: () => complaints,
    async [Symbol.asyncDispose]() {
      child.kill();
      await gone;
    },
  };
}

const inTypeScript = (address: string, channelId: string, tokenFile: string): Example =>
  start(
    process.execPath,
    [join(EXAMPLES, 'follow-channel.ts'), address, channelId, tokenFile, '0.2'],
    {},
    (line) => line.replace(/^\d+ /, ''),
  );

const inShell = (address: string, channelId: string, token: string): Example =>
  start(
    'bash',
    [join(EXAMPLES, 'follow-channel.sh'), address, channelId],
    { PARLEY_TOKEN: token },
    (line) => {
      const { data } = JSON.parse(line) as { data: { channelEvents: { message: { text: string } } } };
      return data.channelEvents.message.text;
    },
  );

async function aToken(owner: Person): Promise<{ readonly id: string; readonly secret: string }> {
  const input = { name: 'guide', scopes: ['READ' as const], key: aKey() };
  const { createApiToken } = await owner.get(CreateApiTokenDocument, { input });
  return { id: createApiToken.token.id, secret: createApiToken.secret };
}

/** A file with a token, and how to put another one in its place: whole, or whoever reads it then finds nothing. */
async function aTokenFile(secret: string) {
  const folder = await mkdtemp(join(tmpdir(), 'parley-guide-'));
  const path = join(folder, 'token');
  const write = async (text: string) => {
    await writeFile(`${path}.new`, `${text}\n`, { mode: 0o600 });
    await rename(`${path}.new`, path);
  };
  await write(secret);
  return { path, write, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
}

/** What a person says while the line is cut again and again, in order. */
async function sayAcrossCuts(author: Person, channelId: string, line: Line): Promise<string[]> {
  const texts = Array.from({ length: 30 }, (_, n) => `Message ${String(n + 1)}: "cursor":"none", \\ and ✓`);
  for (const [n, text] of texts.entries()) {
    if (n % 10 === 4) line.cut();
    await say(author, channelId, text, n);
    if (n % 10 === 7) line.mend();
  }
  return texts;
}

/** Repeats itself until the example has begun to print, which shows that it follows. */
async function greet(author: Person, channelId: string, example: Example): Promise<void> {
  let isHeard = false;
  const heard = example.printed.next().finally(() => (isHeard = true));
  // Thrown where it is awaited below.
  heard.catch(() => undefined);
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- changed when it is heard
  while (!isHeard) await say(author, channelId, 'Is anybody there?');
  await heard;
}

const afterGreeting = (texts: readonly string[]) => texts.filter((text) => text !== 'Is anybody there?');

test.each([
  [
    'TypeScript',
    async (address: string, channelId: string, secret: string) => {
      const file = await aTokenFile(secret);
      const example = inTypeScript(address, channelId, file.path);
      return {
        ...example,
        [Symbol.asyncDispose]: async () => {
          await example[Symbol.asyncDispose]();
          await file[Symbol.asyncDispose]();
        },
      };
    },
  ],
  [
    'curl',
    (address: string, channelId: string, secret: string) =>
      Promise.resolve(inShell(address, channelId, secret)),
  ],
])(
  'the example in %s prints each message once and in order, whatever happens to its line',
  async (_name, begin) => {
    const [head, student] = [await a('head'), await a('student')];
    const channelId = await aChannel(head, student);
    await using line = await Line.to(gateway);
    await using example = await begin(line.url, channelId, (await aToken(student)).secret);
    await greet(head, channelId, example);
    const texts = await sayAcrossCuts(head, channelId, line);
    const printed = await example.printed.until((text) => text === texts.at(-1));
    expect(afterGreeting(printed)).toEqual(texts);
  },
);

test('what was said before the example began is printed too, once', async () => {
  const head = await a('head');
  const channelId = await aChannel(head);
  await say(head, channelId, 'Before');
  await using file = await aTokenFile((await aToken(head)).secret);
  await using example = inTypeScript(gateway, channelId, file.path);
  await example.printed.find((text) => text === 'Before');
  await say(head, channelId, 'After');
  expect(await example.printed.next()).toBe('After');
  expect(example.complaints()).toBe('');
});

test('a token that is replaced in its file is taken in place: the end of the old one ends nothing', async () => {
  const head = await a('head');
  const channelId = await aChannel(head);
  const [old, renewed] = [await aToken(head), await aToken(head)];
  await using file = await aTokenFile(old.secret);
  await using example = inTypeScript(gateway, channelId, file.path);
  await greet(head, channelId, example);
  await file.write(renewed.secret);
  const usedAt = async () => {
    const { data } = await askText(gateway, '{ viewer { apiTokens { id lastUsedAt } } }', {
      token: head.token,
    });
    const { apiTokens } = data?.['viewer'] as {
      apiTokens: readonly { id: string; lastUsedAt: string | null }[];
    };
    return apiTokens.find(({ id }) => id === renewed.id)?.lastUsedAt;
  };
  await expect.poll(usedAt, { timeout: 10_000 }).toEqual(expect.any(String));
  // A gateway asks who a token stands for once at a time: when it answers this, it has told the socket too.
  await askText(gateway, '{ viewer { id } }', { token: renewed.secret });
  // What is heard after that is heard with the new token.
  await greet(head, channelId, example);
  await head.get(RevokeApiTokenDocument, { input: { tokenId: old.id, key: aKey() } });
  await say(head, channelId, 'The old token is over');
  await example.printed.find((text) => text === 'The old token is over');
  expect(example.complaints()).toBe('');
});

test('an example whose reader lost the channel ends', async () => {
  const [head, student] = [await a('head'), await a('student')];
  const channelId = await aChannel(head, student);
  await using example = inShell(gateway, channelId, (await aToken(student)).secret);
  await greet(head, channelId, example);
  const { data } = await askText(
    gateway,
    'mutation ($input: RemoveMemberInput!) { removeMember(input: $input) { id } }',
    { token: head.token },
    { input: { channelId, userId: student.id, key: aKey() } },
  );
  expect(data).not.toBeNull();
  await say(head, channelId, 'Not for everybody');
  expect(afterGreeting(await example.printed.rest())).toEqual([]);
});

test.each(['follow-channel.ts', 'follow-channel.sh'])('the guide shows %s as it is run here', (name) => {
  const page = readFileSync(join(GUIDE, 'subscriptions.md'), 'utf8');
  expect(page).toContain(`\n${readFileSync(join(EXAMPLES, name), 'utf8').trimEnd()}\n\`\`\`\n`);
});
