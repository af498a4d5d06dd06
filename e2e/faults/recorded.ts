import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Film } from '@parley/kit/testing/peers';
import { expect, onTestFinished } from 'vitest';
import type { Person } from '../client/person.js';
import { probe } from '../client/probe.js';
import { RoomDevice } from '../client/room-device.js';
import {
  AnswerFaultConsentDocument,
  CreateChannelDocument,
  CreateFaultRoomDocument,
  FaultConsentDocument,
  FaultRecordingDocument,
  StartFaultRecordingDocument,
  StopFaultRecordingDocument,
} from '../generated/graphql.js';
import { aKey } from '../people.js';

/** For as long as what happens at once is waited for. */
export const PATIENCE = { timeout: 30_000, interval: 100 };
/** Whoever is killed on the way to a film is followed by another process within two minutes; and a film takes its time. */
export const FOLLOWED = { timeout: 170_000, interval: 250 };

/** A room of two whose devices send real sound and pictures. */
export interface Staged {
  readonly id: string;
  readonly title: string;
  readonly devices: readonly RoomDevice[];
  /** Somebody else comes, and sends. */
  join(person: Person): Promise<RoomDevice>;
  /** Plays anew, on what devices send now. */
  play(): Promise<void>;
}

const SCENES = [
  { colour: 'red', tone: 400 },
  { colour: 'blue', tone: 2_000 },
  { colour: 'green', tone: 1_000 },
];

/** People meet until the test ends, the first of them as host; `later` may come as well. */
export async function meet(present: readonly Person[], later: readonly Person[] = []): Promise<Staged> {
  const title = `Seminar ${aKey()}`;
  const [host, ...others] = present as readonly [Person, ...Person[]];
  const memberIds = [...others, ...later].map((each) => each.id);
  const group = { kind: 'GROUP' as const, name: title, memberIds, key: aKey() };
  const channelId = (await host.get(CreateChannelDocument, { input: group })).createChannel.id;
  const input = { title, kind: 'INSTANT' as const, channelId, key: aKey() };
  // Who is in the channel, chat tells meetings.
  const created = async () =>
    (await host.ask(CreateFaultRoomDocument, { input })).data?.createMeeting.id ?? '';
  for (const other of [...others, ...later]) {
    await expect.poll(async () => seen(other, await created()), PATIENCE).toBeTruthy();
  }
  const id = await created();
  const devices: RoomDevice[] = [];
  let films: Film[] = [];
  const end = () => Promise.all(films.map((film) => film.stop()));
  const join = async (person: Person): Promise<RoomDevice> => {
    const device = await RoomDevice.in(person, id);
    films.push(await device.play(SCENES[devices.length] ?? SCENES[0]!));
    devices.push(device);
    return device;
  };
  onTestFinished(async () => {
    await end();
    for (const device of devices) await device[Symbol.asyncDispose]();
  });
  for (const person of present) await join(person);
  return {
    ...{ id, title, devices, join },
    async play() {
      await end();
      films = [];
      for (const [n, device] of devices.entries()) films.push(await device.play(SCENES[n] ?? SCENES[0]!));
    },
  };
}

/** What somebody sees of a room that is recorded. */
export const seen = async (who: Person, meetingId: string) =>
  (await who.ask(FaultConsentDocument, { meetingId })).data?.meeting;

/** Somebody answers what they are asked, as soon as they are. @returns the consent */
export async function agree(who: Person, meetingId: string): Promise<string> {
  const asked = async () => (await seen(who, meetingId))?.activeRecording?.viewerConsent;
  await expect.poll(async () => (await asked())?.state, PATIENCE).toBe('ASKED');
  const consentId = (await asked())?.id ?? '';
  await who.get(AnswerFaultConsentDocument, { input: { consentId, give: true, key: aKey() } });
  return consentId;
}

/** The host asks to record, and all others agree. @returns the recording */
export async function record(meetingId: string, host: Person, ...others: readonly Person[]): Promise<string> {
  const { startRecording } = await host.get(StartFaultRecordingDocument, {
    input: { meetingId, key: aKey() },
  });
  for (const other of others) await agree(other, meetingId);
  return startRecording.id;
}

export const stop = (who: Person, recordingId: string) =>
  who.get(StopFaultRecordingDocument, { input: { recordingId, key: aKey() } });

export const recordingNow = async (who: Person, id: string) =>
  (await who.ask(FaultRecordingDocument, { id })).data?.recording;

/** How many bytes are there of each that is or was written of a room, by its name. */
export function bytesIn(folder: string, meetingId: string): Readonly<Record<string, number>> {
  const bytes: Record<string, number> = {};
  const own = join(folder, meetingId);
  for (const file of existsSync(own) ? readdirSync(own) : []) {
    const [name = ''] = file.split(/-(?:audio|video)-/);
    bytes[name] = (bytes[name] ?? 0) + statSync(join(own, file)).size;
  }
  return bytes;
}

/** Waits until so much more of a room is written than was. */
export async function grows(folder: string, meetingId: string, more: number): Promise<void> {
  const total = () => Object.values(bytesIn(folder, meetingId)).reduce((sum, each) => sum + each, 0);
  const before = total();
  await expect.poll(() => total() - before, PATIENCE).toBeGreaterThan(more);
}

/** Waits until a film is in files, where it is once, and can be played. @returns the file, and how long it plays */
export async function film(
  stack: { readonly gatewayUrls: readonly string[] },
  who: Person,
  recordingId: string,
  title: string,
) {
  await expect
    .poll(async () => {
      const now = await recordingNow(who, recordingId);
      return now && [now.state, now.failedBecause];
    }, FOLLOWED)
    .toEqual(['READY', null]);
  const file = (await recordingNow(who, recordingId))?.file;
  const named = file?.folder?.children.nodes.filter((node) => 'name' in node && node.name.startsWith(title));
  expect(named?.map((node) => 'id' in node && node.id)).toEqual([file?.id]);
  const fetched = () =>
    fetch(`${stack.gatewayUrls[0] ?? ''}${file?.url ?? ''}`, {
      headers: { authorization: `Bearer ${who.token}` },
    });
  // It is looked into for viruses first.
  await expect.poll(async () => (await fetched()).status, PATIENCE).toBe(200);
  const bytes = new Uint8Array(await (await fetched()).arrayBuffer());
  const { format, streams } = await probe(bytes);
  expect(streams.map((each) => each.codec_name)).toEqual(expect.arrayContaining(['h264', 'aac']));
  return { id: file?.id ?? '', size: file?.size ?? 0, seconds: Number(format.duration) };
}
