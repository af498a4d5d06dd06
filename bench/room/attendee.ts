import { randomUUID } from 'node:crypto';
import type { Viewer } from '@parley/kit';
import { Speaker, Viewer as Watcher } from '@parley/kit/testing/peers';
import type { Asker } from './asker.js';

const JOIN = `mutation ($input: JoinMeetingInput!) { joinMeeting(input: $input) {
  ... on MediaSeat { participant { id } } } }`;
const SEND = 'mutation ($input: SendSignalInput!) { sendSignal(input: $input) }';
const REPORT = 'mutation ($input: ReportQualityInput!) { reportQuality(input: $input) }';
const FOLLOW = `subscription ($id: ID!) { mediaSignals(participantId: $id) {
  kind sdp direction connection tracks { mid participantId source } } }`;

interface Signal {
  readonly kind: string;
  readonly sdp: string | null;
  readonly direction: 'SEND' | 'RECEIVE' | null;
  readonly tracks: readonly {
    readonly mid: string;
    readonly participantId: string;
    readonly source: string;
  }[];
}

/** Whoever does not say how their connection is for a while is not there any more. */
const REPORT_MS = 5_000;
const SAMPLE = { roundTripMs: 1, jitterMs: 1, lossRatio: 0, bitrateKbps: 500 };

/** What is measured of a step of signalling. */
export type Noted = (milliseconds: number) => void;

/** Somebody's device in a room: it signals as a browser does, and sends and receives RTP. */
export class Attendee {
  private id = '';
  private speaker: Speaker | null = null;
  private watcher: Watcher | null = null;
  private tracks: Signal['tracks'] = [];
  private answered: (sdp: string) => void = () => undefined;
  private leave: () => void = () => undefined;
  private reporting: NodeJS.Timeout | undefined;

  constructor(
    private readonly asker: Asker,
    private readonly person: Viewer,
    private readonly noted: Noted = () => undefined,
  ) {}

  /** Comes in, listens, and gives signs of life. */
  async join(meetingId: string): Promise<void> {
    const input = { meetingId, device: 'bench', camera: true, key: randomUUID() };
    const { joinMeeting } = await this.timed(() =>
      this.asker.run<{ joinMeeting: { participant: { id: string } } }>(this.person, JOIN, { input }),
    );
    this.id = joinMeeting.participant.id;
    await new Promise<void>((listens) => {
      this.leave = this.asker.follow(this.person, FOLLOW, { id: this.id }, ({ mediaSignals }) => {
        const signal = mediaSignals as Signal;
        if (signal.kind === 'LISTENING') listens();
        else void this.hear(signal);
      });
    });
    this.reporting = setInterval(() => {
      // What is under way when a bench ends is of no use to anybody.
      this.report().catch(() => undefined);
    }, REPORT_MS);
  }

  ready(): Promise<void> {
    return this.say({ kind: 'READY' });
  }

  /** Sends sound and a picture, in so many packets; resolves when the media server has answered. */
  async publish(packetsPerSecond?: number): Promise<void> {
    const speaker = new Speaker({
      trickle: (candidate) => {
        this.trickle('SEND', candidate);
      },
    });
    this.speaker = speaker;
    const answer = new Promise<string>((resolve) => (this.answered = resolve));
    const tracks = [
      { mid: '0', source: 'MICROPHONE' },
      { mid: '1', source: 'CAMERA' },
    ];
    await this.say({ kind: 'OFFER', direction: 'SEND', sdp: await speaker.offer(), tracks });
    speaker.begin(await answer, packetsPerSecond);
  }

  /** The bytes of all tracks of that kind that have arrived. */
  received(source: 'MICROPHONE' | 'CAMERA'): number {
    const mids = this.tracks.flatMap((track) => (track.source === source ? [track.mid] : []));
    return mids.reduce((sum, mid) => sum + (this.watcher?.received(mid) ?? 0), 0);
  }

  /** Whether its connection for receiving stands. */
  get isConnected(): boolean {
    return this.watcher?.isConnected ?? false;
  }

  close(): void {
    clearInterval(this.reporting);
    this.leave();
    this.speaker?.close();
    this.watcher?.close();
  }

  private async timed<T>(work: () => Promise<T>): Promise<T> {
    const before = performance.now();
    const done = await work();
    this.noted(performance.now() - before);
    return done;
  }

  private async report(): Promise<void> {
    const input = { participantId: this.id, sample: SAMPLE, key: randomUUID() };
    await this.timed(() => this.asker.run(this.person, REPORT, { input }));
  }

  private async say(signal: object): Promise<void> {
    const input = { participantId: this.id, signal, key: randomUUID() };
    await this.timed(() => this.asker.run(this.person, SEND, { input }));
  }

  private trickle(direction: 'SEND' | 'RECEIVE', candidate: object | null): void {
    const signal = candidate
      ? { kind: 'CANDIDATE', direction, candidate: JSON.stringify(candidate) }
      : { kind: 'CANDIDATES_END', direction };
    // What is found after a bench has ended is of no use to anybody.
    this.say(signal).catch(() => undefined);
  }

  private async hear({ kind, sdp, direction, tracks }: Signal): Promise<void> {
    if (kind === 'ANSWER' && direction === 'SEND') this.answered(sdp ?? '');
    if (kind !== 'OFFER') return;
    this.watcher ??= new Watcher({
      trickle: (candidate) => {
        this.trickle('RECEIVE', candidate);
      },
    });
    this.tracks = tracks;
    await this.say({ kind: 'ANSWER', direction: 'RECEIVE', sdp: await this.watcher.answer(sdp ?? '') });
    this.watcher.hearAll(sdp ?? '');
  }
}
