import { askText } from '../client/ask.js';
import type { Person } from '../client/person.js';
import { aKey } from '../people.js';
import { gateway } from '../product.js';

/** A picture of one dot. */
const DOT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

async function aPicture(who: Person): Promise<string> {
  const asked = new URLSearchParams({ name: 'dot.png', key: aKey() });
  const response = await fetch(`${gateway}/files?${asked.toString()}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${who.token}`, 'content-type': 'application/octet-stream' },
    body: new Uint8Array(DOT),
  });
  return ((await response.json()) as { id: string }).id;
}

/** Makes a thing by the mutation of that name and gives its id. */
export async function made(who: Person, mutation: string, input: object): Promise<string> {
  const name = mutation.charAt(0).toUpperCase() + mutation.slice(1);
  const document = `mutation ($input: ${name}Input!) { made: ${mutation}(input: $input) { id } }`;
  const variables = { input: { ...input, key: aKey() } };
  const { data, errors } = await askText(gateway, document, { token: who.token }, variables);
  const thing = data?.['made'] as { readonly id: string } | null | undefined;
  if (!thing) throw new Error(`${mutation}: ${JSON.stringify(errors)}`);
  return thing.id;
}

interface Makers {
  readonly owner: Person;
  readonly member: Person;
  readonly administrator: Person;
}

/** One of each kind that chat and its order have, all in the owner's channel and the owner's where they are somebody's. */
export async function chatNodes(
  { owner, member, administrator }: Makers,
  channelId: string,
  messageId: string,
): Promise<Readonly<Record<string, string>>> {
  const thread = await made(owner, 'openThread', { discussableId: messageId });
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
  const file = await aPicture(owner);
  await made(owner, 'sendMessage', { channelId, attachments: [{ fileId: file }] });
  const hold = { name: 'A hold', channelIds: [channelId], reason: 'A court asks' };
  return {
    Thread: thread,
    ThreadFollow: await made(owner, 'followThread', { threadId: thread, level: 'ALL' }),
    Draft: await made(owner, 'saveDraft', { channelId, text: 'Not yet' }),
    SavedItem: await made(owner, 'saveItem', { messageId }),
    ScheduledMessage: await made(owner, 'scheduleMessage', { channelId, text: 'Later', sendAt: tomorrow }),
    File: file,
    CustomEmoji: await made(owner, 'addCustomEmoji', {
      name: `dot${aKey().slice(0, 8)}`,
      fileId: await aPicture(owner),
    }),
    ModerationReport: await made(member, 'reportMessage', { messageId, reason: 'To be looked at' }),
    WordRule: await made(owner, 'saveWordRule', { channelId, pattern: 'forbidden', effect: 'REFUSE' }),
    RetentionPolicy: await made(administrator, 'saveRetentionPolicy', {
      policy: { channelId, keepDays: 3_650 },
    }),
    LegalHold: await made(administrator, 'placeLegalHold', hold),
  };
}
