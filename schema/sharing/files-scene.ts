import { setTimeout } from 'node:timers/promises';
import type { Viewer } from '../../subgraphs/kit/src/index.js';
import { type Act, acting } from './acting.js';
import type { Data, Product } from './product.js';

/** A picture of one dot. */
export const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const LOOK_AGAIN_MS = 100;

interface Sent {
  readonly id: string;
  readonly version: number;
  readonly liveCursor: string;
  readonly url: string;
}

/** A picture that somebody sends into a folder, or to a channel. */
export async function sendPicture(product: Product, act: Act, owner: Viewer, place: Data): Promise<Sent> {
  const input = { name: 'a.png', size: PICTURE.length, ...place };
  const { id, url } = await act(owner, 'startUpload', input, '{ id url }');
  await product.upload(owner, String(url), PICTURE);
  const query = 'query ($id: ID!) { upload(id: $id) { file { id version liveCursor url } } }';
  const { upload } = (await product.run(owner, query, { id })) as { upload: { file: Sent } };
  return upload.file;
}

/** Small pictures of a file are made a moment after it came. */
async function untilDrawn(product: Product, owner: Viewer, id: string): Promise<void> {
  const query = 'query ($id: ID!) { file(id: $id) { renditions { ready } } }';
  for (;;) {
    const { file } = (await product.run(owner, query, { id })) as {
      file: { renditions: { ready: boolean }[] };
    };
    if (file.renditions.some(({ ready }) => ready)) return;
    await setTimeout(LOOK_AGAIN_MS);
  }
}

/**
 * One of every kind of event of a folder and of a file in it. Answers with both streams, each with the cursor before
 * all of it.
 */
export async function playFiles(
  product: Product,
  owner: Viewer,
  member: Viewer,
): Promise<readonly [folder: Data, file: Data]> {
  const act = acting(product);
  const { id: nodeId } = await act(owner, 'createFolder', { name: 'A scene' });
  const query = 'query ($nodeId: ID!) { folder(id: $nodeId) { liveCursor } }';
  const { folder } = (await product.run(owner, query, { nodeId })) as { folder: { liveCursor: string } };
  const {
    id: fileId,
    version,
    liveCursor,
    url,
  } = await sendPicture(product, act, owner, { folderId: nodeId });
  await untilDrawn(product, owner, fileId);
  await product.download(owner, url);
  const inner = await act(owner, 'createFolder', { name: 'Inside', parentId: nodeId }, '{ id version }');
  const renamed = { name: 'Further inside', expectedVersion: inner['version'] };
  await act(owner, 'updateFolder', { folderId: inner['id'], ...renamed });
  await act(owner, 'updateFile', { fileId, tags: ['scene'], expectedVersion: version });
  await act(owner, 'lockFile', { fileId });
  await act(owner, 'share', { nodeId, granteeId: member.id, rights: ['VIEW'] });
  await act(owner, 'addFileComment', { fileId, body: 'Well said' });
  const corner = { x: 0, y: 0, width: 0.5, height: 0.5 };
  await act(owner, 'addFileComment', { fileId, body: 'And here', anchor: corner });
  await act(owner, 'createFileRequest', { folderId: nodeId, title: 'More of them' });
  const { id: other } = await act(owner, 'createFolder', { name: 'Not for long', parentId: nodeId });
  await act(owner, 'trash', { nodeIds: [other] }, '{ __typename }');
  return [
    { nodeId, after: folder.liveCursor },
    { nodeId: fileId, after: liveCursor },
  ];
}
