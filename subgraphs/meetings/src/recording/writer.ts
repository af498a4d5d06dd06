import { randomUUID } from 'node:crypto';
import { type Runtime, systemCaller, transaction } from '@parley/kit';
import type { MeetingsContext } from '../context.js';
import type { MediaEvent } from '../janus/media-event.js';
import type { RoomSeat } from '../janus/room-seat.js';
import { makePlayable, tellRecording } from './recording-life.service.js';
import { lockRecording } from './recording.store.js';
import { beginWriting, endWriting, type WritingDue, writingsDue, writingsNow } from './writing.store.js';

/** Even if no word of it came through, what was taken back is found by then. */
const LOOK_MS = 1_000;
/** What is told when somebody agrees, takes it back, comes or goes. */
const TELLING: ReadonlySet<string> = new Set(['recordingChanged', 'participantChanged', 'meetingChanged']);

/** The seats that a process looks after, by participant. */
export interface HeldSeats {
  links(): ReadonlyMap<string, RoomSeat>;
  follow(listener: (event: MediaEvent) => void): () => void;
}

/**
 * Makes media servers write what everybody agreed to, and nothing else, of the seats that this process looks after. What
 * should be written stands in rows; each is noted before its first byte, and compared with what is, one look after the
 * other.
 */
export class RecordingWriter {
  /** Of whom nothing is written any more, whatever stands in the row: their connection broke, or is another one. */
  private readonly broken = new Set<string>();
  private looking: Promise<void> | null = null;
  private again = false;

  private constructor(
    private readonly runtime: Runtime,
    private readonly seats: HeldSeats,
  ) {}

  /** @returns ends it */
  static start(runtime: Runtime, seats: HeldSeats): () => Promise<void> {
    const writer = new RecordingWriter(runtime, seats);
    const stops = [
      seats.follow((event) => {
        writer.hear(event);
      }),
      runtime.feed.onWake((kinds) => {
        if (kinds === null || kinds.some((kind) => TELLING.has(kind))) writer.look();
      }),
    ];
    const looking = setInterval(() => {
      writer.look();
    }, LOOK_MS);
    return async () => {
      clearInterval(looking);
      for (const stop of stops) stop();
      await writer.looking;
    };
  }

  private hear(event: MediaEvent): void {
    if (!('participant' in event)) return;
    const isBreak = event.kind === 'hangup' && event.side === 'publisher';
    if (isBreak || event.kind === 'left' || event.kind === 'unpublished') this.broken.add(event.participant);
    else if (event.kind !== 'published') return;
    this.look();
  }

  /** Looks now, or once more after the look that is under way. */
  private look(): void {
    this.again = true;
    this.looking ??= this.lookUntilDone().finally(() => {
      this.looking = null;
    });
  }

  private async lookUntilDone(): Promise<void> {
    while (this.again) {
      this.again = false;
      try {
        await this.lookOnce();
      } catch (error) {
        // The database is away for a moment; the next look finds the same.
        this.runtime.logger.warn({ err: String(error) }, 'recordings are not looked after');
      }
    }
  }

  private async lookOnce(): Promise<void> {
    const broken = [...this.broken];
    for (const id of broken) this.broken.delete(id);
    const links = this.seats.links();
    const ids = [...new Set([...links.keys(), ...broken])];
    if (ids.length === 0) return;
    const ctx = this.runtime.context(systemCaller('recording')) as MeetingsContext;
    await brokenOff(ctx, broken);
    const due = await writingsDue(ctx.db, ids);
    // What has to stop comes first, and nobody waits for anybody else's media server.
    const inOrder = due.toSorted((a, b) => Number(a.writingId === null) - Number(b.writingId === null));
    await Promise.all(inOrder.map((each) => this.bring(ctx, each, links.get(each.participantId))));
  }

  /** Brings what is written of somebody to what should be. */
  private async bring(ctx: MeetingsContext, due: WritingDue, link: RoomSeat | undefined): Promise<void> {
    try {
      if (due.writingId !== null) {
        if (link?.sends) await link.stopRecording();
        await written(ctx, due, due.writingId);
      }
      if (due.recordingId !== null && link?.sends) await this.begin(ctx, due.recordingId, link);
    } catch (error) {
      // The media server is away, or the seat is gone: what is told of that brings the next look.
      this.runtime.logger.warn(
        { err: String(error), participant: due.participantId },
        'writing goes on as it was',
      );
    }
  }

  private async begin(ctx: MeetingsContext, recordingId: string, link: RoomSeat): Promise<void> {
    const writing = { id: randomUUID(), recordingId, participantId: link.participant };
    const isBegun = await transaction(ctx, async (inner) => {
      if (!(await beginWriting(inner.db, writing))) return false;
      await tellRecording(inner, { id: recordingId, meetingId: link.room });
      return true;
    });
    if (isBegun) await link.record(writing.id);
  }
}

/** Nothing more of it is written; the last one of a recording that was stopped makes it playable. */
function written(ctx: MeetingsContext, { writesFor, meetingId }: WritingDue, id: string): Promise<void> {
  return transaction(ctx, async (inner) => {
    const recording = writesFor === null ? null : await lockRecording(inner.db, writesFor);
    await endWriting(inner.db, id);
    if (!recording) return;
    await tellRecording(inner, { id: recording.id, meetingId });
    if (recording.state === 'STOPPED') await makePlayable(inner, recording.id);
  });
}

/** What was written over connections that broke is whole; it begins anew where they are made again. */
async function brokenOff(ctx: MeetingsContext, participantIds: readonly string[]): Promise<void> {
  if (participantIds.length === 0) return;
  for (const each of await writingsNow(ctx.db, participantIds)) await written(ctx, each, each.writingId);
}
