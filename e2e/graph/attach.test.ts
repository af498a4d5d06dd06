import { expect, test } from 'vitest';
import type { Person } from '../client/person.js';
import {
  DeleteMessageDocument,
  SendShownDocument,
  SentFilesDocument,
  ShownEventsDocument,
  type ShownEventsSubscription,
  ShownMessageDocument,
  StartUploadDocument,
  UploadNowDocument,
} from '../generated/graphql.js';
import { aKey } from '../people.js';
import { a, aChannel, gateways } from '../product.js';

const at = (nth: number): string => gateways[nth % gateways.length] ?? '';
const bearer = (who: Person) => ({ authorization: `Bearer ${who.token}` });

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** A picture that somebody sends to a channel, as far as it being a file. */
async function aPicture(who: Person, channelId: string): Promise<string> {
  const input = { name: 'lake.png', size: png.length, channelId, key: aKey() };
  const { id, url } = (await who.get(StartUploadDocument, { input })).startUpload;
  const sent = await fetch(at(1) + url, {
    method: 'PATCH',
    headers: {
      ...bearer(who),
      'tus-resumable': '1.0.0',
      'content-type': 'application/offset+octet-stream',
      'upload-offset': '0',
    },
    body: new Uint8Array(png),
  });
  expect(sent.status).toBe(204);
  return (await who.get(UploadNowDocument, { id })).upload?.file?.id ?? '';
}

const statusFor = async (who: Person, url: string): Promise<number> =>
  (await fetch(at(1) + url, { method: 'HEAD', headers: bearer(who) })).status;

type Event = ShownEventsSubscription['channelEvents'];

/** The events of a channel up to the one that was waited for. */
async function until(
  events: { next(): Promise<ShownEventsSubscription> },
  is: (event: Event) => boolean,
): Promise<Event> {
  for (;;) {
    const { channelEvents } = await events.next();
    if (is(channelEvents)) return channelEvents;
  }
}

/** Where the small picture of a file is, once those who read the message have it. */
function readyIn(event: Event): string | undefined {
  const [shown] = event.__typename === 'MessageChanged' ? event.message.attachments : [];
  const thumbnail = shown?.file?.renditions.find(({ kind, ready }) => kind === 'THUMBNAIL' && ready);
  return shown?.ready ? thumbnail?.url : undefined;
}

test('a file is shown in a message the moment it came, and its readers see what becomes of it', async () => {
  const [head, student, other] = [await a('head'), await a('student'), await a('classmate')];
  const channelId = await aChannel(head, student);
  const events = student.follow(ShownEventsDocument, { channelId });
  await events.next();
  const fileId = await aPicture(head, channelId);
  const { sendMessage: message } = await head.get(
    SendShownDocument,
    { input: { channelId, attachments: [{ fileId }], key: aKey() } },
    1,
  );
  expect(message.attachments).toMatchObject([
    { role: 'INLINE', file: { id: fileId, name: 'lake.png', url: `/f/files/${fileId}/lake.png`, tags: [] } },
  ]);
  const added = await until(events, ({ __typename }) => __typename === 'MessageAdded');
  expect(added).toMatchObject({ message: { id: message.id, attachments: [{ file: { id: fileId } }] } });
  const drawn = await until(events, (event) => readyIn(event) !== undefined);
  const thumbnail = readyIn(drawn) ?? '';
  expect(thumbnail).toBe(`/f/renditions/${fileId}/thumbnail`);
  const address = `/f/files/${fileId}/lake.png`;
  expect(await statusFor(student, address)).toBe(200);
  expect([await statusFor(student, thumbnail), await statusFor(other, thumbnail)]).toEqual([200, 404]);
  expect(await statusFor(other, address)).toBe(404);
  expect((await student.get(ShownMessageDocument, { id: message.id })).message).toMatchObject({
    attachments: [{ file: { tags: [], metadata: { width: 1 } } }],
  });
  expect((await student.get(SentFilesDocument, { id: channelId })).channel?.files?.nodes).toEqual([
    { id: fileId },
  ]);
  await head.get(DeleteMessageDocument, { input: { messageId: message.id, key: aKey() } });
  await expect.poll(() => statusFor(student, address)).toBe(404);
});

test('what somebody else sent is shown by nobody else, and nobody sees what no message shows', async () => {
  const [head, student] = [await a('head'), await a('student')];
  const channelId = await aChannel(head, student);
  const fileId = await aPicture(head, channelId);
  const input = { channelId, attachments: [{ fileId }], key: aKey() };
  await expect(student.get(SendShownDocument, { input })).rejects.toThrow('NOT_FOUND');
  expect(await statusFor(student, `/f/files/${fileId}/lake.png`)).toBe(404);
  expect((await student.get(SentFilesDocument, { id: channelId })).channel?.files?.nodes).toEqual([]);
});
