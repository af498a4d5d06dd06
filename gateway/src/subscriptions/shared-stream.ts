import { concerns, type AccessChange } from '@parley/kit';
import { deliveries } from '../metrics.js';
import { Branches } from './branches.js';
import { NeedsViewer, type Entry } from './entry.js';
import { askUntilSettled } from './admission.js';
import type { Entries, SharedParts } from './shared-parts.js';
import { end, send, type Home, type Reader } from './reader.js';
import { Tape, type Placed } from './tape.js';
import { Turn, turns } from './turns.js';

/** How many entries a reader who is behind is sent before others have their turn. */
const AT_ONCE = 32;
/** How far an upstream that catches up may be ahead of its quickest reader. */
const AHEAD = 128;

/**
 * One stream for all who follow the same thing with the same selection: one upstream, one execution per event, and a
 * tape of the newest answers. Each reader has a place on the tape: at the head they are written to at once, behind it
 * they are brought on at the pace of their connection; whoever the tape does not reach is brought on by a branch, a
 * stream from their cursor, until it meets the trunk (realtime.md §4, §5).
 */
export class SharedStream implements Home {
  private readonly readers = new Set<Reader>();
  private readonly branches: Branches;
  private upstream: Entries | null = null;
  private tape: Tape | null = null;
  private isCaughtUp = false;
  private isOver = false;
  private goOn: () => void = () => undefined;

  constructor(
    private readonly parts: SharedParts,
    private readonly after: string | null,
    private readonly trunk: SharedStream | null = null,
  ) {
    this.branches = new Branches((cursor) => new SharedStream(parts, cursor, this));
  }

  /**
   * Lets somebody follow, if they may. Nothing is opened for those who may not; and a loss of access that comes while
   * they are asked about is either noticed, since they are among the readers by then, or comes down the stream.
   */
  async admit(reader: Reader): Promise<void> {
    reader.home = this;
    reader.standing = 'checking';
    if (!this.upstream && !(await this.mayFollow(reader))) return;
    if (this.isOver) {
      this.parts.restart(reader);
      return;
    }
    const wasOpen = this.upstream !== null;
    this.readers.add(reader);
    this.begin();
    if (!wasOpen || (await this.mayFollow(reader))) this.place(reader);
  }

  /** Takes over somebody who may follow. */
  adopt(reader: Reader): void {
    reader.home = this;
    this.readers.add(reader);
    this.begin();
    this.place(reader);
  }

  leave(reader: Reader): void {
    reader.standing = 'gone';
    this.drop(reader);
  }

  /** Whether everything after that cursor is, or will be, on the tape. */
  beginsAt(cursor: string | null): boolean {
    return cursor === this.after && this.tape?.seqOf(cursor ?? '') !== null;
  }

  /** Ends the stream and gives its readers back. */
  removeAll(): readonly Reader[] {
    const all = [...this.readers, ...this.branches.removeAll()];
    this.readers.clear();
    this.close();
    return all.filter(({ standing }) => standing !== 'gone');
  }

  private drop(reader: Reader): void {
    this.readers.delete(reader);
    this.branches.forget(reader);
    this.goOn();
    this.closeWhenEmpty();
  }

  private closeWhenEmpty(): void {
    if (this.readers.size === 0 && this.branches.isEmpty) this.close();
  }

  private close(): void {
    if (this.isOver) return;
    this.isOver = true;
    void this.upstream?.return();
    this.goOn();
    if (this.trunk) {
      this.trunk.branches.close(this);
      this.trunk.closeWhenEmpty();
    } else this.parts.onOver();
  }

  private begin(): void {
    if (this.upstream) return;
    this.upstream = this.parts.open(this.after);
    void this.run(this.upstream);
  }

  /** However the upstream ends, every reader is told, or goes on in another way. */
  private async run(upstream: Entries): Promise<void> {
    try {
      const turn = new Turn();
      for await (const entry of upstream) {
        this.take(entry);
        if (this.isOver) return;
        if (turn.isOver) await turn.next();
        while (this.isTooFarAhead()) await new Promise<void>((resolve) => (this.goOn = resolve));
      }
      for (const reader of this.removeAll()) end(reader, null);
    } catch (error) {
      // An upstream that cannot go on says so only by throwing.
      if (error instanceof NeedsViewer) {
        this.parts.onNeedsViewer((this.trunk ?? this).removeAll());
      } else {
        const errors = this.parts.errorsOf(error);
        for (const reader of this.removeAll()) end(reader, errors);
      }
    }
  }

  /** Only the past is waited with, at the pace of whoever reads quickest; the present never. */
  private isTooFarAhead(): boolean {
    if (this.isOver || !this.tape || (this.isCaughtUp && !this.trunk)) return false;
    const near = this.tape.head.seq - AHEAD;
    for (const { seq } of this.readers) if (seq < 0 || seq >= near) return false;
    return true;
  }

  private take({ payload, mark }: Entry): void {
    if (mark?.access) this.touch(mark.access);
    if (!mark) this.toAll(payload);
    else if (mark.cursor) this.takeMarked(payload, { ...mark, cursor: mark.cursor });
  }

  private takeMarked(payload: Buffer, mark: { kind: string; cursor: string; seq: number | null }): void {
    const { kind, cursor, seq } = mark;
    if (seq === null) throw new NeedsViewer('A stream whose cursors have no order');
    if (kind === 'cursorExpired') {
      this.expire(payload);
      return;
    }
    const isFirst = !this.tape;
    const tape = (this.tape ??= kind === 'caughtUp' ? new Tape(seq, cursor) : new Tape(seq - 1, this.after));
    if (kind === 'caughtUp') this.isCaughtUp = true;
    else {
      const entry: Placed = { payload, mark: null, seq, cursor };
      if (tape.add(entry)) this.toLive(entry);
    }
    if (isFirst || kind === 'caughtUp') this.placeAll();
  }

  /** What is ephemeral goes to whoever has room; the next signal says as much. */
  private toAll(payload: Buffer): void {
    let sent = 0;
    for (const { standing, sink } of this.readers) {
      if (standing !== 'live' || sink.isFull) continue;
      sink.send(payload);
      sent += 1;
    }
    deliveries.inc(sent);
  }

  private toLive(entry: Placed): void {
    let sent = 0;
    for (const reader of this.readers) {
      if (reader.standing !== 'live' || reader.seq >= entry.seq) continue;
      if (this.trunk || reader.sink.isFull) this.bringOn(reader);
      else {
        send(reader, entry);
        sent += 1;
      }
    }
    deliveries.inc(sent);
  }

  /** The cursor this was opened with cannot be followed: who came with it is told, whoever did not begins anew. */
  private expire(payload: Buffer): void {
    for (const reader of this.removeAll()) {
      const isOther = reader.seq < 0 && reader.cursor !== this.after;
      if (isOther) this.parts.restart(reader);
      else {
        reader.sink.send(payload);
        end(reader, null);
      }
    }
  }

  /** Holds whoever may have lost access where they are, and asks again. */
  private touch(access: AccessChange): void {
    for (const reader of this.readers) {
      const { viewer } = reader.caller;
      if (viewer && !concerns(access, viewer)) continue;
      reader.isTouched = true;
      if (reader.standing !== 'checking') void this.checkAgain(reader);
    }
  }

  private async checkAgain(reader: Reader): Promise<void> {
    reader.standing = 'checking';
    if (await this.mayFollow(reader, true)) this.place(reader);
  }

  private async mayFollow(reader: Reader, isFollowing = false): Promise<boolean> {
    const answer = await askUntilSettled(this.parts, reader, isFollowing);
    if (answer === 'refused') this.drop(reader);
    return answer === 'granted';
  }

  private placeAll(): void {
    for (const reader of [...this.readers]) {
      if (reader.standing === 'live') this.arrive(reader);
      else if (reader.standing === 'unplaced') this.place(reader, true);
    }
  }

  /**
   * Finds where a reader who may follow goes on. Whoever waited for the present to be known is asked about again: what
   * happened before it does not come down the stream.
   */
  private place(reader: Reader, hasWaited = false): void {
    const { tape } = this;
    reader.standing = 'unplaced';
    if (!this.parts.isFollowable) reader.standing = 'live';
    else if (reader.seq >= 0 && tape) this.bringOn(reader);
    else if (tape && reader.cursor !== null) this.placeAt(reader, tape.seqOf(reader.cursor));
    else if (tape && this.isCaughtUp) {
      reader.cursor = tape.head.cursor;
      reader.seq = tape.head.seq;
      if (hasWaited) void this.checkAgain(reader);
      else this.bringOn(reader);
    }
  }

  private placeAt(reader: Reader, seq: number | null): void {
    if (seq === null) this.toBranch(reader);
    else {
      reader.seq = seq;
      this.bringOn(reader);
    }
  }

  private toBranch(reader: Reader): void {
    this.readers.delete(reader);
    (this.trunk ?? this).branches.take(reader);
    if (this.trunk) this.closeWhenEmpty();
  }

  /** Sends what a reader has missed, a little at a time, for as long as their connection takes it. */
  private readonly bringOn = (reader: Reader): void => {
    const { tape, trunk } = this;
    if (!tape || reader.home !== this || !['unplaced', 'behind', 'live'].includes(reader.standing)) return;
    reader.standing = 'behind';
    this.goOn();
    if (trunk?.tape?.covers(reader.seq)) {
      this.readers.delete(reader);
      trunk.adopt(reader);
      this.closeWhenEmpty();
    } else if (reader.sink.isFull) {
      reader.sink.whenRoom(() => {
        this.bringOn(reader);
      });
    } else if (!tape.covers(reader.seq)) this.toBranch(reader);
    else this.sendMissed(reader, tape);
  };

  private sendMissed(reader: Reader, tape: Tape): void {
    let sent = 0;
    for (const entry of tape.after(reader.seq, AT_ONCE)) {
      if (reader.sink.isFull) break;
      send(reader, entry);
      sent += 1;
    }
    deliveries.inc(sent);
    if (sent > 0 || reader.sink.isFull) turns.later(this.bringOn, reader);
    else this.arrive(reader);
  }

  /** At the head: from here on what happens is sent at once. Says so the first time, when the head is the present. */
  private arrive(reader: Reader): void {
    reader.standing = 'live';
    if (!this.isCaughtUp || reader.isCaughtUp) return;
    reader.isCaughtUp = true;
    reader.sink.send(this.parts.caughtUp(reader.cursor ?? ''));
  }
}
