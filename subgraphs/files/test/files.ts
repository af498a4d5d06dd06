import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { type Viewer, newId } from '@parley/kit';
import {
  type TestSubgraph,
  aViewer,
  callerOf,
  testSubgraph,
  SpokenFeed,
  SpokenTo,
} from '@parley/kit/testing';

export { take } from '@parley/kit/testing';
import type { FilesContext } from '../src/context.js';
import { type FilesOptions, files } from '../src/files.js';
import { type Target, addFileVersion } from '../src/version/add-version.service.js';

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

/** What a test may say of a file. */
export interface FileFacts {
  readonly name?: string;
  readonly content?: string;
  readonly folderId?: string;
  readonly fileId?: string;
  readonly note?: string;
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

/** What meetings say, and the films of recordings that they give. */
export class SpokenMeetings extends SpokenFeed {
  readonly films = new Map<string, Buffer>();

  readonly parcel = (name: string): Promise<Readable> => {
    const film = this.films.get(name);
    return film
      ? Promise.resolve(Readable.from([film]))
      : Promise.reject(new TypeError('There is no such film'));
  };
}

/** Files under test, with people told of as identity tells. */
export class TestFiles extends SpokenTo {
  readonly organizationId = newId('organization');

  constructor(
    test: TestSubgraph,
    private readonly identity: SpokenFeed,
    private readonly chat: SpokenFeed,
    readonly meetings: SpokenMeetings,
    private readonly folder: string,
  ) {
    super(test);
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

  /** A context of somebody's, for what no client can ask for. */
  context(viewer: Viewer): FilesContext {
    return this.test.runtime.context(callerOf(viewer)) as FilesContext;
  }

  /** Somebody's own folder. */
  async home(viewer: Viewer): Promise<string> {
    return (await this.must(viewer, '{ viewer { home { id } } }')).home.id as string;
  }

  /** A folder that somebody makes, in their own one unless another is named. */
  async aFolder(viewer: Viewer, name = `Folder ${randomUUID()}`, parentId?: string): Promise<string> {
    const input = { name, parentId, key: aKey() };
    return (await this.must(viewer, CREATE_FOLDER, { input })).id as string;
  }

  /** A text that somebody puts into a folder, clean at once; as a version of `fileId` where that is named. */
  async aFile(viewer: Viewer, file: FileFacts = {}): Promise<string> {
    const content = Buffer.from(file.content ?? randomUUID());
    const sha256 = createHash('sha256').update(content).digest('hex');
    const ctx = this.context(viewer);
    const storeKey = randomUUID();
    await ctx.blobs.store(null).put(storeKey, Readable.from([content]));
    const added = await addFileVersion(ctx, await this.targetOf(viewer, file), {
      bytes: { sha256, size: content.length, storeKey, region: null },
      ...{ mediaType: 'text/plain', fileKind: 'DOCUMENT', note: file.note ?? null },
    });
    await this.clean(sha256);
    return added.nodeId;
  }

  /** Says of content that it is clean, as the scan does. */
  private async clean(sha256: string): Promise<void> {
    const { database } = this.test.runtime;
    await database.query(`update blob set scan = 'CLEAN' where sha256 = $1`, [sha256]);
    await database.query(
      `update node n set scan = 'CLEAN' from version v where v.id = n.current_version_id and v.blob_sha256 = $1`,
      [sha256],
    );
  }

  private async targetOf(viewer: Viewer, { fileId, folderId, name }: FileFacts): Promise<Target> {
    const place = async (id: string): Promise<{ id: string; ancestors: readonly string[] }> => {
      const rows: { ancestors: readonly string[] }[] = await this.test.runtime.database.query(
        'select ancestors from node where id = $1',
        [id],
      );
      return { id, ancestors: rows[0]?.ancestors ?? [] };
    };
    if (fileId !== undefined) return { file: await place(fileId) };
    const folder = await place(folderId ?? (await this.home(viewer)));
    return { folder, name: name ?? `${randomUUID()}.txt`, whenTaken: 'REFUSE' };
  }

  /** Somebody throws something away. */
  async throwAway(viewer: Viewer, nodeId: string): Promise<void> {
    await this.must(viewer, TRASH, { input: { nodeIds: [nodeId], key: aKey() } });
  }

  /** Gives somebody rights on a node, as sharing writes it down. @returns the id of the share */
  async give(
    nodeId: string,
    granteeKind: string,
    granteeId: string,
    rights: readonly string[],
  ): Promise<string> {
    const id = newId('share');
    await this.test.runtime.database.query(
      `insert into node_grant (id, node_id, organization_id, grantee_kind, grantee_id, rights)
       select $1, id, organization_id, $3, $4, $5 from node where id = $2`,
      [id, nodeId, granteeKind, granteeId, rights],
    );
    return id;
  }

  async stop(): Promise<void> {
    await this.test.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

const TRASH = `mutation ($input: TrashInput!) { trash(input: $input) { ... on File { id } } }`;
const CREATE_FOLDER = `mutation ($input: CreateFolderInput!) { createFolder(input: $input) { id } }`;

/** Starts files on a database of its own. */
export async function startFiles(options: FilesOptions = {}): Promise<TestFiles> {
  const [identity, chat, meetings] = [new SpokenFeed(), new SpokenFeed(), new SpokenMeetings()];
  const folder = await mkdtemp(join(tmpdir(), 'parley-files-'));
  const test = await testSubgraph(await files({ FILE_STORAGE_PATH: folder, FILE_WORKERS: 0, ...options }), {
    feeds: { identity, chat, meetings },
  });
  return new TestFiles(test, identity, chat, meetings, folder);
}
