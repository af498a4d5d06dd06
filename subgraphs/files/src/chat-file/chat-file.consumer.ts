import { FileKind, type LogEvent, type RequestContext, consumer } from '@parley/kit';
import { type ShownFile, recordShown } from './shown-file.service.js';
import { type ToldFile, forgetChatFile, recordChatFile } from './chat-file.service.js';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const numberOrNull = (value: unknown): number | null => (typeof value === 'number' ? value : null);
const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];

const kindOf = (value: unknown): FileKind =>
  Object.values(FileKind).find((kind) => kind === value) ?? 'OTHER';

const toFile = ({ data }: LogEvent): ToldFile => ({
  file: {
    id: text(data['fileId']),
    organizationId: text(data['organizationId']),
    ownerId: text(data['ownerId']),
    name: text(data['name']),
    mediaType: text(data['mediaType']),
    kind: kindOf(data['kind']),
    size: numberOrNull(data['size']) ?? 0,
    metadata: { width: numberOrNull(data['width']), height: numberOrNull(data['height']) },
    createdAt: text(data['createdAt']),
  },
  shownTo: [
    ...texts(data['channelIds']).map((id) => ({ kind: 'CHANNEL', id }) as const),
    ...(data['shared'] === true ? [{ kind: 'ORGANIZATION', id: text(data['organizationId']) } as const] : []),
  ],
});

const toShown = ({ data }: LogEvent): ShownFile => ({
  fileId: text(data['fileId']),
  isAwaited: data['isAwaited'] === true,
  channels: (Array.isArray(data['channels']) ? (data['channels'] as Record<string, unknown>[]) : []).map(
    (channel) => ({ id: text(channel['channelId']), personIds: texts(channel['personIds']) }),
  ),
});

async function takeIn(ctx: RequestContext, event: LogEvent): Promise<void> {
  if (event.kind === 'fileShown') await recordShown(ctx, toShown(event));
  else if (event.kind === 'fileTold') await recordChatFile(ctx, toFile(event));
  else await forgetChatFile(ctx, text(event.data['fileId']));
}

/** Files that were sent with messages: those whose bytes chat keeps, and which of ours are shown where. */
export const chatFileConsumer = consumer(
  'chat',
  ['fileTold', 'fileForgotten', 'fileShown'],
  async (ctx, events) => {
    for (const event of events) await takeIn(ctx, event);
  },
  { name: 'chat files' },
);
