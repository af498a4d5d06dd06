import { randomUUID } from 'node:crypto';
import { type Viewer, newId } from '@parley/kit';
import {
  type TestAnswer,
  type TestStream,
  type TestSubgraph,
  aViewer,
  asViewer,
  testSubgraph,
} from '@parley/kit/testing';
import { type FilesOptions, files } from '../src/files.js';
import { SpokenFeed } from './spoken-feed.js';

/** A client key of its own. */
export const aKey = (): string => randomUUID();

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
  country: null,
  region: null,
});

/** Files under test, with people told of as identity tells. */
export class TestFiles {
  readonly organizationId = newId('organization');

  constructor(
    readonly test: TestSubgraph,
    private readonly identity: SpokenFeed,
    private readonly chat: SpokenFeed,
  ) {}

  /** Speaks as somebody; null is nobody. */
  as(viewer: Viewer | null) {
    return asViewer(this.test, viewer);
  }

  /** Runs a document that must succeed; answers with the value of its first field. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read any shape and compare whole values
  async must(viewer: Viewer | null, document: string, variables: Record<string, unknown> = {}): Promise<any> {
    const { data, errors } = await this.as(viewer).run(document, variables);
    if (errors) throw new Error(`${document}\n${JSON.stringify(errors)}`);
    return Object.values(data as object)[0];
  }

  /** The codes of a refused document. */
  async codes(
    viewer: Viewer | null,
    document: string,
    variables: Record<string, unknown> = {},
  ): Promise<unknown[]> {
    const { errors } = await this.as(viewer).run(document, variables);
    return (errors ?? []).map(({ extensions }) => extensions['code']);
  }

  /** Several people, told of in one breath. */
  async people(all: readonly PersonFacts[]): Promise<Viewer[]> {
    const viewers = all.map((facts) => this.viewerOf(facts));
    for (const [n, viewer] of viewers.entries()) {
      this.identity.say('organization:test', 'userChanged', factsOf(viewer, all[n]));
    }
    await this.drained();
    return viewers;
  }

  /** Somebody whom identity told of. */
  async aPerson(facts: PersonFacts = {}): Promise<Viewer> {
    const [viewer] = await this.people([facts]);
    if (!viewer) throw new Error('One person was asked for');
    return viewer;
  }

  private viewerOf(facts: PersonFacts): Viewer {
    const kind = facts.kind ?? 'STAFF';
    return aViewer({
      id: newId('user'),
      organizationId: facts.organizationId ?? this.organizationId,
      kind: kind === 'GUEST' ? 'guest' : 'user',
      roles: kind === 'CUSTOMER' ? ['CUSTOMER'] : [],
      departmentIds: facts.departmentIds ?? [],
      teamIds: facts.teamIds ?? [],
      permissions: facts.permissions ?? [],
    });
  }

  /** Identity says something, and files has heard it. */
  async say(kind: string, data: Readonly<Record<string, unknown>>): Promise<void> {
    this.identity.say('organization:test', kind, data);
    await this.drained();
  }

  /** Chat says something in the stream of a channel, and files has heard it. */
  async sayInChat(stream: string, kind: string, data: Readonly<Record<string, unknown>>): Promise<void> {
    this.chat.say(stream, kind, data);
    await this.drained();
  }

  /** Resolves when everything that was said has been taken in. */
  drained(): Promise<void> {
    return this.test.runtime.drainConsumers();
  }

  stop(): Promise<void> {
    return this.test.stop();
  }
}

/** Starts files on a database of its own. */
export async function startFiles(options: FilesOptions = {}): Promise<TestFiles> {
  const [identity, chat] = [new SpokenFeed(), new SpokenFeed()];
  const test = await testSubgraph(await files(options), { feeds: { identity, chat } });
  return new TestFiles(test, identity, chat);
}

/** Takes the next answers of a live stream, then leaves it. */
export async function take(stream: TestStream, count: number): Promise<TestAnswer[]> {
  const taken: TestAnswer[] = [];
  while (taken.length < count) {
    const { value, done } = await stream.next();
    if (done) break;
    taken.push(value);
  }
  return taken;
}
