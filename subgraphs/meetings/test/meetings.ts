import { randomBytes, randomUUID } from 'node:crypto';
import { type Viewer, newId, systemCaller } from '@parley/kit';
import {
  type TestStart,
  type TestSubgraph,
  aViewer,
  testSubgraph,
  SpokenFeed,
  SpokenTo,
} from '@parley/kit/testing';

export { take } from '@parley/kit/testing';
import type { MeetingsContext } from '../src/context.js';
import { type MeetingsOptions, meetings } from '../src/meetings.js';

/** A client key of its own. */
export const aKey = (): string => randomUUID();

/** The public key of a device, as far as anybody can tell who does not use it. */
export const aPublicKey = (): string => `B${randomBytes(65).toString('base64url').slice(0, 86)}`;

/** What a test may say of a person. */
export interface PersonFacts {
  readonly displayName?: string;
  readonly organizationId?: string;
  readonly kind?: string;
  readonly state?: string;
  readonly teamIds?: readonly string[];
  readonly permissions?: readonly string[];
}

/** A call as tests read it. */
export interface CallSeen {
  readonly id: string;
  readonly state: string;
  readonly endedBecause: string | null;
  readonly device: string | null;
  readonly heldBy: { readonly id: string } | null;
  readonly caller: { readonly id: string };
  readonly callee: { readonly id: string };
  readonly transferredTo: { readonly id: string; readonly state: string } | null;
}

export const CALL = `id state endedBecause device heldBy { id } caller { id } callee { id }
  transferredTo { id state }`;
export const SEAT = 'participant { id state seat camera microphone } iceServers { urls } expiresAt';

/** A seat as tests read it. */
export interface SeatSeen {
  readonly participant: { readonly id: string; readonly seat: number; readonly camera: boolean };
}

/** Meetings under test, with people told of as identity tells. */
export class TestMeetings extends SpokenTo {
  readonly organizationId = newId('organization');

  constructor(
    test: TestSubgraph,
    private readonly identity: SpokenFeed,
    private readonly chat: SpokenFeed,
    private readonly files: SpokenFeed,
  ) {
    super(test);
  }

  /** Several people, told of in one breath. */
  async people(all: readonly PersonFacts[]): Promise<Viewer[]> {
    const viewers = all.map((facts) => this.viewerOf(facts));
    for (const [n, viewer] of viewers.entries()) {
      this.identity.say('organization:test', 'userChanged', {
        ...{ userId: viewer.id, organizationId: viewer.organizationId, teamIds: viewer.teamIds },
        ...{ kind: all[n]?.kind ?? 'STAFF', state: all[n]?.state ?? 'ACTIVE' },
        displayName: all[n]?.displayName ?? `Person ${viewer.id.slice(-4)}`,
      });
    }
    await this.drained();
    return viewers;
  }

  /** Two colleagues. */
  async two(): Promise<[Viewer, Viewer]> {
    return (await this.people([{}, {}])) as [Viewer, Viewer];
  }

  /** Three colleagues. */
  async three(): Promise<[Viewer, Viewer, Viewer]> {
    return (await this.people([{}, {}, {}])) as [Viewer, Viewer, Viewer];
  }

  private viewerOf(facts: PersonFacts): Viewer {
    return aViewer({
      id: newId('user'),
      organizationId: facts.organizationId ?? this.organizationId,
      kind: facts.kind === 'GUEST' ? 'guest' : 'user',
      teamIds: facts.teamIds ?? [],
      permissions: facts.permissions ?? ['RECORD_MEETINGS'],
    });
  }

  /** Identity says something, and meetings has heard it. */
  async sayInIdentity(stream: string, kind: string, data: Readonly<Record<string, unknown>>): Promise<void> {
    this.identity.say(stream, kind, data);
    await this.drained();
  }

  /** Chat says something in the stream of a channel, and meetings has heard it. */
  async sayInChat(stream: string, kind: string, data: Readonly<Record<string, unknown>>): Promise<void> {
    this.chat.say(stream, kind, data);
    await this.drained();
  }

  /** Files say something, and meetings has heard it. */
  async sayInFiles(stream: string, kind: string, data: Readonly<Record<string, unknown>>): Promise<void> {
    this.files.say(stream, kind, data);
    await this.drained();
  }

  /** Rings somebody. */
  ring(caller: Viewer, callee: Viewer, more: Record<string, unknown> = {}): Promise<CallSeen> {
    const input = { userId: callee.id, key: aKey(), ...more };
    return this.must(caller, deed('startCall', CALL), { input }) as Promise<CallSeen>;
  }

  /** Answers a call. */
  answer(callee: Viewer, callId: string, device = 'Laptop', mediaKey = aPublicKey()): Promise<SeatSeen> {
    return this.must(callee, deed('answerCall', SEAT), {
      input: { callId, device, mediaKey, key: aKey() },
    }) as Promise<SeatSeen>;
  }

  /** Takes somebody's place in a call. */
  move(viewer: Viewer, callId: string, device = 'Phone', mediaKey = aPublicKey()): Promise<SeatSeen> {
    return this.must(viewer, deed('moveCall', SEAT), {
      input: { callId, device, mediaKey, key: aKey() },
    }) as Promise<SeatSeen>;
  }

  /** Does something to a call that needs no more than its id. */
  act(viewer: Viewer, name: string, callId: string, more: Record<string, unknown> = {}): Promise<CallSeen> {
    return this.must(viewer, deed(name, CALL), {
      input: { callId, key: aKey(), ...more },
    }) as Promise<CallSeen>;
  }

  /** The codes that such a deed is refused with. */
  refusal(
    viewer: Viewer,
    name: string,
    callId: string,
    more: Record<string, unknown> = {},
  ): Promise<unknown[]> {
    const fields = name === 'answerCall' || name === 'moveCall' ? SEAT : CALL;
    return this.codes(viewer, deed(name, fields), { input: { callId, key: aKey(), ...more } });
  }

  /** A call of theirs as it is now; null for everybody else. */
  call(viewer: Viewer, id: string): Promise<CallSeen | null> {
    return this.must(viewer, `query ($id: ID!) { call(id: $id) { ${CALL} } }`, {
      id,
    }) as Promise<CallSeen | null>;
  }

  /** Two who talk: the call, and the places of the two. */
  async talking(caller: Viewer, callee: Viewer): Promise<{ id: string; mine: SeatSeen; theirs: SeatSeen }> {
    const { id } = await this.ring(caller, callee);
    const mine = await this.move(caller, id);
    return { id, mine, theirs: await this.answer(callee, id) };
  }

  /** As jobs and consumers have it. */
  context(): MeetingsContext {
    return this.test.runtime.context(systemCaller('test')) as MeetingsContext;
  }

  stop(): Promise<void> {
    return this.test.stop();
  }
}

const INPUTS: Readonly<Record<string, string>> = {
  startCall: 'StartCallInput',
  answerCall: 'AnswerCallInput',
  moveCall: 'MoveCallInput',
  rejectCall: 'RejectCallInput',
  transferCall: 'TransferCallInput',
  addToCall: 'AddToCallInput',
};

/** The document of a deed. */
export const deed = (name: string, fields: string): string =>
  `mutation ($input: ${INPUTS[name] ?? 'CallInput'}!) { ${name}(input: $input) { ${fields} } }`;

/** Starts meetings on a database of its own. */
export async function startMeetings(
  options: MeetingsOptions = {},
  start: Pick<TestStart, 'readsOwnLog' | 'bus'> = {},
): Promise<TestMeetings> {
  const [identity, chat, files] = [new SpokenFeed(), new SpokenFeed(), new SpokenFeed()];
  const feeds = { identity, chat, files };
  const test = await testSubgraph(await meetings(options), { feeds, ...start });
  return new TestMeetings(test, identity, chat, files);
}
