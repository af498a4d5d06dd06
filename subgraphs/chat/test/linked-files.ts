import { type Viewer, newId } from '@parley/kit';
import type { TestChat } from './chat.js';

/** What files says of a picture that somebody sent. */
export const factsOf = (fileId: string, owner: Viewer, more: object = {}) => ({
  ...{
    fileId,
    organizationId: owner.organizationId,
    ownerId: owner.id,
    name: 'lake & sky.png',
    kind: 'IMAGE',
  },
  ...{
    mediaType: 'image/png',
    size: 1_234,
    width: null,
    height: null,
    durationSeconds: null,
    waveform: null,
  },
  ...{
    scan: 'WAITING',
    renditions: [],
    channelIds: [],
    isThere: true,
    createdAt: '2026-11-01T10:00:00.000Z',
  },
  ...more,
});

/** A file that files told of, which chat has not heard yet. */
export function aLinkedFile(chat: TestChat, owner: Viewer, more: object = {}): string {
  const fileId = newId('file');
  chat.sayInFiles('fileTold', factsOf(fileId, owner, more));
  return fileId;
}

/** What files was told last of where messages show a file. */
export async function toldLast(chat: TestChat, fileId: string): Promise<unknown> {
  await chat.drained();
  const rows: { data: unknown }[] = await chat.test.runtime.database.query(
    `select data from log where stream = $1 and kind = 'fileShown' order by seq desc limit 1`,
    [`told:${fileId}`],
  );
  return rows[0]?.data;
}
