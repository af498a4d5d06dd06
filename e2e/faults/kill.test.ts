import { afterAll, beforeAll, expect, test } from 'vitest';
import { Person } from '../client/person.js';
import {
  ChannelEventsDocument,
  CreateChannelDocument,
  HistoryDocument,
  SendMessageDocument,
  type SendMessageInput,
} from '../generated/graphql.js';
import { aKey, people } from '../people.js';
import { type EmbeddedStack, startEmbedded } from '../stack/embedded-stack.js';

const SENDERS = 4;
const MESSAGES_EACH = 30;
/** The product is killed when this many messages were answered. */
const KILLS = [25, 70];

let stack: EmbeddedStack;
beforeAll(async () => {
  stack = await startEmbedded();
});
afterAll(() => stack.stop());

/** One message that was answered. */
interface Answered {
  readonly id: string;
  readonly seq: number;
  readonly text: string;
}

/** Kills the product each time enough was answered; senders that were cut off wait for `back`. */
class Killer {
  back: Promise<void> = Promise.resolve();
  readonly answered: Answered[] = [];
  private readonly kills = [...KILLS];

  note(answer: Answered): void {
    this.answered.push(answer);
    if (this.answered.length < (this.kills[0] ?? Infinity)) return;
    this.kills.shift();
    this.back = this.strike();
  }

  private async strike(): Promise<void> {
    await stack.kill('SIGKILL');
    await stack.restart();
  }
}

/** Sends until it is answered, always with the key of the first attempt. */
async function sendSurely(author: Person, input: SendMessageInput, killer: Killer): Promise<Answered> {
  for (;;) {
    await killer.back;
    try {
      const { sendMessage } = await author.get(SendMessageDocument, { input });
      return { id: sendMessage.id, seq: sendMessage.seq, text: input.text ?? '' };
    } catch (error) {
      // Only a connection that broke is tried again, as a client does; a refusal is a failure.
      if (!(error instanceof TypeError)) throw error;
    }
  }
}

async function sendAll(
  author: Person,
  channelId: string,
  sender: number,
  killer: Killer,
): Promise<Answered[]> {
  const own: Answered[] = [];
  for (let n = 1; n <= MESSAGES_EACH; n++) {
    const input = { channelId, text: `Sender ${String(sender)} message ${String(n)}`, key: aKey() };
    const answer = await sendSurely(author, input, killer);
    own.push(answer);
    killer.note(answer);
  }
  return own;
}

async function historyOf(reader: Person, channelId: string): Promise<{ id: string; seq: number }[]> {
  const found: { id: string; seq: number }[] = [];
  let after: string | null | undefined;
  for (;;) {
    const { channel } = await reader.get(HistoryDocument, { id: channelId, first: 100, after });
    found.push(...(channel?.messages.nodes ?? []));
    if (!channel?.messages.pageInfo.hasNextPage) return found;
    after = channel.messages.pageInfo.endCursor;
  }
}

test('what was answered is there exactly once, in order, though everything is killed while people send', async () => {
  const [head, student] = [
    await Person.signIn(stack.gatewayUrls, people.head),
    await Person.signIn(stack.gatewayUrls, people.student),
  ];
  const { createChannel } = await head.get(CreateChannelDocument, {
    input: { kind: 'GROUP', name: 'Through thick and thin', memberIds: [student.id], key: aKey() },
  });
  const killer = new Killer();
  const authors = [head, student];
  const sent = await Promise.all(
    Array.from({ length: SENDERS }, (_, sender) => {
      const author = authors[sender % authors.length] ?? head;
      return sendAll(author, createChannel.id, sender, killer);
    }),
  );
  await killer.back;

  const history = await historyOf(head, createChannel.id);
  const seqs = history.map(({ seq }) => seq);
  expect(seqs).toEqual(seqs.map((_, index) => (seqs[0] ?? 0) + index));
  expect(new Map(history.map(({ id, seq }) => [id, seq]))).toEqual(
    new Map(killer.answered.toSorted((one, other) => one.seq - other.seq).map(({ id, seq }) => [id, seq])),
  );
  for (const own of sent) {
    expect(own.map(({ seq }) => seq)).toEqual(own.map(({ seq }) => seq).toSorted((a, b) => a - b));
  }

  // Who follows from before the first kill is told of every message once, in the same order.
  await using socket = student.connect();
  const events = socket
    .follow(ChannelEventsDocument, { channelId: createChannel.id, after: createChannel.liveCursor })
    .map(({ channelEvents }) => channelEvents);
  const heard = await events.until(({ __typename }) => __typename === 'CaughtUp');
  const added = heard.flatMap((event) => (event.__typename === 'MessageAdded' ? [event.message.id] : []));
  expect(added).toEqual(history.map(({ id }) => id));
});
