import { Film, type Scene, Speaker, Viewer } from '@parley/kit/testing/peers';
import {
  FaultSignalsDocument,
  type FaultSignalsSubscription,
  JoinFaultRoomDocument,
  type MediaSignalInput,
  RenewFaultSeatDocument,
  ReportFaultQualityDocument,
  SendFaultSignalDocument,
} from '../generated/graphql.js';
import { aKey } from '../people.js';
import type { Person } from './person.js';
import type { Socket } from './socket.js';
import type { Stream } from './stream.js';

type Signal = FaultSignalsSubscription['mediaSignals'];

/** How long a device waits for an answer before it says again what it wants. */
const AGAIN_MS = 1_000;
/** How often devices say that they are there, by what they measure. */
const REPORT_MS = 5_000;
const MEASURED = { roundTripMs: 20, jitterMs: 2, lossRatio: 0, bitrateKbps: 300 };
/** As many signals are told where something does not come. */
const LAST = 12;

/** A device in a room that signals as a browser does, and sends and receives through a media server. */
export class RoomDevice implements AsyncDisposable {
  private speaker: Speaker | null = null;
  private viewer: Viewer | null = null;
  private connection: number | null = null;
  private tracks: Signal['tracks'] = [];
  private answered: (sdp: string) => void = () => undefined;
  private lost: PromiseWithResolvers<void> = Promise.withResolvers();
  private readonly heard: string[] = [];
  private isOver = false;
  private readonly reporting: NodeJS.Timeout;

  private constructor(
    readonly person: Person,
    readonly id: string,
    private socket: Socket,
  ) {
    void this.listenOn();
    this.reporting = setInterval(() => {
      const input = { participantId: id, sample: MEASURED, key: aKey() };
      // One that does not arrive is followed by the next.
      person.ask(ReportFaultQualityDocument, { input }).catch(() => undefined);
    }, REPORT_MS);
  }

  /** Where it stands, for whoever waits for something in vain. */
  get story(): string {
    const bytes = this.tracks.map(
      ({ mid, participantId, source }) =>
        `${source} of ${participantId} (${mid}): ${String(this.viewer?.received(mid) ?? 0)} bytes`,
    );
    const way = this.viewer?.isConnected ? 'holds' : 'is broken';
    return [
      `${this.id}: connection ${String(this.connection)} for receiving ${way}`,
      `  received ${bytes.join(', ') || 'nothing'}`,
      `  heard last ${this.heard.slice(-LAST).join(', ') || 'nothing'}`,
    ].join('\n');
  }

  /** Comes to a room and takes its seat there. */
  static async in(person: Person, meetingId: string): Promise<RoomDevice> {
    const input = { meetingId, device: 'e2e', camera: true, key: aKey() };
    const { joinMeeting } = await person.get(JoinFaultRoomDocument, { input });
    if (!('participant' in joinMeeting)) throw new Error('They wait to be let in');
    const { id } = joinMeeting.participant;
    const device = new RoomDevice(person, id, person.connect());
    await device.publish();
    return device;
  }

  /** Resolves when the media server has lost the seat. */
  get isLost(): Promise<void> {
    return this.lost.promise;
  }

  /** Sends sound and a picture, and receives what the others send. */
  async publish(): Promise<void> {
    this.speaker?.close();
    const speaker = new Speaker({
      trickle: (candidate) => {
        this.say(
          candidate
            ? { ...carry(candidate), direction: 'SEND' }
            : { kind: 'CANDIDATES_END', direction: 'SEND' },
        );
      },
    });
    this.speaker = speaker;
    const sdp = await speaker.offer();
    const tracks = [
      { mid: '0', source: 'MICROPHONE' as const },
      { mid: '1', source: 'CAMERA' as const },
    ];
    const answer = new Promise<string>((resolve) => (this.answered = resolve));
    const offer = async () => {
      await this.tell({ kind: 'READY' });
      await this.tell({ kind: 'OFFER', direction: 'SEND', sdp, tracks });
    };
    speaker.begin(await this.insisting(answer, offer));
  }

  /** Takes a seat anew after it was lost, as soon as there is a media server again. */
  async renew(): Promise<void> {
    this.viewer?.close();
    this.viewer = null;
    this.connection = null;
    this.lost = Promise.withResolvers();
    for (;;) {
      const input = { participantId: this.id, key: aKey() };
      const { errors } = await this.person.ask(RenewFaultSeatDocument, { input });
      if (errors.length === 0) break;
      if (errors[0]?.extensions['code'] !== 'UNAVAILABLE') throw new Error(JSON.stringify(errors));
    }
    await this.publish();
  }

  /** Shows and says this from now on, in place of what is made by hand. */
  play(scene: Scene): Promise<Film> {
    if (!this.speaker) throw new Error('Nothing is sent yet');
    return Film.play(this.speaker, scene);
  }

  /** The bytes that have arrived of somebody's track. */
  received(participantId: string, source: 'MICROPHONE' | 'CAMERA'): number {
    const track = this.tracks.find((each) => each.participantId === participantId && each.source === source);
    return (track && this.viewer?.received(track.mid)) ?? 0;
  }

  /** Says that it listens. @throws where whoever looks after the seat does not answer */
  ready(): Promise<void> {
    return this.tell({ kind: 'READY' });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.isOver = true;
    clearInterval(this.reporting);
    this.speaker?.close();
    this.viewer?.close();
    await this.socket[Symbol.asyncDispose]();
  }

  private async insisting<T>(answer: Promise<T>, ask: () => Promise<void>): Promise<T> {
    for (;;) {
      // A seat that is being looked for is asked for again.
      await ask().catch(() => undefined);
      const late = new Promise<null>((resolve) => setTimeout(resolve, AGAIN_MS, null));
      const heard = await Promise.race([answer, late]);
      if (heard !== null) return heard;
    }
  }

  private async tell(signal: MediaSignalInput): Promise<void> {
    await this.person.get(SendFaultSignalDocument, {
      input: { participantId: this.id, signal, key: aKey() },
    });
  }

  private say(signal: MediaSignalInput): void {
    // What a peer finds after the end of its test is of no use to anybody.
    this.tell(signal).catch(() => undefined);
  }

  /** Listens, also after the service that told it is gone, and says so. */
  private async listenOn(): Promise<void> {
    for (;;) {
      try {
        await this.listen(this.socket.follow(FaultSignalsDocument, { participantId: this.id }));
      } catch (error) {
        // The stream was lost, or its socket.
        this.note(`no more: ${String(error)}`);
      }
      if (this.isOver) return;
      await this.socket[Symbol.asyncDispose]();
      this.socket = this.person.connect();
      this.say({ kind: 'READY' });
    }
  }

  private note(what: string): void {
    this.heard.push(`${new Date().toISOString().slice(11, 23)} ${what}`);
  }

  private async listen(stream: Stream<FaultSignalsSubscription>): Promise<void> {
    for (;;) {
      const { mediaSignals } = await stream.next();
      this.note([mediaSignals.kind, mediaSignals.direction].filter(Boolean).join(' '));
      if (mediaSignals.kind === 'ANSWER') this.answered(mediaSignals.sdp ?? '');
      else if (mediaSignals.kind === 'LOST') this.lost.resolve();
      else if (mediaSignals.kind === 'OFFER') await this.answer(mediaSignals);
    }
  }

  private async answer({ sdp, connection, tracks }: Signal): Promise<void> {
    if (this.connection !== connection || !this.viewer) {
      this.viewer?.close();
      this.viewer = new Viewer({
        trickle: (candidate) => {
          this.say(
            candidate
              ? { ...carry(candidate), direction: 'RECEIVE' }
              : { kind: 'CANDIDATES_END', direction: 'RECEIVE' },
          );
        },
      });
      this.connection = connection ?? null;
    }
    this.tracks = tracks;
    const answer = await this.viewer.answer(sdp ?? '');
    try {
      await this.tell({ kind: 'ANSWER', direction: 'RECEIVE', sdp: answer });
    } catch (error) {
      // Whoever goes on with the seat offers anew.
      this.note(`answer refused: ${String(error)}`);
      return;
    }
    this.viewer.hearAll(sdp ?? '');
  }
}

const carry = (candidate: object) => ({ kind: 'CANDIDATE' as const, candidate: JSON.stringify(candidate) });
