import {
  type Input,
  type Row,
  all,
  changing,
  entity,
  inside,
  mutation,
  query,
  stream,
} from './permission-rows.js';

const byUpload: Input = ({ uploadId }) => ({ uploadId });

/** Bytes on their way: seen by who may look where they go, and given up by who sends them. */
export const ofUploads: readonly Row[] = [
  mutation(
    'startUpload',
    '{ id }',
    ({ folderId }) => ({ folderId, name: 'new.txt', size: 3 }),
    changing({ guest: 'NOT_FOUND', uploader: 'ok' }),
  ),
  mutation('cancelUpload', '{ id }', byUpload, all('NOT_FOUND', { owner: 'ok' })),
  query('upload', `query ($uploadId: ID!) { upload(id: $uploadId) { id } }`, byUpload, inside('null')),
  stream(
    'uploadProgress',
    `subscription ($uploadId: ID!) { uploadProgress(uploadId: $uploadId) { state } }`,
    byUpload,
    inside('NOT_FOUND'),
  ),
  entity('Upload', ({ uploadId }) => uploadId, inside('null')),
];
