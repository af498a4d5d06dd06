import {
  type Row,
  all,
  changing,
  entity,
  inside,
  mutation,
  owning,
  query,
  seeing,
  stream,
} from './permission-rows.js';

/** The share is of the folder, which hides from who has the file alone. */
const OUTSIDE = { guest: 'NOT_FOUND' } as const;

const shares: readonly Row[] = [
  mutation(
    'share',
    '{ id }',
    ({ fileId, viewers }) => ({ nodeId: fileId, granteeId: viewers.colleague.id, rights: ['VIEW'] }),
    owning(),
  ),
  mutation(
    'updateShare',
    '{ id }',
    ({ shareId }) => ({ shareId, rights: ['VIEW', 'COMMENT'], expectedVersion: 1 }),
    owning(OUTSIDE),
  ),
  // Whoever was given something may give it back.
  mutation('revokeShare', '{ id }', ({ shareId }) => ({ shareId }), owning({ ...OUTSIDE, looker: 'ok' })),
  entity('Share', ({ shareId }) => shareId, inside('null')),
  // Everybody is told of what is shared with them, wherever they belong, and begins by hearing that it is all for now.
  stream('sharingSignals', `subscription { sharingSignals { cursor } }`, () => ({}), all('ok')),
  // The same of what is their own.
  stream('ownFilesSignals', `subscription { ownFilesSignals { about } }`, () => ({}), all('ok')),
];

/** Links are seen by those who may share what they lead to; what they open is anybody's who has one. */
const links: readonly Row[] = [
  mutation('createShareLink', '{ id }', ({ fileId }) => ({ nodeId: fileId, rights: ['VIEW'] }), owning()),
  mutation(
    'updateShareLink',
    '{ id }',
    ({ linkId }) => ({ linkId, maxUses: 3, expectedVersion: 1 }),
    all('NOT_FOUND', { owner: 'ok' }),
  ),
  mutation('revokeShareLink', '{ id }', ({ linkId }) => ({ linkId }), all('NOT_FOUND', { owner: 'ok' })),
  query('shareLinks', '{ shareLinks { nodes { id } } }', () => ({}), all('empty', { owner: 'ok' })),
  query(
    'openShareLink',
    `query ($token: String!) { openShareLink(token: $token) { name } }`,
    ({ token }) => ({ token }),
    all('ok', { nobody: 'ok' }),
  ),
  entity('ShareLink', ({ linkId }) => linkId, all('null', { owner: 'ok' })),
];

/** Requests are seen by those who may share their folder; to send by one is anybody's who has its link. */
const requests: readonly Row[] = [
  mutation(
    'createFileRequest',
    '{ id }',
    ({ folderId }) => ({ folderId, title: 'Send me something' }),
    owning({ guest: 'NOT_FOUND' }),
  ),
  mutation(
    'closeFileRequest',
    '{ id }',
    ({ requestId }) => ({ requestId }),
    all('NOT_FOUND', { owner: 'ok' }),
  ),
  query('fileRequests', '{ fileRequests { nodes { id } } }', () => ({}), all('empty', { owner: 'ok' })),
  query(
    'openFileRequest',
    `query ($requestToken: String!) { openFileRequest(token: $requestToken) { title } }`,
    ({ requestToken }) => ({ requestToken }),
    all('ok', { nobody: 'ok' }),
  ),
  entity('FileRequest', ({ requestId }) => requestId, all('null', { owner: 'ok' })),
];

/** For how long is kept what was done is set by those who manage retention. */
const retention: readonly Row[] = [
  query(
    'activityRetentions',
    '{ activityRetentions { keepDays } }',
    () => ({}),
    all('FORBIDDEN', { owner: 'ok' }),
  ),
  query(
    'previewActivityRetention',
    '{ previewActivityRetention(retention: { keepDays: 9 }) { removedCount } }',
    () => ({}),
    all('FORBIDDEN', { owner: 'ok' }),
  ),
  mutation(
    'setActivityRetention',
    '{ keepDays }',
    () => ({ retention: { regionCode: 'eu', keepDays: 90 } }),
    all('FORBIDDEN', { owner: 'ok' }),
  ),
];

/** The file is found by those who see it. */
const searching: readonly Row[] = [
  query(
    'searchFiles',
    `query ($filter: FileFilterInput!) { searchFiles(query: "", filter: $filter) { nodes { file { id } } } }`,
    ({ folderId }) => ({ filter: { folderId } }),
    seeing('empty'),
  ),
];

/** Comments are seen with their file; what everybody did with it, by those who may change it. */
const comments: readonly Row[] = [
  mutation('addFileComment', '{ id }', ({ fileId }) => ({ fileId, body: 'Yes' }), changing()),
  mutation(
    'editFileComment',
    '{ id }',
    ({ commentId }) => ({ commentId, body: 'No', expectedVersion: 1 }),
    owning(),
  ),
  mutation('resolveFileComment', '{ id }', ({ commentId }) => ({ commentId, resolved: true }), changing()),
  mutation('deleteFileComment', '{ id }', ({ commentId }) => ({ commentId }), owning()),
  entity('FileComment', ({ commentId }) => commentId, seeing('null')),
  entity('FileActivity', ({ activityId }) => activityId, inside('null', { looker: 'null' })),
];

/** With whom things are shared, and what is said and known of them. */
export const ofSharing: readonly Row[] = [
  ...shares,
  ...links,
  ...requests,
  ...retention,
  ...comments,
  ...searching,
];
