import { randomUUID } from 'node:crypto';
import { type Feed, type Grant, type Viewer, newId, systemCaller } from '@parley/kit';
import { type TestSubgraph, aViewer, testSubgraph, SpokenFeed, SpokenTo } from '@parley/kit/testing';

export { take } from '@parley/kit/testing';
import { type ChatOptions, chat } from '../src/chat.js';
import { presenceTopic, typingTopic } from '../src/events.js';
import { recordPeople } from '../src/person/person.service.js';
import { type HeardBus, heardBus } from './heard-bus.js';

/** What a test may say of a person. */
export interface PersonFacts {
  readonly displayName?: string;
  readonly organizationId?: string;
  readonly kind?: string;
  readonly state?: string;
  readonly departmentIds?: readonly string[];
  readonly teamIds?: readonly string[];
  readonly roleIds?: readonly string[];
  readonly permissions?: readonly string[];
  readonly timeZone?: string;
  readonly workingHours?: readonly { day: string; startsAt: string; endsAt: string }[];
}

/** What identity says of somebody. */
const factsOf = (viewer: Viewer, facts: PersonFacts = {}) => ({
  userId: viewer.id,
  organizationId: viewer.organizationId,
  kind: facts.kind ?? 'STAFF',
  state: facts.state ?? 'ACTIVE',
  displayName: facts.displayName ?? `Person ${viewer.id.slice(-4)}`,
  departmentIds: facts.departmentIds ?? [],
  teamIds: facts.teamIds ?? [],
  roleIds: facts.roleIds ?? [],
  timeZone: facts.timeZone,
  workingHours: facts.workingHours,
});

/** The stream in which identity tells of what tests tell of. */
const FROM_IDENTITY = 'organization:test';

const DOCUMENTS = {
  createChannel: `mutation ($input: CreateChannelInput!) { createChannel(input: $input) { id version } }`,
  openDirectChannel: `mutation ($input: OpenDirectChannelInput!) { openDirectChannel(input: $input) { id } }`,
  sendMessage: `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id seq version } }`,
};

/** Chat under test, with people, channels and messages made through its doors. */
export class TestChat extends SpokenTo {
  readonly organizationId = newId('organization');

  constructor(
    test: TestSubgraph,
    private readonly feed: SpokenFeed | null,
    private readonly bus: HeardBus,
    private readonly files: SpokenFeed = new SpokenFeed(),
    private readonly meetings: SpokenFeed = new SpokenFeed(),
  ) {
    super(test);
  }

  /** Somebody whom identity told of. */
  async aPerson(facts: PersonFacts = {}): Promise<Viewer> {
    const [viewer] = await this.people([facts]);
    if (!viewer) throw new Error('One person was asked for');
    return viewer;
  }

  /** Several people, told of in one breath. */
  async people(all: readonly PersonFacts[]): Promise<Viewer[]> {
    const viewers = all.map((facts) => this.viewerOf(facts));
    await this.tellAll(viewers.map((viewer, n) => factsOf(viewer, all[n])));
    return viewers;
  }

  private viewerOf(facts: PersonFacts): Viewer {
    const kind = facts.kind ?? 'STAFF';
    return aViewer({
      id: newId('user'),
      organizationId: facts.organizationId ?? this.organizationId,
      kind: kind === 'GUEST' ? 'guest' : 'user',
      roles: kind === 'CUSTOMER' ? ['CUSTOMER'] : [],
      permissions: facts.permissions ?? ['CREATE_CHANNELS'],
    });
  }

  /** Identity says who somebody is now. */
  tell(viewer: Viewer, facts: PersonFacts = {}): Promise<void> {
    return this.tellAll([factsOf(viewer, facts)]);
  }

  private async tellAll(people: readonly ReturnType<typeof factsOf>[]): Promise<void> {
    const { runtime } = this.test;
    if (!this.feed) {
      const rows = people.map(({ userId, ...person }) => ({
        ...person,
        id: userId,
        country: null,
        region: null,
        timeZone: person.timeZone ?? 'UTC',
        workingHours: [...(person.workingHours ?? [])],
      }));
      await recordPeople(runtime.context(systemCaller('test')), rows);
      return;
    }
    for (const person of people) this.feed.say(FROM_IDENTITY, 'userChanged', person);
    await runtime.drainConsumers();
  }

  /** Identity says something, and chat has heard it. */
  async say(kind: string, data: Readonly<Record<string, unknown>>): Promise<void> {
    this.feed?.say(FROM_IDENTITY, kind, data);
    await this.test.runtime.drainConsumers();
  }

  /** Files says something; chat has not heard it yet. */
  sayInFiles(kind: string, data: Readonly<Record<string, unknown>>): void {
    this.files.say('told:test', kind, data);
  }

  /** Meetings says something, and chat has heard it. */
  async sayInMeetings(
    kind: string,
    data: Readonly<Record<string, unknown>>,
    stream = 'told:test',
  ): Promise<void> {
    this.meetings.say(stream, kind, data);
    await this.drained();
  }

  /** A guest whose pass names these channels. */
  async aGuest(grants: readonly Omit<Grant, 'grantedById'>[], issuer: Viewer): Promise<Viewer> {
    const given = grants.map((grant) => ({ ...grant, grantedById: issuer.id }));
    return { ...(await this.aPerson({ kind: 'GUEST', permissions: [] })), grants: given };
  }

  /** A department that identity told of. */
  async aDepartment(
    name = 'Registry',
    headId: string | null = null,
    id = newId('department'),
  ): Promise<string> {
    this.feed?.say(FROM_IDENTITY, 'departmentChanged', {
      departmentId: id,
      organizationId: this.organizationId,
      name,
      headId,
    });
    await this.test.runtime.drainConsumers();
    return id;
  }

  /** A channel with its owner and members. */
  async aChannel(
    owner: Viewer,
    members: readonly Viewer[] = [],
    more: Record<string, unknown> = {},
  ): Promise<string> {
    const input = {
      kind: 'GROUP',
      name: 'boards',
      memberIds: members.map(({ id }) => id),
      key: randomUUID(),
      ...more,
    };
    const { id } = (await this.must(owner, DOCUMENTS.createChannel, { input })) as { id: string };
    return id;
  }

  /** The direct channel of two people. */
  async aDirect(one: Viewer, other: Viewer): Promise<string> {
    const input = { userId: other.id, key: randomUUID() };
    const { id } = (await this.must(one, DOCUMENTS.openDirectChannel, { input })) as { id: string };
    return id;
  }

  /** A message that somebody sent. */
  aMessage(
    author: Viewer,
    channelId: string,
    text = 'Hello',
    replyToId?: string,
  ): Promise<{ readonly id: string; readonly seq: number; readonly version: number }> {
    const input = { channelId, text, key: randomUUID(), replyToId };
    return this.must(author, DOCUMENTS.sendMessage, { input }) as ReturnType<TestChat['aMessage']>;
  }

  /** What somebody reads in a channel: positions and texts, oldest first. */
  async history(viewer: Viewer, channelId: string): Promise<[number, string | null][]> {
    const page = (await this.must(
      viewer,
      `query ($id: ID!) { channel(id: $id) { messages(last: 100) { nodes { seq kind text } } } }`,
      { id: channelId },
    )) as { messages: { nodes: { seq: number; kind: string; text: string | null }[] } };
    return page.messages.nodes.filter(({ kind }) => kind === 'TEXT').map(({ seq, text }) => [seq, text]);
  }

  /** Whether somebody listens to a person's presence. */
  listens(personId: string): boolean {
    return this.bus.isHeard(this.test.runtime.signalTopic(presenceTopic(personId)));
  }

  /** Whether somebody listens to who types in a channel. */
  listensToTyping(channelId: string): boolean {
    return this.bus.isHeard(this.test.runtime.signalTopic(typingTopic(channelId)));
  }

  /** Runs work while the bus loses every wake-up of the log. */
  async withoutWakeUps<T>(work: () => Promise<T>): Promise<T> {
    this.bus.loseWakeUps(true);
    try {
      return await work();
    } finally {
      this.bus.loseWakeUps(false);
    }
  }

  stop(): Promise<void> {
    return this.test.stop();
  }
}

/**
 * Starts chat on a database of its own. `quiet` is for counting statements: nothing looks for identity's events in the
 * background, people are written down directly. `following` is for what follows chat's own log, such as search; what
 * it has taken in is there after `drained()`.
 */
export async function startChat(
  how: 'usual' | 'quiet' | 'following' = 'usual',
  options: ChatOptions = {},
): Promise<TestChat> {
  const [feed, files, meetings] = [new SpokenFeed(), new SpokenFeed(), new SpokenFeed()];
  const bus = heardBus();
  const feeds: Record<string, Feed> = how === 'quiet' ? {} : { identity: feed, files, meetings };
  const test = await testSubgraph(await chat(options), { feeds, bus, readsOwnLog: how === 'following' });
  return new TestChat(test, how === 'quiet' ? null : feed, bus, files, meetings);
}

/** A client key. */
export const aKey = (): string => randomUUID();
