import type { Viewer } from '@parley/kit';
import { type PersonFacts, type TestMeetings, aKey } from './meetings.js';

/** A room as tests read it. */
export interface RoomSeen {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly state: string;
  readonly mode: string;
  readonly mediaMissing: string | null;
  readonly version: number;
  readonly participantCount: number;
  readonly liveCursor: string;
  readonly viewerCan: readonly string[];
  readonly settings: Readonly<Record<string, unknown>>;
  readonly spotlight: { readonly id: string } | null;
  readonly viewerParticipant: { readonly id: string; readonly role: string; readonly state: string } | null;
}

/** Somebody in a room as tests read them. */
export interface PlaceSeen {
  readonly id: string;
  readonly role: string;
  readonly state: string;
  readonly displayName: string;
  readonly microphone: boolean;
  readonly camera: boolean;
  readonly screen: boolean;
  readonly seat: number;
  readonly handRaisedAt: string | null;
  readonly user: { readonly id: string } | null;
}

export const ROOM = `id title kind state mode mediaMissing version participantCount liveCursor viewerCan
  settings { lobby locked guests participantsMay layout mutedOnEntry captions }
  spotlight { id } viewerParticipant { id role state }`;
export const PLACE = 'id role state displayName microphone camera screen seat handRaisedAt user { id }';
const ENTRY = `__typename ... on MediaSeat { participant { ${PLACE} } mode token }
  ... on AwaitingApproval { participant { ${PLACE} } hosts { id } liveCursor }`;

/** What coming to a room answers. */
export interface EntrySeen {
  readonly __typename: 'MediaSeat' | 'AwaitingApproval';
  readonly participant: PlaceSeen;
  readonly mode: string;
  readonly hosts: readonly { readonly id: string }[];
  readonly liveCursor: string;
}

type Input = Readonly<Record<string, unknown>>;

const ANSWERS: Readonly<Record<string, string>> = {
  ...{ createMeeting: ROOM, updateMeeting: ROOM, endMeeting: ROOM, spotlightParticipant: ROOM },
  ...{ joinMeeting: ENTRY, rotateMeetingLink: `${ROOM} link` },
};

/** The document of a deed in a room. */
export function roomDeed(name: string): string {
  const input = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  return `mutation ($input: ${input}!) { ${name}(input: $input) { ${ANSWERS[name] ?? PLACE} } }`;
}

/** Rooms under test. */
export class Rooms {
  constructor(readonly meetings: TestMeetings) {}

  /** Somebody who makes meetings. */
  async host(facts: PersonFacts = {}): Promise<Viewer> {
    const [viewer] = await this.meetings.people([
      { permissions: ['CREATE_MEETINGS', 'RECORD_MEETINGS'], ...facts },
    ]);
    return viewer as Viewer;
  }

  /** Several who make none. */
  async others(count: number): Promise<Viewer[]> {
    return this.meetings.people(Array.from({ length: count }, () => ({})));
  }

  do<T = RoomSeen>(who: Viewer, name: string, input: Input): Promise<T> {
    return this.meetings.must(who, roomDeed(name), { input: { key: aKey(), ...input } }) as Promise<T>;
  }

  /** The codes that a deed is refused with. */
  refused(who: Viewer | null, name: string, input: Input): Promise<unknown[]> {
    return this.meetings.codes(who, roomDeed(name), { input: { key: aKey(), ...input } });
  }

  /** Makes a room in a channel of these people, so that they may come. */
  async with(host: Viewer, people: readonly Viewer[], more: Input = {}): Promise<RoomSeen> {
    const channelId = `channel_${aKey()}`;
    const memberIds = [host, ...people].map(({ id }) => id);
    await this.meetings.sayInChat(`told:${channelId}`, 'channelTold', { memberIds });
    return this.do(host, 'createMeeting', { title: 'Seminar', kind: 'INSTANT', channelId, ...more });
  }

  join(who: Viewer, meetingId: string, more: Input = {}): Promise<EntrySeen> {
    return this.do<EntrySeen>(who, 'joinMeeting', { meetingId, device: 'Laptop', ...more });
  }

  /** Somebody comes in and is in. */
  async place(who: Viewer, meetingId: string, more: Input = {}): Promise<PlaceSeen> {
    const entry = await this.join(who, meetingId, more);
    if (entry.__typename !== 'MediaSeat') throw new TypeError('They wait');
    return entry.participant;
  }

  read(who: Viewer | null, id: string): Promise<RoomSeen | null> {
    const query = `query ($id: ID!) { meeting(id: $id) { ${ROOM} } }`;
    return this.meetings.must(who, query, { id }) as Promise<RoomSeen | null>;
  }

  /** Who is or was in a room, as somebody sees it. */
  async people(who: Viewer, id: string): Promise<PlaceSeen[]> {
    const query = `query ($id: ID!) { meeting(id: $id) { participants(first: 100) { nodes { ${PLACE} } } } }`;
    return (await this.meetings.must(who, query, { id })).participants.nodes as PlaceSeen[];
  }

  /** Where everybody stands, by the id of the person. */
  async states(who: Viewer, id: string): Promise<Record<string, string>> {
    const all = await this.people(who, id);
    return Object.fromEntries(all.map(({ user, state }) => [user?.id ?? '', state]));
  }
}
