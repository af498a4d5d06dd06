import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Person } from '../client/person.js';
import {
  CreateChannelDocument,
  FaultsHistoryDocument,
  FaultsLaterDocument,
  FaultsSaveDocument,
  FaultsScheduleDocument,
  FaultsSendDocument,
} from '../generated/graphql.js';
import { aKey, people } from '../people.js';
import { type EmbeddedStack, startEmbedded } from '../stack/embedded-stack.js';

/** So many messages fall due at once, so many reminders with them. */
const DUE_AT_ONCE = 15;
const REMINDERS = 6;
/** So many are planned while the product is away, for much later. */
const KEPT = 5;
const LOOK = { interval: 5, timeout: 30_000 };

let stack: EmbeddedStack;
let back: Promise<void> = Promise.resolve();
beforeAll(async () => {
  stack = await startEmbedded();
});
afterAll(() => stack.stop());

async function strike(): Promise<void> {
  await stack.kill('SIGKILL');
  await stack.restart();
}

/** Asks until it is answered; only a connection that broke is tried again, as a client does. */
async function surely<T, V>(who: Person, document: TypedDocumentNode<T, V>, variables: V): Promise<T> {
  for (;;) {
    await back;
    try {
      return await who.get(document, variables);
    } catch (error) {
      // A refusal is a failure.
      if (!(error instanceof TypeError)) throw error;
    }
  }
}

const inMs = (milliseconds: number): string => new Date(Date.now() + milliseconds).toISOString();

/** A conversation, its writer, and who is reminded of what was said in it. */
class Talk {
  readonly planned: string[] = [];

  private constructor(
    readonly writer: Person,
    readonly reader: Person,
    readonly channelId: string,
  ) {}

  static async begin(): Promise<Talk> {
    const [writer, reader] = [
      await Person.signIn(stack.gatewayUrls, people.head),
      await Person.signIn(stack.gatewayUrls, people.student),
    ];
    const input = { kind: 'GROUP' as const, name: 'Later', memberIds: [reader.id], key: aKey() };
    const { createChannel } = await writer.get(CreateChannelDocument, { input });
    return new Talk(writer, reader, createChannel.id);
  }

  /** Plans messages for that moment, always with the key of the first attempt. */
  async plan(many: number, sendAt: string): Promise<void> {
    const texts = Array.from({ length: many }, (_, n) => `${sendAt} ${String(n)}`);
    this.planned.push(...texts);
    await Promise.all(
      texts.map((text) =>
        surely(this.writer, FaultsScheduleDocument, {
          input: { channelId: this.channelId, text, sendAt, key: aKey() },
        }),
      ),
    );
  }

  /** Says something that the reader wants to be reminded of at that moment. */
  async remind(remindAt: string): Promise<void> {
    const input = { channelId: this.channelId, text: 'remember', key: aKey() };
    const { sendMessage } = await surely(this.writer, FaultsSendDocument, { input });
    const saving = { messageId: sendMessage.id, remindAt, key: aKey() };
    await surely(this.reader, FaultsSaveDocument, { input: saving });
  }

  /** What was planned and has been sent, in the order of the channel, and every position there. */
  async sent(): Promise<{ texts: string[]; seqs: number[] }> {
    const { channel } = await surely(this.writer, FaultsHistoryDocument, { id: this.channelId, first: 100 });
    const nodes = channel?.messages.nodes ?? [];
    const texts = nodes.map(({ text }) => text ?? '').filter((text) => text !== 'remember');
    return { texts, seqs: nodes.map(({ seq }) => seq) };
  }

  /** What was planned and waits. */
  async waiting(): Promise<string[]> {
    const { viewer } = await surely(this.writer, FaultsLaterDocument, {});
    return viewer?.scheduledMessages?.nodes.map(({ text }) => text) ?? [];
  }

  /** When reminders were given, by item. */
  async given(): Promise<Map<string, string>> {
    const { viewer } = await surely(this.reader, FaultsLaterDocument, {});
    const items = viewer?.savedItems?.nodes ?? [];
    return new Map(items.flatMap(({ id, remindedAt }) => (remindedAt ? [[id, remindedAt] as const] : [])));
  }
}

test('what was planned is sent once, and reminded of once, though everything is killed while it falls due', async () => {
  const talk = await Talk.begin();
  const [first, second] = [inMs(4_000), inMs(5_000)];
  await Promise.all([talk.plan(DUE_AT_ONCE, first), talk.plan(DUE_AT_ONCE, second)]);
  const moments = Array.from({ length: REMINDERS }, (_, n) => (n % 2 === 0 ? first : second));
  await Promise.all(moments.map((moment) => talk.remind(moment)));

  // The first of those that are due at once are there: the others are being sent.
  await expect.poll(async () => (await talk.sent()).texts.length, LOOK).toBeGreaterThan(0);
  back = strike();
  // Planned while nobody is there to hear it; they are to wait, each once.
  const kept = talk.plan(KEPT, inMs(3_600_000));
  const before = await talk.given();
  await expect.poll(async () => (await talk.sent()).texts.length, LOOK).toBeGreaterThan(DUE_AT_ONCE);
  back = strike();
  await Promise.all([back, kept]);
  // What falls due after the last kill takes along whatever the kills left behind.
  await Promise.all([talk.plan(1, inMs(2_500)), talk.remind(inMs(2_500))]);

  await expect.poll(async () => (await talk.waiting()).length, LOOK).toBe(KEPT);
  await expect.poll(async () => (await talk.given()).size, LOOK).toBe(REMINDERS + 1);
  const { texts, seqs } = await talk.sent();
  const waiting = await talk.waiting();
  expect([...texts, ...waiting].toSorted()).toEqual(talk.planned.toSorted());
  expect(seqs).toEqual(seqs.map((_, index) => (seqs[0] ?? 0) + index));
  // A reminder is given in the transaction that notes when: one that is given again bears another time.
  const after = await talk.given();
  expect([...before].map(([id]) => [id, after.get(id)])).toEqual([...before]);
});
