import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { CreateMeetingInput } from '../generated/graphql.js';
import {
  CloseMeetingDocument,
  CreateChannelDocument,
  MeetingSeenDocument,
  OpenMeetingDocument,
} from '../generated/graphql.js';
import { aKey, type Role } from '../people.js';
import { a } from '../product.js';

/** A room that was begun in a group of these people, and ends with the test. */
export interface OpenRoom extends AsyncDisposable {
  readonly id: string;
  readonly path: string;
  /** The name of the group that it is in. */
  readonly group: string;
}

/** Begins a room for these people; the first of them is its host. */
export async function openRoom(
  [host, ...others]: readonly [Role, ...Role[]],
  more: Partial<CreateMeetingInput> = {},
): Promise<OpenRoom> {
  const owner = await a(host);
  const memberIds = await Promise.all(others.map(async (role) => (await a(role)).id));
  const group = { kind: 'GROUP' as const, name: `Committee ${aKey()}`, memberIds, key: aKey() };
  const { createChannel } = await owner.get(CreateChannelDocument, { input: group });
  const input = { title: 'Committee', kind: 'INSTANT' as const, channelId: createChannel.id, ...more };
  let id = '';
  const begin = async (): Promise<string> => {
    const { data } = await owner.ask(OpenMeetingDocument, { input: { ...input, key: aKey() } });
    id = data?.createMeeting.id ?? '';
    return id;
  };
  // Who is in a channel is told to meetings, which takes a moment.
  await expect.poll(begin, { timeout: 10_000 }).not.toBe('');
  for (const role of others) {
    const person = await a(role);
    const sees = async () => (await person.get(MeetingSeenDocument, { id })).meeting?.id;
    await expect.poll(sees, { timeout: 10_000 }).toBe(id);
  }
  return {
    id,
    path: `/calls/room/${id}`,
    group: group.name,
    async [Symbol.asyncDispose]() {
      // A test may have ended it already, which is as good.
      await owner.ask(CloseMeetingDocument, { input: { meetingId: id, key: aKey() } });
    },
  };
}

/** One of the controls of the room on a page. */
export const roomControl = (page: Page, name: string): Locator =>
  page.getByRole('toolbar', { name: 'Controls of the meeting' }).getByRole('button', { name, exact: true });

/** The tile of somebody in the room on a page. */
export const tileOf = (page: Page, name: string): Locator =>
  page.locator('app-room-stage').getByRole('group', { name, exact: true });

/** Goes to a room and comes in with camera and microphone. */
export async function enter(page: Page, room: { readonly path: string }): Promise<void> {
  await page.goto(room.path);
  await page.getByRole('button', { name: 'Mute', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Camera off', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Join now' }).click();
  await roomControl(page, 'More').waitFor();
}

/** Waits until a moving picture of that name has been decoded. */
export async function seesPicture(page: Page, name: string): Promise<void> {
  await page.waitForFunction(
    (label) =>
      (document.querySelector<HTMLVideoElement>(`video[aria-label="${label}"]`)?.videoWidth ?? 0) > 0,
    name,
  );
}
