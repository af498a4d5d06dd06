import {
  FileKind,
  type LogEvent,
  type RequestContext,
  consumer,
  numberOrNull,
  partsOf,
  textOf,
  textsOf,
  wordOf,
} from '@parley/kit';
import { type ShownFile, recordShown } from './shown-file.service.js';
import { type ToldFile, forgetChatFile, recordChatFile } from './chat-file.service.js';

const toFile = ({ data }: LogEvent): ToldFile => ({
  file: {
    id: textOf(data, 'fileId'),
    organizationId: textOf(data, 'organizationId'),
    ownerId: textOf(data, 'ownerId'),
    name: textOf(data, 'name'),
    mediaType: textOf(data, 'mediaType'),
    kind: wordOf(data, 'kind', FileKind) ?? 'OTHER',
    size: numberOrNull(data, 'size') ?? 0,
    metadata: { width: numberOrNull(data, 'width'), height: numberOrNull(data, 'height') },
    createdAt: textOf(data, 'createdAt'),
  },
  shownTo: [
    ...textsOf(data, 'channelIds').map((id) => ({ kind: 'CHANNEL', id }) as const),
    ...(data['shared'] === true
      ? [{ kind: 'ORGANIZATION', id: textOf(data, 'organizationId') } as const]
      : []),
  ],
});

const toShown = ({ data }: LogEvent): ShownFile => ({
  fileId: textOf(data, 'fileId'),
  isAwaited: data['isAwaited'] === true,
  channels: partsOf(data, 'channels').map((channel) => ({
    id: textOf(channel, 'channelId'),
    personIds: textsOf(channel, 'personIds'),
  })),
});

async function takeIn(ctx: RequestContext, event: LogEvent): Promise<void> {
  if (event.kind === 'fileShown') await recordShown(ctx, toShown(event));
  else if (event.kind === 'fileTold') await recordChatFile(ctx, toFile(event));
  else await forgetChatFile(ctx, textOf(event.data, 'fileId'));
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
