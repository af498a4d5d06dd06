import {
  type Input,
  type Row,
  all,
  asking,
  changing,
  entity,
  inside,
  mutation,
  owning,
  query,
  seeing,
  stream,
} from './permission-rows.js';
import type { Scene } from './scene.js';

const byFile: Input = ({ fileId }) => ({ fileId });
const byFolder: Input = ({ folderId }) => ({ folderId });

const NODE = '{ ... on File { id } ... on Folder { id } }';

/** The folder hides from who has the file alone, or may add to it unseen. */
const OUTSIDE = { guest: 'NOT_FOUND' } as const;

async function locked({ files, viewers, fileId }: Scene): Promise<void> {
  const input = { fileId, key: crypto.randomUUID() };
  await files.must(viewers.owner, `mutation ($input: LockFileInput!) { lockFile(input: $input) { id } }`, {
    input,
  });
}

const reading: readonly Row[] = [
  query('viewer', '{ viewer { id home { id } } }', () => ({}), all('ok', { nobody: 'null' })),
  query('folder', `query ($folderId: ID!) { folder(id: $folderId) { id } }`, byFolder, inside('NOT_FOUND')),
  query('file', `query ($fileId: ID!) { file(id: $fileId) { id } }`, byFile, seeing('NOT_FOUND')),
  query('storagePolicy', '{ storagePolicy { version } }', () => ({}), all('ok')),
  query('sharingPolicy', '{ sharingPolicy { version } }', () => ({}), all('ok')),
  stream(
    'fileEvents',
    `subscription ($fileId: ID!, $after: Cursor) { fileEvents(nodeId: $fileId, after: $after) { cursor } }`,
    ({ fileId }) => ({ fileId, after: 'nowhere' }),
    seeing('NOT_FOUND'),
  ),
];

const changes: readonly Row[] = [
  mutation(
    'createFolder',
    '{ id }',
    ({ folderId }) => ({ parentId: folderId, name: 'New' }),
    changing({ ...OUTSIDE, uploader: 'NOT_FOUND' }),
  ),
  mutation(
    'updateFolder',
    '{ id }',
    ({ folderId }) => ({ folderId, name: 'Other', expectedVersion: 1 }),
    changing(OUTSIDE),
  ),
  mutation(
    'updateFile',
    '{ id }',
    ({ fileId }) => ({ fileId, name: 'other.txt', expectedVersion: 3 }),
    changing(),
  ),
  mutation('trash', NODE, ({ fileId }) => ({ nodeIds: [fileId] }), changing()),
  mutation(
    'restoreFromTrash',
    NODE,
    ({ trashedId }) => ({ nodeIds: [trashedId] }),
    owning({ guest: 'NOT_FOUND', looker: 'NOT_FOUND', editor: 'NOT_FOUND' }),
  ),
  mutation(
    'deleteForever',
    '{ id }',
    ({ trashedId }) => ({ nodeIds: [trashedId] }),
    owning({ guest: 'NOT_FOUND', looker: 'NOT_FOUND', editor: 'NOT_FOUND' }),
  ),
  mutation('restoreFileVersion', '{ id }', ({ versionId }) => ({ versionId }), changing()),
  mutation('rescanFile', '{ id }', byFile, changing()),
  mutation('lockFile', '{ id }', byFile, changing()),
  mutation('unlockFile', '{ id }', byFile, owning(), locked),
  mutation('setFavorite', NODE, ({ fileId }) => ({ nodeId: fileId, favorite: true }), seeing('NOT_FOUND')),
  mutation(
    'setStoragePolicy',
    '{ version }',
    () => ({ trashDays: 7, expectedVersion: 0 }),
    all('FORBIDDEN', { owner: 'ok' }),
  ),
  mutation(
    'setSharingPolicy',
    '{ version }',
    () => ({ watermark: 'ALWAYS', expectedVersion: 0 }),
    all('FORBIDDEN', { owner: 'ok' }),
  ),
];

const entities: readonly Row[] = [
  entity('File', ({ fileId }) => fileId, seeing('null')),
  entity('Folder', ({ folderId }) => folderId, inside('null')),
  entity('FileVersion', ({ versionId }) => versionId, seeing('null')),
  entity('Viewer', ({ viewers }) => viewers.owner.id, all('null', { owner: 'ok' })),
  entity('Channel', ({ channelId }) => channelId, all('null', { owner: 'ok' })),
  entity('Team', ({ teamId }) => teamId, all('null', { owner: 'ok' })),
  asking(
    'File.whyCan',
    `query ($id: ID!, $userId: ID!) { file(id: $id) { id whyCan(userId: $userId, action: READ) { filesKey } } }`,
    ({ fileId, viewers }) => ({ id: fileId, userId: viewers.colleague.id }),
    owning(),
  ),
  asking(
    'Folder.whyCan',
    `query ($id: ID!, $userId: ID!) { folder(id: $id) { id whyCan(userId: $userId, action: READ) { filesKey } } }`,
    ({ folderId, viewers }) => ({ id: folderId, userId: viewers.colleague.id }),
    owning(OUTSIDE),
  ),
  asking(
    'AccessExplanation',
    `query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on AccessExplanation { allowed } } }`,
    ({ fileId, viewers }) => ({
      refs: [
        {
          __typename: 'AccessExplanation',
          filesKey: `${fileId} ${viewers.colleague.id} READ`,
          subject: { now: { viewer: viewers.colleague, barredBecause: null } },
        },
      ],
    }),
    owning(),
  ),
];

/** Files, folders and what is done with them. */
export const ofTree: readonly Row[] = [...reading, ...changes, ...entities];
