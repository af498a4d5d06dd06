import { beforeAll, expect, test } from 'vitest';
import { codesOf } from '../client/ask.js';
import type { Person } from '../client/person.js';
import { HistoryDocument, type HistoryQueryVariables } from '../generated/graphql.js';
import { a, aChannel, say } from '../product.js';

const MESSAGES = 25;
let head: Person;
let channelId: string;
let seqs: number[];

beforeAll(async () => {
  head = await a('head');
  channelId = await aChannel(head);
  for (let n = 1; n <= MESSAGES; n++) await say(head, channelId, `Message ${String(n)}`);
  seqs = await allPages({ first: 100 });
});

async function page(variables: Omit<HistoryQueryVariables, 'id'>, gateway = 0) {
  const { channel } = await head.get(HistoryDocument, { id: channelId, ...variables }, gateway);
  if (!channel) throw new Error('The channel is not there');
  const { nodes, pageInfo } = channel.messages;
  return { seqs: nodes.map(({ seq }) => seq), pageInfo };
}

/** All sequence numbers, page by page forwards, each page from the next gateway. */
async function allPages({ first }: { first: number }): Promise<number[]> {
  const found: number[] = [];
  let after: string | null | undefined;
  for (let n = 0; ; n++) {
    const { seqs: some, pageInfo } = await page({ first, after }, n);
    found.push(...some);
    if (!pageInfo.hasNextPage) return found;
    after = pageInfo.endCursor;
  }
}

test('pages forwards give every message once, in order', async () => {
  expect(seqs.length).toBeGreaterThanOrEqual(MESSAGES);
  expect(seqs).toEqual(seqs.map((_, index) => (seqs[0] ?? 0) + index));
  expect(await allPages({ first: 7 })).toEqual(seqs);
});

test('pages backwards give the same, each in reading order', async () => {
  const found: number[] = [];
  let before: string | null | undefined;
  for (let n = 0; ; n++) {
    const { seqs: some, pageInfo } = await page({ last: 7, before }, n);
    found.unshift(...some);
    if (!pageInfo.hasPreviousPage) break;
    before = pageInfo.startCursor;
  }
  expect(found).toEqual(seqs);
});

test('a page around a message holds it and its neighbours', async () => {
  const { channel } = await head.get(HistoryDocument, { id: channelId, first: 100 });
  const middle = channel?.messages.nodes[12];
  const { seqs: around } = await page({ first: 10, around: middle?.id });
  expect(around).toContain(middle?.seq);
  expect(around).toContain((middle?.seq ?? 0) - 1);
  expect(around).toContain((middle?.seq ?? 0) + 1);
  expect(around).toEqual([...around].sort((one, other) => one - other));
});

test.each([
  [{ first: 101 }],
  [{ first: 0 }],
  [{ last: 1_000 }],
  [{ first: -1 }],
  [{ first: 5, after: 'not a cursor' }],
])('a page of %j is refused, never cut', async (variables) => {
  const answer = await head.ask(HistoryDocument, { id: channelId, ...variables });
  expect(codesOf(answer)).toEqual(['INVALID']);
  expect(answer.data?.channel ?? null).toBeNull();
});
