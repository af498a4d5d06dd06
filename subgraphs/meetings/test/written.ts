import { createWriteStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Viewer } from '@parley/kit';
import { Film } from '@parley/kit/testing/peers';
import { expect, onTestFinished } from 'vitest';
import type { MeetingsOptions } from '../src/meetings.js';
import { Device, startRouted } from './devices.js';
import { aFolder } from './janus-media.js';
import type { TestMeetings } from './meetings.js';
import { Recordings } from './recordings.js';
import { Rooms } from './rooms.js';

/** For as long as what is written, and what is made of it, is waited for. */
export const PATIENCE = { timeout: 20_000, interval: 50 };

/** What files are told of a film. */
export interface Told {
  readonly ownerId: string;
  readonly audienceIds: readonly string[];
  readonly size: number;
}

/** A room in which everybody sends, the host first. */
export interface Sending {
  readonly id: string;
  readonly people: readonly [Viewer, Viewer, Viewer];
  readonly devices: readonly [Device, Device, Device];
}

/** Recordings with a Janus of their own, and what it writes. */
export class WrittenRecordings extends Recordings {
  private constructor(
    readonly meetings: TestMeetings & { readonly folder: string },
    rooms: Rooms,
  ) {
    super(rooms);
  }

  static async open(options: MeetingsOptions = {}): Promise<WrittenRecordings> {
    const meetings = await startRouted(options);
    return new WrittenRecordings(meetings, new Rooms(meetings));
  }

  stop(): Promise<void> {
    return this.meetings.stop();
  }

  /** Rows as a statement gives them. */
  rows<T>(statement: string, values: readonly unknown[] = []): Promise<T[]> {
    return this.meetings.test.runtime.database.query(statement, [...values]);
  }

  /** A room of that many whose devices all send, the host first. */
  async sending(count: number): Promise<Sending> {
    const [host, others] = [await this.rooms.host(), await this.rooms.others(count - 1)];
    const { id } = await this.rooms.with(host, others);
    const people = [host, ...others];
    const devices: Device[] = [];
    for (const person of people) devices.push(await this.arriving(person, id));
    return { id, people: people as [Viewer, Viewer, Viewer], devices: devices as [Device, Device, Device] };
  }

  /** Somebody comes in and sends. */
  async arriving(person: Viewer, id: string): Promise<Device> {
    const device = await Device.in(this.rooms, person, id);
    await device.ready();
    await device.publish();
    return device;
  }

  /** A room of two in which what both show and say is written. */
  async running(): Promise<Sending & { readonly recordingId: string; readonly films: readonly Film[] }> {
    const sending = await this.sending(2);
    const { id, people, devices } = sending;
    const films = await this.playing(devices);
    const { id: recordingId } = await this.start(people[0], id);
    await this.answer(people[1], id, true);
    await this.isWritten(id, devices[0], 15_000);
    await this.isWritten(id, devices[1], 15_000);
    return { ...sending, recordingId, films };
  }

  /** The first of them shows red, and the second blue. */
  async playing([one, other]: Sending['devices']): Promise<readonly Film[]> {
    return [
      await this.play(one, { colour: 'red', tone: 400 }),
      await this.play(other, { colour: 'blue', tone: 2_000 }),
    ];
  }

  /** Plays on what a device sends, until the test ends at the latest. */
  private async play(device: Device, scene: Parameters<typeof Film.play>[1]): Promise<Film> {
    const film = await Film.play(device.speaker!, scene);
    onTestFinished(() => film.stop());
    return film;
  }

  /** The film of a recording that was stopped, as files fetch it. @returns where it was put */
  async fetched(recordingId: string): Promise<string> {
    await expect.poll(() => this.told(recordingId), PATIENCE).not.toBeNull();
    const path = join(await aFolder(), 'film.mp4');
    await pipeline(await this.meetings.test.runtime.feed.parcel!(recordingId), createWriteStream(path));
    return path;
  }

  /** How many bytes of whom are there, by the id of the participant; of tracks that were begun alone. */
  async bytesOf(meetingId: string): Promise<Readonly<Record<string, number>>> {
    const rows = await this.rows<{ id: string; participant_id: string }>(
      `select w.id, w.participant_id from writing w join participant p on p.id = w.participant_id
       where p.meeting_id = $1`,
      [meetingId],
    );
    const folder = join(this.meetings.folder, 'recordings', meetingId);
    const bytes: Record<string, number> = {};
    for (const file of await readdir(folder).catch(() => [])) {
      const whose = rows.find(({ id }) => file.startsWith(id))?.participant_id ?? file;
      bytes[whose] = (bytes[whose] ?? 0) + (await stat(join(folder, file))).size;
    }
    return bytes;
  }

  /** Waits until more than that is written of somebody. */
  async isWritten(meetingId: string, { id }: Device, least = 20_000): Promise<void> {
    await expect.poll(async () => (await this.bytesOf(meetingId))[id] ?? 0, PATIENCE).toBeGreaterThan(least);
  }

  /** Waits until pictures of everybody are on the disk: a media server keeps the last 4 KB of each file to itself. */
  async hasPictures(meetingId: string): Promise<void> {
    const folder = join(this.meetings.folder, 'recordings', meetingId);
    const empty = async () => {
      const files = (await readdir(folder)).filter((file) => file.includes('-video-'));
      const sizes = await Promise.all(files.map(async (file) => (await stat(join(folder, file))).size));
      return sizes.filter((size) => size === 0).length;
    };
    await expect.poll(empty, PATIENCE).toBe(0);
  }

  /** Waits until a recording stands there. */
  async until(who: Viewer, id: string, state: string): Promise<void> {
    await expect.poll(async () => (await this.read(who, id))?.state, PATIENCE).toBe(state);
  }

  /** What files were told of a film; null before they were. */
  async told(recordingId: string): Promise<Told | null> {
    const [row] = await this.rows<{ data: Told }>(
      `select data from log where stream = $1 and kind = 'recordingMade'`,
      [`told:${recordingId}`],
    );
    return row?.data ?? null;
  }

  /** Files say that they have it, under that id. */
  async taken(recordingId: string, fileId: string): Promise<void> {
    await this.meetings.sayInFiles(`told:${fileId}`, 'recordingTaken', { recordingId, fileId });
  }

  /** Where the film of a recording is until files have it. */
  filmOf(meetingId: string, recordingId: string): string {
    return join(this.meetings.folder, 'recordings', meetingId, `${recordingId}.mp4`);
  }
}
