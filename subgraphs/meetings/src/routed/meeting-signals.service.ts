import {
  AccessChanged,
  concerns,
  follow,
  type LogEvent,
  type RequestContext,
  signals,
  stoppable,
  streamCursor,
} from '@parley/kit';
import { meetingStream, signalsTopic } from '../events.js';
import { accessMeeting } from '../meeting/meeting.access.js';
import { accessChangedBy, stillSees } from '../meeting/meeting-live.service.js';
import type { MeetingNews, MeetingSignal } from './meeting-signal.js';

/** More than this nobody looks at; the oldest go first. */
const WAITING = 64;

const signalOf = (news: MeetingNews): MeetingSignal => {
  const at = new Date(news.at);
  if (news.kind !== 'QualityMeasured') return { ...news, at };
  return { ...news, at, quality: { ...news.quality, at: new Date(news.quality.at) } };
};

/** What was heard and not told yet, of several sources. */
class Ears<T> {
  private readonly waiting: T[] = [];
  private isOver = false;
  private failure: unknown;
  private wake: () => void = () => undefined;

  async hear<S>(source: AsyncIterable<S>, meaning: (heard: S) => T | null): Promise<void> {
    try {
      for await (const heard of source) {
        const told = meaning(heard);
        if (told === null) continue;
        this.waiting.push(told);
        if (this.waiting.length > WAITING) this.waiting.shift();
        this.wake();
      }
    } catch (error) {
      // Thrown where what was heard is read.
      this.failure ??= error;
    }
    this.end();
  }

  end(): void {
    this.isOver = true;
    this.wake();
  }

  async *told(): AsyncGenerator<T, void, undefined> {
    while (!this.isOver) {
      const next = this.waiting.shift();
      if (next !== undefined) yield next;
      else await new Promise<void>((resolve) => (this.wake = resolve));
    }
    if (this.failure) throw this.failure as Error;
  }
}

const accessOf = (event: LogEvent): AccessChanged | null => {
  // Whoever asked before this was followed is asked about again.
  const change = event.kind === 'caughtUp' ? 'everyone' : accessChangedBy(event);
  return change === null ? null : new AccessChanged(change);
};

/**
 * What happens in a meeting and is kept nowhere, from now on, for as long as one may see the meeting: its stream says
 * whose right may have changed. A shared execution passes that on; whoever is served alone is asked about here.
 */
export async function followMeetingSignals(
  ctx: RequestContext,
  meetingId: string,
): Promise<AsyncGenerator<MeetingSignal | AccessChanged, void, undefined>> {
  const isShared = ctx.caller.shared === true;
  const seen = isShared ? null : await accessMeeting(ctx, meetingId, 'READ');
  const stream = meetingStream(meetingId);
  const rows = follow(ctx, stream, seen ? streamCursor(stream, seen.meeting.liveSeq) : null);
  const heard = signals<MeetingNews>(ctx, [signalsTopic(meetingId)]);
  const ears = new Ears<MeetingSignal | AccessChanged>();
  const stopped = new AbortController();
  stopped.signal.addEventListener('abort', () => {
    ears.end();
  });
  const told = async function* () {
    void ears.hear(rows, accessOf);
    void ears.hear(heard, signalOf);
    try {
      for await (const news of ears.told()) {
        if (isShared || !(news instanceof AccessChanged)) yield news;
        else if (concerns(news.access, ctx.viewer) && !(await stillSees(ctx, meetingId))) return;
      }
    } finally {
      await Promise.all([rows.return(), heard.return()]);
    }
  };
  return stoppable(told(), stopped);
}
