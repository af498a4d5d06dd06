// Prints what is said in a channel, each message once, whatever happens to the line, the server or the token.
// node follow-channel.ts https://parley.example <channel id> <file that holds the token> [seconds between pings]
import { readFile } from 'node:fs/promises';
import { argv, exit, stderr, stdout } from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';

type Message = Readonly<{ seq: number; text: string | null }>;
type Event = Readonly<{ __typename: string; cursor: string; message?: Message }>;
type Frame =
  | Readonly<{ type: 'connection_ack' | 'pong' | 'complete' }>
  | Readonly<{ type: 'next'; payload: { readonly data: { readonly channelEvents: Event } } }>
  | Readonly<{ type: 'error'; payload: readonly [{ readonly extensions: { readonly code: string } }] }>;
type Channel = Readonly<{ liveCursor: string; messages: { readonly nodes: readonly Message[] } }>;

const CHANNEL = `query ($channelId: ID!) {
  channel(id: $channelId) { liveCursor messages(last: 100) { nodes { seq text } } } }`;
const EVENTS = `subscription ($channelId: ID!, $after: Cursor) {
  channelEvents(channelId: $channelId, after: $after) {
    __typename cursor ... on MessageAdded { message { seq text } } } }`;

const [address = '', channelId = '', tokenFile = '', seconds = '30'] = argv.slice(2);
const at = { cursor: '', seq: 0, failures: 0 };

/** Read anew each time: whoever renews the token renames a new file to this, so that it is never found half written. */
const readToken = async (): Promise<string> => (await readFile(tokenFile, 'utf8')).trim();

function print({ seq, text }: Message): void {
  if (seq > at.seq) stdout.write(`${String(seq)} ${text ?? '(deleted)'}\n`);
  at.seq = Math.max(at.seq, seq);
}

async function readChannel(): Promise<void> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${await readToken()}` };
  const body = JSON.stringify({ query: CHANNEL, variables: { channelId } });
  const answer = await fetch(`${address}/graphql`, { method: 'POST', headers, body });
  const { data } = (await answer.json()) as { readonly data?: { readonly channel: Channel | null } | null };
  if (!data?.channel) throw new Error('The channel is not there, or not for us');
  data.channel.messages.nodes.forEach(print);
  at.cursor = data.channel.liveCursor;
}

/** Follows from the cursor until the stream ends; resolves with what it ended with. */
async function follow(token: string): Promise<string> {
  const ended = Promise.withResolvers<string>();
  const socket = new WebSocket(`${address.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const send = (frame: object) => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(frame));
  };
  let isSilent = false;
  const beat = setInterval(
    () => {
      if (isSilent) ended.resolve('the line is dead');
      isSilent = true;
      // One ping asks whether the line is there and renews the token in place.
      readToken().then((payload) => send({ type: 'ping', payload: { token: payload } }), ended.reject);
    },
    Number(seconds) * 1_000,
  );
  socket.onopen = () => send({ type: 'connection_init', payload: { token } });
  socket.onclose = ({ code, reason }) => ended.resolve(`${String(code)} ${reason}`);
  socket.onmessage = ({ data }) => {
    isSilent = false;
    const frame = JSON.parse(String(data)) as Frame;
    const request = { query: EVENTS, variables: { channelId, after: at.cursor } };
    if (frame.type === 'connection_ack') send({ id: '1', type: 'subscribe', payload: request });
    if (frame.type === 'next') take(frame.payload.data.channelEvents);
    if (frame.type === 'error') ended.resolve(frame.payload[0].extensions.code);
    if (frame.type === 'complete') ended.resolve('The stream ended');
  };
  return ended.promise.finally(() => {
    clearInterval(beat);
    socket.close();
  });
}

function take({ __typename, cursor, message }: Event): void {
  if (message) print(message);
  // Too old a cursor: the channel is read again and followed from there.
  at.cursor = __typename === 'CursorExpired' ? '' : cursor;
  at.failures = 0;
}

for (;;) {
  const read = at.cursor ? Promise.resolve() : readChannel();
  const ended = await read.then(readToken).then(follow).catch(String);
  stderr.write(`${ended}\n`);
  if (ended === 'NOT_FOUND') exit(1);
  // Full jitter: clients of a server that restarts do not all come back at once.
  await pause(Math.random() * Math.min(30_000, 500 * 2 ** at.failures++));
}
