import {
  FileKind,
  type LogEvent,
  RenditionKind,
  type RequestContext,
  ScanState,
  type Told,
  consumer,
  numberOrNull,
  partsOf,
  textOf,
  textsOf,
  wordOf,
} from '@parley/kit';
import { FILES_CONSUMER, forgetLinked, recordLinked } from './linked-file.service.js';
import type { LinkedFileRow, StoredRendition } from './linked-file.table.js';

const isNumber = (value: unknown): value is number => typeof value === 'number';

const renditionsOf = (told: Told): StoredRendition[] =>
  partsOf(told, 'renditions').flatMap((each) => {
    const kind = wordOf(each, 'kind', RenditionKind);
    const [width, height] = [numberOrNull(each, 'width'), numberOrNull(each, 'height')];
    const page = numberOrNull(each, 'page') ?? 0;
    return kind ? [{ kind, page, ready: each['ready'] === true, width, height }] : [];
  });

/** What is told of a file at most: a thumbnail, ten pages and what there is of the whole. */
const MOST_RENDITIONS = 20;

const toLinked = ({ data }: LogEvent): LinkedFileRow => ({
  id: textOf(data, 'fileId'),
  organizationId: textOf(data, 'organizationId'),
  ownerId: textOf(data, 'ownerId'),
  facts: {
    name: textOf(data, 'name'),
    mediaType: textOf(data, 'mediaType'),
    kind: wordOf(data, 'kind', FileKind) ?? 'OTHER',
    size: numberOrNull(data, 'size') ?? 0,
    width: numberOrNull(data, 'width'),
    height: numberOrNull(data, 'height'),
    durationSeconds: numberOrNull(data, 'durationSeconds'),
    waveform: Array.isArray(data['waveform']) ? data['waveform'].filter(isNumber) : null,
    scan: wordOf(data, 'scan', ScanState) ?? 'WAITING',
    renditions: renditionsOf(data).slice(0, MOST_RENDITIONS),
  },
  channelIds: textsOf(data, 'channelIds'),
  isThere: data['isThere'] === true,
  createdAt: new Date(textOf(data, 'createdAt')),
});

/** The newest of each file: a batch may speak of the same one several times. */
const newest = (events: readonly LogEvent[]): LogEvent[] => [
  ...new Map(events.map((event) => [event.data['fileId'], event])).values(),
];

async function takeIn(ctx: RequestContext, events: readonly LogEvent[]): Promise<void> {
  for (const event of newest(events)) {
    if (event.kind === 'fileTold') await recordLinked(ctx, toLinked(event));
    else await forgetLinked(ctx, textOf(event.data, 'fileId'));
  }
}

/** Files that files keeps, as it has them: messages show them, and as they are. */
export const filesConsumer = consumer('files', ['fileTold', 'fileForgotten'], takeIn, {
  name: FILES_CONSUMER,
  orderedBy: ({ data }) => textOf(data, 'fileId'),
});
