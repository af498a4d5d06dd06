import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Viewer as Person } from '@parley/kit';
import type { TestStream } from '@parley/kit/testing';
import { onTestFinished } from 'vitest';
import type { Candidate } from '../src/janus/media-event.js';
import type { MeetingsOptions } from '../src/meetings.js';
import { Speaker, Viewer } from '@parley/kit/testing/peers';
import { type TestMeetings, aKey, startMeetings } from './meetings.js';
import { processesOf } from './processes.js';
import type { PlaceSeen, Rooms } from './rooms.js';

const FOLLOW = `subscription ($id: ID!) { mediaSignals(participantId: $id) {
  kind sdp candidate direction connection fromParticipantId fromSeat tracks { mid participantId source } } }`;
const SEND = `mutation ($input: SendSignalInput!) { sendSignal(input: $input) }`;
const CHOOSE = `mutation ($input: ChooseLayersInput!) { chooseLayers(input: $input) }`;
const SET = `mutation ($input: SetMediaInput!) { setMedia(input: $input) { microphone camera screen } }`;
const RENEW = `mutation ($input: RenewMediaSeatInput!) { renewMediaSeat(input: $input) {
  mode participant { id seat } } }`;

/** A signal as devices hear it. */
export interface SignalSeen {
  readonly kind: string;
  readonly sdp: string | null;
  readonly candidate: string | null;
  readonly direction: 'SEND' | 'RECEIVE' | null;
  readonly connection: number | null;
  readonly fromSeat: number;
  readonly tracks: readonly {
    readonly mid: string;
    readonly participantId: string;
    readonly source: string;
  }[];
}

type Tile = Readonly<{ participantId: string; width: number; screen?: boolean }>;

/** Meetings with a Janus of their own, which follows what is done to rooms. */
export async function startRouted(options: MeetingsOptions = {}): Promise<TestMeetings & { folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-routed-'));
  const meetings = await startMeetings({ DATA_DIR: folder, ...options }, { readsOwnLog: true });
  const stop = meetings.stop.bind(meetings);
  return Object.assign(meetings, {
    folder,
    async stop() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  });
}

/** The process of the Janus that keeps its settings in that folder. */
export function janusOf(folder: string): number {
  const [found] = processesOf(`-F ${join(folder, 'janus')}`);
  if (found === undefined) throw new TypeError(`No Janus runs in ${folder}`);
  return found;
}

/** A device in a room, which speaks to the media server as a browser does, through the API alone. */
export class Device {
  readonly heard: SignalSeen[] = [];
  speaker: Speaker | null = null;
  viewer: Viewer | null = null;
  private connection: number | null = null;
  private wake: () => void = () => undefined;
  private taken = 0;

  private constructor(
    readonly meetings: TestMeetings,
    readonly person: Person,
    public place: PlaceSeen,
    private readonly stream: TestStream,
  ) {
    void this.listen();
  }

  /** Comes to a room, and listens. */
  static async in(rooms: Rooms, person: Person, meetingId: string, more: object = {}): Promise<Device> {
    return Device.at(rooms.meetings, person, await rooms.place(person, meetingId, { camera: true, ...more }));
  }

  /** Listens on a place that was taken. */
  static at(meetings: TestMeetings, person: Person, place: PlaceSeen): Device {
    const device = new Device(meetings, person, place, meetings.as(person).follow(FOLLOW, { id: place.id }));
    onTestFinished(() => device.close());
    return device;
  }

  get id(): string {
    return this.place.id;
  }

  /** The first signal from now on that fits, which may have been heard already but not waited for. */
  async until(kind: string, fits: (signal: SignalSeen) => boolean = () => true): Promise<SignalSeen> {
    for (;;) {
      const at = this.heard.findIndex((each, n) => n >= this.taken && each.kind === kind && fits(each));
      if (at !== -1) {
        this.taken = at + 1;
        return this.heard[at] as SignalSeen;
      }
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }

  /** Signals for somebody whose device does not listen. */
  static say(
    meetings: TestMeetings,
    person: Person,
    participantId: string,
    signal: object,
  ): Promise<unknown> {
    return meetings.must(person, SEND, { input: { participantId, signal, key: aKey() } });
  }

  say(signal: object): Promise<unknown> {
    return Device.say(this.meetings, this.person, this.id, signal);
  }

  refused(signal: object): Promise<unknown[]> {
    return this.meetings.codes(this.person, SEND, { input: { participantId: this.id, signal, key: aKey() } });
  }

  ready(): Promise<unknown> {
    return this.say({ kind: 'READY' });
  }

  show(tiles: readonly Tile[]): Promise<unknown> {
    return this.meetings.must(this.person, CHOOSE, { input: { participantId: this.id, tiles, key: aKey() } });
  }

  set(media: object): Promise<unknown> {
    return this.meetings.must(this.person, SET, { input: { participantId: this.id, ...media, key: aKey() } });
  }

  /** Takes a seat anew. */
  async renew(): Promise<{ readonly mode: string; readonly participant: { readonly seat: number } }> {
    const seat = await this.meetings.must(this.person, RENEW, {
      input: { participantId: this.id, key: aKey() },
    });
    this.viewer?.close();
    this.speaker?.close();
    this.viewer = null;
    this.connection = null;
    return seat as { mode: string; participant: { seat: number } };
  }

  /** Sends sound and a picture from now on; resolves once the media server has taken them. */
  async publish(sources = ['MICROPHONE', 'CAMERA']): Promise<void> {
    const speaker = new Speaker({
      trickle: (candidate) => {
        this.trickle('SEND', candidate);
      },
    });
    this.speaker = speaker;
    const tracks = sources.map((source, n) => ({ mid: String(n), source }));
    await this.say({ kind: 'OFFER', direction: 'SEND', sdp: await speaker.offer(), tracks });
    const { sdp } = await this.until('ANSWER', ({ direction }) => direction === 'SEND');
    speaker.begin(sdp ?? '');
  }

  /** The mid of a track that is received of somebody; undefined before it was offered. */
  midOf(participantId: string, source: string): string | undefined {
    const offer = this.heard.findLast(({ kind }) => kind === 'OFFER');
    return offer?.tracks.find((track) => track.participantId === participantId && track.source === source)
      ?.mid;
  }

  /** The bytes that have arrived of somebody's track. */
  received(participantId: string, source: string): number {
    return this.viewer?.received(this.midOf(participantId, source) ?? '') ?? 0;
  }

  async close(): Promise<void> {
    this.speaker?.close();
    this.viewer?.close();
    await this.stream.return();
  }

  private trickle(direction: 'SEND' | 'RECEIVE', candidate: Candidate | null): void {
    const signal = candidate
      ? { kind: 'CANDIDATE', direction, candidate: JSON.stringify(candidate) }
      : { kind: 'CANDIDATES_END', direction };
    // What a peer finds after the end of its test is of no use to anybody.
    this.say(signal).catch(() => undefined);
  }

  private async listen(): Promise<void> {
    for await (const { data } of this.stream) {
      const signal = data?.mediaSignals as SignalSeen | undefined;
      if (!signal) return;
      if (signal.kind === 'OFFER') await this.answer(signal);
      this.heard.push(signal);
      this.wake();
    }
  }

  private async answer({ sdp, connection }: SignalSeen): Promise<void> {
    if (this.connection !== connection) this.viewer?.close();
    if (this.connection !== connection || !this.viewer) {
      this.viewer = new Viewer({
        trickle: (candidate) => {
          this.trickle('RECEIVE', candidate);
        },
      });
      this.connection = connection;
    }
    await this.say({ kind: 'ANSWER', direction: 'RECEIVE', sdp: await this.viewer.answer(sdp ?? '') });
    this.viewer.hearAll(sdp ?? '');
  }
}
