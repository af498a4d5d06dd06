import { setTimeout as pause } from 'node:timers/promises';
import { print } from 'graphql';
import { follow } from '../crowd/follower.js';
import { ChannelEventsDocument } from '../generated/graphql.js';
import { PEOPLE } from '../people.js';
import type { World } from './world.js';

const SOCKETS = 40;
const EVENT_STREAMS = 16;
const SHORTEST_MS = 5_000;
const LONGEST_MS = 40_000;
const BETWEEN_MS = 300;
const QUERY = print(ChannelEventsDocument);

/** People who follow channels for a while and leave, again and again. */
export interface Streams {
  /** Streams that were opened, and events that were heard. */
  readonly counts: { opened: number; heard: number };
  /** Everybody leaves. */
  stop(): Promise<void>;
}

interface Company {
  readonly world: World;
  readonly stopping: AbortController;
  readonly counts: { opened: number; heard: number };
  readonly onFault: (what: string) => void;
}

/** Stays a while that differs between people, or until all leave. */
const stay = (n: number, { stopping }: Company): Promise<void> =>
  pause(SHORTEST_MS + ((n * 7_919) % (LONGEST_MS - SHORTEST_MS)), undefined, {
    signal: stopping.signal,
  }).catch(() => undefined);

async function onSocket(n: number, company: Company): Promise<void> {
  const { world, counts, onFault } = company;
  const hear = (): void => {
    counts.heard += 1;
  };
  let isLeaving = false;
  const socket = await follow(world.url, world.tokenOf(n), [{ channelId: world.channelOf(n) }], {
    onEvent: hear,
    onMark: hear,
    onEnd: (reason) => {
      if (!isLeaving) onFault(`a socket was closed: ${reason}`);
    },
  });
  counts.opened += 1;
  await stay(n, company);
  isLeaving = true;
  socket.close();
}

async function onEventStream(n: number, company: Company): Promise<void> {
  const { world, counts, onFault } = company;
  const { statusCode, body } = await world.http.request({
    path: '/graphql',
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      authorization: `Bearer ${world.tokenOf(n)}`,
    },
    body: JSON.stringify({ query: QUERY, variables: { channelId: world.channelOf(n) } }),
  });
  if (statusCode !== 200) throw new Error(`An event stream was refused with ${String(statusCode)}`);
  counts.opened += 1;
  let isLeaving = false;
  body.on('data', (chunk: Buffer) => {
    counts.heard += 1;
    if (chunk.includes('event: complete') && !isLeaving) onFault(`a stream ended: ${chunk.toString()}`);
  });
  body.on('error', () => undefined);
  await stay(n, company);
  isLeaving = true;
  body.destroy();
}

async function comeAndGo(
  n: number,
  once: (n: number, company: Company) => Promise<void>,
  company: Company,
): Promise<void> {
  for (let time = 0; !company.stopping.signal.aborted; time++) {
    try {
      // The same person with another session: nobody holds more streams at once than one person may.
      await once(n + time * PEOPLE.length, company);
    } catch (error) {
      // Counted, and tried again: a soak goes on.
      company.onFault(`a stream: ${String(error)}`);
    }
    await pause(BETWEEN_MS);
  }
}

/** Lets everybody in; they come and go until they are stopped. */
export function startStreams(world: World, onFault: (what: string) => void): Streams {
  const company: Company = {
    world,
    onFault,
    stopping: new AbortController(),
    counts: { opened: 0, heard: 0 },
  };
  const sockets = Array.from({ length: SOCKETS }, (_, n) => comeAndGo(n, onSocket, company));
  const streams = Array.from({ length: EVENT_STREAMS }, (_, n) => comeAndGo(n, onEventStream, company));
  return {
    counts: company.counts,
    async stop() {
      company.stopping.abort();
      await Promise.all([...sockets, ...streams]);
    },
  };
}
