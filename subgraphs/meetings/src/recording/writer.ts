import { randomUUID } from 'node:crypto';
import { type Runtime, systemCaller, transaction } from '@parley/kit';
import type { MeetingsContext } from '../context.js';
import type { LeaveReason, MediaEvent } from '../janus/media-event.js';
import type { RoomSeat } from '../janus/room-seat.js';
import type { SeatOwner } from '../routed/media-seat.table.js';
import { makePlayable, tellRecording } from './recording-life.service.js';
import { lockRecording, updateRecording } from './recording.store.js';
import {
  beginWriting,
  endWriting,
  orphanedWritings,
  overdueWritings,
  type WritingDue,
  writingsDue,
  writingsNow,
} from './writing.store.js';

/** Even if no word of it came through, what was taken back is found by then. */
const LOOK_MS = 1_000;
/** What is told when somebody agrees, takes it back, comes or goes. */
const TELLING: ReadonlySet<string> = new Set(['recordingChanged', 'participantChanged', 'meetingChanged']);

/** The seats that a process looks after, by participant. */
export interface HeldSeats {
  links(): ReadonlyMap<string, RoomSeat>;
  /** Goes on with seats that other processes look after, unless others than these do by now. */
  goOnWith(seats: readonly SeatOwner[]): Promise<void>;
  follow(listener: (event: MediaEvent) => void): () => void;
}

/**
 * Makes media servers write what everybody agreed to, and nothing else, of the seats that this process looks after. What
 * should be written stands in rows; each is noted before its first byte, and compared with what is, one look after the
 * other.
 */
export class RecordingWriter {
  /**
   * Of whom nothing is written any more, whatever stands in the row: their connection broke, or is another one. And
   * whether that is because the media server was lost.
   */
  private readonly broken = new Map<string, boolean>();
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
    // Another process, or this one in an earlier life, may have left something.
    writer.look();
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
    const isOver = event.kind === 'left' || event.kind === 'unpublished';
    if (isBreak || isOver) this.broken.set(event.participant, event.kind === 'left' && isLoss(event.reason));
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
    const broken = new Map(this.broken);
    const ctx = this.runtime.context(systemCaller('recording')) as MeetingsContext;
    await brokenOff(ctx, broken);
    // Only then: nobody else notes what could not be noted now.
    for (const id of broken.keys()) this.broken.delete(id);
    for (const each of await orphanedWritings(ctx.db)) {
      await written(ctx, each, each.writingId, each.isLost ? 'LOST' : 'STOPPED');
    }
    await this.bringAll(ctx);
    // Whoever looks after a seat may have been killed: what they should have ended does not wait until that is known.
    const overdue = await overdueWritings(ctx.db, [...this.seats.links().keys()]);
    if (overdue.length === 0) return;
    await this.seats.goOnWith(overdue);
    await this.bringAll(ctx);
  }

  private async bringAll(ctx: MeetingsContext): Promise<void> {
    const links = this.seats.links();
    const held = [...links].map(([participantId, { reference }]) => ({
      participantId,
      session: String(reference.session),
    }));
    if (held.length === 0) return;
    const due = await writingsDue(ctx.db, held);
    // What has to stop comes first, and nobody waits for anybody else's media server.
    const inOrder = due.toSorted((a, b) => Number(a.writingId === null) - Number(b.writingId === null));
    await Promise.all(inOrder.map((each) => this.bring(ctx, each, links.get(each.participantId))));
  }

  /** Brings what is written of somebody to what should be. */
  private async bring(ctx: MeetingsContext, due: WritingDue, link: RoomSeat | undefined): Promise<void> {
    try {
      if (due.writingId !== null) {
        if (link?.sends) await link.stopRecording();
        await written(ctx, due, due.writingId, 'STOPPED');
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
    const session = String(link.reference.session);
    const writing = { id: randomUUID(), recordingId, participantId: link.participant, session };
    const isBegun = await transaction(ctx, async (inner) => {
      if (!(await beginWriting(inner.db, writing))) return false;
      await tellRecording(inner, { id: recordingId, meetingId: link.room });
      return true;
    });
    if (isBegun) await link.record(writing.id);
  }
}

/** Whether a seat ended with all that the media server had. */
const isLoss = (reason: LeaveReason): boolean => reason === 'server-lost';

/**
 * Nothing more of it is written; the last one of a recording that was stopped makes it playable. What was lost with a
 * media server interrupts one that runs.
 */
function written(
  ctx: MeetingsContext,
  { writesFor, meetingId }: WritingDue,
  id: string,
  why: 'STOPPED' | 'LOST',
): Promise<void> {
  return transaction(ctx, async (inner) => {
    const recording = writesFor === null ? null : await lockRecording(inner.db, writesFor);
    const isEnded = await endWriting(inner.db, id);
    if (!recording || !isEnded) return;
    if (why === 'LOST' && recording.state === 'RUNNING') {
      await updateRecording(inner.db, recording.id, { interruptedAt: new Date() });
    }
    await tellRecording(inner, { id: recording.id, meetingId });
    if (recording.state === 'STOPPED') await makePlayable(inner, recording.id);
  });
}

/** What was written over connections that broke is whole; it begins anew where they are made again. */
async function brokenOff(ctx: MeetingsContext, broken: ReadonlyMap<string, boolean>): Promise<void> {
  if (broken.size === 0) return;
  for (const each of await writingsNow(ctx.db, [...broken.keys()])) {
    await written(ctx, each, each.writingId, broken.get(each.participantId) === true ? 'LOST' : 'STOPPED');
  }
}
