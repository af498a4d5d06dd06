import { randomUUID } from 'node:crypto';
import { setTimeout as pass } from 'node:timers/promises';
import { type Answer, ask, codesOf } from '../../client/ask.js';
import { Person } from '../../client/person.js';
import { CreateChannelDocument, FaultsPageDocument, type FaultsPageQuery } from '../../generated/graphql.js';
import { people } from '../../people.js';
import { partOf, type Stage } from '../stage.js';
import { within } from './figures.js';
import { adds, Listener, say } from './talk.js';

/** People who talk while a part of the product is away. */
export interface Company {
  readonly owner: Person;
  readonly member: Person;
  readonly channelId: string;
}

const LATEST_MS = 20_000;
/** The gateway remembers who is signed in for two seconds; what is asked after that needs identity. */
const FORGOTTEN_MS = 2_500;
const FOUND_AGAIN_MS = 1_500;

/** Two people in a group with a message. */
export async function company(stage: Stage): Promise<Company> {
  const urls = stage.directUrls;
  const owner = await Person.signIn(urls, people.head);
  const member = await Person.signIn(urls, people.student);
  const input = { kind: 'GROUP' as const, name: 'Degraded', memberIds: [member.id], key: randomUUID() };
  const { createChannel } = await owner.get(CreateChannelDocument, { input });
  await say(urls[0] ?? '', owner, createChannel.id, 'Before anything broke');
  return { owner, member, channelId: createChannel.id };
}

/** Sends through every gateway and follows at every gateway; how long each delivery took after its answer. */
export async function deliveriesOf(
  stage: Stage,
  { owner, member, channelId }: Company,
  count: number,
): Promise<readonly number[]> {
  const urls = stage.directUrls;
  const listeners = urls.map((url) => new Listener(url, member, channelId, null));
  const took: number[] = [];
  try {
    for (const listener of listeners) await within(LATEST_MS, 'a follower is there', listener.caughtUp());
    for (let n = 0; n < count; n += 1) {
      const { id } = await say(urls[n % urls.length] ?? '', owner, channelId, `Degraded ${String(n)}`);
      const answered = performance.now();
      const times = await within(
        LATEST_MS,
        `"Degraded ${String(n)}" is told`,
        Promise.all(listeners.map((listener) => listener.told(adds(id)))),
      );
      took.push(...times.map((at) => Math.max(0, at - answered)));
    }
  } finally {
    for (const listener of listeners) listener.close();
  }
  return took;
}

/** Does something while parts are away, and brings them back whatever happens. */
export async function without<T>(
  stage: Stage,
  names: readonly string[],
  how: 'kill' | 'freeze',
  work: () => Promise<T>,
): Promise<T> {
  const parts = names.map((name) => partOf(stage, name));
  for (const part of parts) {
    if (how === 'kill') await part.kill();
    else part.pause();
  }
  try {
    return await work();
  } finally {
    for (const part of parts) {
      if (how === 'kill') await part.start();
      else part.resume();
    }
    await untilWhole(stage);
  }
}

/**
 * Resolves once every gateway says that it and all behind it are ready, and has had the time to find out that each
 * replica is back: one that was silent is asked again twice a second.
 */
export async function untilWhole(stage: Stage): Promise<void> {
  for (const url of stage.directUrls) {
    const isReady = async () => {
      for (;;) {
        const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(5_000) }).then(
          ({ ok }) => ok,
          // Nobody listens yet.
          () => false,
        );
        if (answer) return;
        await pass(50);
      }
    };
    await within(30_000, `${url} is ready`, isReady());
  }
  await pass(FOUND_AGAIN_MS);
}

/** What a page that needs every subgraph is answered, and how fast, at one gateway. */
export interface Answered {
  readonly answer: Answer<FaultsPageQuery>;
  readonly codes: readonly string[];
  readonly milliseconds: number;
}

/** Asks for the page at every gateway, several times: the first question may be the one that finds out. */
export async function pages(stage: Stage, { owner, channelId }: Company, each: number): Promise<Answered[]> {
  const asked = stage.directUrls.flatMap((url) =>
    Array.from({ length: each }, async (): Promise<Answered> => {
      const begun = performance.now();
      const credentials = { token: owner.token, signal: AbortSignal.timeout(LATEST_MS) };
      const answer = await ask(url, FaultsPageDocument, { id: channelId }, credentials);
      return { answer, codes: codesOf(answer), milliseconds: performance.now() - begun };
    }),
  );
  return Promise.all(asked);
}

/** Waits until no gateway remembers any more who is signed in. */
export const untilForgotten = (): Promise<void> => pass(FORGOTTEN_MS);
