import { type Viewer, newId } from '@parley/kit';
import { type TestFiles, aKey } from './files.js';

/** Who asks: for what stands in the folder of the scene, and for the file in it. */
export const actors = [
  'nobody',
  'foreigner',
  'guest',
  'customer',
  'colleague',
  'uploader',
  'looker',
  'editor',
  'owner',
] as const;
export type Actor = (typeof actors)[number];

/** Somebody's folder with a file in it, shared with some; and those who ask for it. */
export interface Scene {
  readonly files: TestFiles;
  readonly viewers: Readonly<Record<Exclude<Actor, 'nobody'>, Viewer> & { nobody: null }>;
  readonly homeId: string;
  readonly folderId: string;
  readonly fileId: string;
  /** In the folder too, in the trash. */
  readonly trashedId: string;
  readonly versionId: string;
  readonly teamId: string;
  /** The owner is in it. */
  readonly channelId: string;
  /** Begun by the owner, into the folder. */
  readonly uploadId: string;
  /** The share of the folder with who only looks. */
  readonly shareId: string;
  /** A link to the folder, made by the owner. */
  readonly linkId: string;
  /** Its secret. */
  readonly token: string;
  /** A request for files into the folder, made by the owner. */
  readonly requestId: string;
  /** Its secret. */
  readonly requestToken: string;
  /** The owner's, on the file. */
  readonly commentId: string;
  /** That the owner uploaded the file. */
  readonly activityId: string;
}

const versionOf = async (files: TestFiles, fileId: string): Promise<string> => {
  const rows: { id: string }[] = await files.test.runtime.database.query(
    'select id from version where node_id = $1 order by number limit 1',
    [fileId],
  );
  return rows[0]?.id ?? '';
};

async function begin(files: TestFiles, owner: Viewer, folderId: string): Promise<string> {
  const input = { folderId, name: 'upload.txt', size: 3, key: aKey() };
  const start = `mutation ($input: StartUploadInput!) { startUpload(input: $input) { id } }`;
  return (await files.must(owner, start, { input })).id as string;
}

async function said(files: TestFiles, owner: Viewer, fileId: string) {
  const input = { fileId, body: 'Read this', key: aKey() };
  const add = `mutation ($input: AddFileCommentInput!) { addFileComment(input: $input) { id } }`;
  const { id } = (await files.must(owner, add, { input })) as { id: string };
  const rows: { id: string }[] = await files.test.runtime.database.query(
    'select id from activity where node_id = $1 order by id limit 1',
    [fileId],
  );
  return { commentId: id, activityId: rows[0]?.id ?? '' };
}

async function link(files: TestFiles, owner: Viewer, nodeId: string) {
  const input = { nodeId, rights: ['VIEW'], key: aKey() };
  const create = `mutation ($input: CreateShareLinkInput!) { createShareLink(input: $input) { id url } }`;
  const made = (await files.must(owner, create, { input })) as { id: string; url: string };
  return { linkId: made.id, token: made.url.slice('/l/'.length) };
}

async function request(files: TestFiles, owner: Viewer, folderId: string) {
  const input = { folderId, title: 'Send me something', key: aKey() };
  const create = `mutation ($input: CreateFileRequestInput!) { createFileRequest(input: $input) { id url } }`;
  const made = (await files.must(owner, create, { input })) as { id: string; url: string };
  return { requestId: made.id, requestToken: made.url.slice('/r/'.length) };
}

async function aChannel(files: TestFiles, owner: Viewer): Promise<string> {
  const channelId = newId('channel');
  await files.sayInChat(`told:${channelId}`, 'channelTold', {
    ...{ channelId, organizationId: files.organizationId, kind: 'GROUP', name: 'boards', region: null },
    ...{ access: [], memberIds: [owner.id] },
  });
  return channelId;
}

async function people(files: TestFiles, teamId: string) {
  const [owner, editor, looker, uploader, colleague, customer, guest, foreigner] = await files.people([
    { teamIds: [teamId], permissions: ['MANAGE_STORAGE', 'MANAGE_RETENTION', 'MANAGE_ORGANIZATION'] },
    {},
    {},
    {},
    {},
    { kind: 'CUSTOMER' },
    { kind: 'GUEST' },
    { organizationId: newId('organization') },
  ]);
  if (!owner || !editor || !looker || !uploader || !colleague || !customer || !guest || !foreigner) {
    throw new Error('Eight people were asked for');
  }
  return { owner, editor, looker, uploader, colleague, customer, guest, foreigner };
}

/** A scene of its own; its guest has a pass that names the file, from its owner. */
export async function aScene(files: TestFiles): Promise<Scene> {
  const teamId = newId('team');
  const everybody = await people(files, teamId);
  const { owner, editor, looker, uploader } = everybody;
  const homeId = await files.home(owner);
  const folderId = await files.aFolder(owner);
  const fileId = await files.aFile(owner, { folderId, content: `one\n${folderId}` });
  await files.aFile(owner, { fileId, content: `two\n${folderId}` });
  const trashedId = await files.aFile(owner, { folderId });
  await files.throwAway(owner, trashedId);
  await files.give(folderId, 'USER', editor.id, ['VIEW', 'COMMENT', 'EDIT', 'DOWNLOAD']);
  const shareId = await files.give(folderId, 'USER', looker.id, ['VIEW']);
  await files.give(folderId, 'USER', uploader.id, ['UPLOAD']);
  const grants = [{ targetId: fileId, actions: ['READ'], grantedById: owner.id }];
  return {
    files,
    viewers: { ...everybody, guest: { ...everybody.guest, grants }, nobody: null },
    ...{
      homeId,
      folderId,
      fileId,
      trashedId,
      teamId,
      shareId,
      ...(await link(files, owner, folderId)),
      ...(await request(files, owner, folderId)),
      ...(await said(files, owner, fileId)),
      channelId: await aChannel(files, owner),
      uploadId: await begin(files, owner, folderId),
    },
    versionId: await versionOf(files, fileId),
  };
}
