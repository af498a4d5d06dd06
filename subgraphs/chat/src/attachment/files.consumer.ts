import {
  FileKind,
  type LogEvent,
  RenditionKind,
  type RequestContext,
  ScanState,
  consumer,
} from '@parley/kit';
import { FILES_CONSUMER, forgetLinked, recordLinked } from './linked-file.service.js';
import type { LinkedFileRow, StoredRendition } from './linked-file.table.js';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const numberOrNull = (value: unknown): number | null => (typeof value === 'number' ? value : null);
const listOf = <T>(value: unknown, is: (item: unknown) => item is T): T[] =>
  Array.isArray(value) ? value.filter(is) : [];
const isText = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => typeof value === 'number';

const oneOf = <T extends string>(all: Readonly<Record<string, T>>, value: unknown): T | undefined =>
  Object.values(all).find((each) => each === value);

const renditionsOf = (value: unknown): StoredRendition[] =>
  (Array.isArray(value) ? (value as Record<string, unknown>[]) : []).flatMap((each) => {
    const kind = oneOf(RenditionKind, each['kind']);
    const [width, height] = [numberOrNull(each['width']), numberOrNull(each['height'])];
    const page = numberOrNull(each['page']) ?? 0;
    return kind ? [{ kind, page, ready: each['ready'] === true, width, height }] : [];
  });

/** What is told of a file at most: a thumbnail, ten pages and what there is of the whole. */
const MOST_RENDITIONS = 20;

const toLinked = ({ data }: LogEvent): LinkedFileRow => ({
  id: text(data['fileId']),
  organizationId: text(data['organizationId']),
  ownerId: text(data['ownerId']),
  facts: {
    name: text(data['name']),
    mediaType: text(data['mediaType']),
    kind: oneOf(FileKind, data['kind']) ?? 'OTHER',
    size: numberOrNull(data['size']) ?? 0,
    width: numberOrNull(data['width']),
    height: numberOrNull(data['height']),
    durationSeconds: numberOrNull(data['durationSeconds']),
    waveform: Array.isArray(data['waveform']) ? listOf(data['waveform'], isNumber) : null,
    scan: oneOf(ScanState, data['scan']) ?? 'WAITING',
    renditions: renditionsOf(data['renditions']).slice(0, MOST_RENDITIONS),
  },
  channelIds: listOf(data['channelIds'], isText),
  isThere: data['isThere'] === true,
  createdAt: new Date(text(data['createdAt'])),
});

/** The newest of each file: a batch may speak of the same one several times. */
const newest = (events: readonly LogEvent[]): LogEvent[] => [
  ...new Map(events.map((event) => [event.data['fileId'], event])).values(),
];

async function takeIn(ctx: RequestContext, events: readonly LogEvent[]): Promise<void> {
  for (const event of newest(events)) {
    if (event.kind === 'fileTold') await recordLinked(ctx, toLinked(event));
    else await forgetLinked(ctx, text(event.data['fileId']));
  }
}

/** Files that files keeps, as it has them: messages show them, and as they are. */
export const filesConsumer = consumer('files', ['fileTold', 'fileForgotten'], takeIn, {
  name: FILES_CONSUMER,
  orderedBy: ({ data }) => text(data['fileId']),
});
