import { type RequestContext, stoppable } from '@parley/kit';
import { onlyChannels } from '../channel/channel.access.js';
import { channelsListedSince } from '../channel/directory.service.js';
import { readSidebarCursor, sidebarCursor } from './sidebar.rules.js';
import { type EntryRow, changesSince, entriesOf, marksNow } from './sidebar.store.js';
import { Wake } from './wake.js';

/** Something that moved the viewer's sidebar. */
export interface SidebarChange {
  /** Names the type of the event; sources besides the channels bring kinds of their own. */
  readonly kind: string;
  readonly cursor: string;
  readonly at: Date;
  /** The channel as the viewer has it now; null for what is not about one of theirs. */
  readonly entry: EntryRow | null;
  readonly channelId: string | null;
  /** The draft, saved item, thread … that the event is about; null for what is about a channel. */
  readonly thingId: string | null;
}

type News = Pick<SidebarChange, 'kind'> & Partial<SidebarChange>;

const listedKey = (channelId: string): string => `listed ${channelId}`;
const thingKey = ({ kind, id }: { readonly kind: string; readonly id: string }): string => `${kind} ${id}`;

/** Follows one sidebar from mark to mark. */
class SidebarFollower {
  // Made when the stream begins: one that is left before it began must have subscribed to nothing.
  private wake!: Wake;
  /** Stamps of what was told since the mark stood still, so that a long transaction elsewhere repeats nothing. */
  private told = new Map<string, string>();

  constructor(private readonly ctx: RequestContext) {}

  async *run(after: string | null, signal: AbortSignal): AsyncGenerator<SidebarChange, void, undefined> {
    this.wake = new Wake(this.ctx);
    try {
      let mark = await this.begin(after);
      if (mark === null) {
        yield this.event({ kind: 'cursorExpired' }, '0');
        return;
      }
      for (let caughtUp = false; !signal.aborted; caughtUp = true) {
        const next: { mark: string; news: readonly News[] } = await this.newsSince(mark);
        // A connection cut in the middle of these resumes before them: entries are states, so once more is harmless.
        for (const news of next.news.slice(0, -1)) yield this.event(news, mark);
        for (const news of next.news.slice(-1)) yield this.event(news, next.mark);
        mark = next.mark;
        if (!caughtUp) yield this.event({ kind: 'caughtUp' }, mark);
        await this.wake.wait(signal);
      }
    } finally {
      this.wake.stop();
    }
  }

  /** Listens to every channel first and then finds the mark to begin at; null when the cursor is not ours. */
  private async begin(after: string | null): Promise<string | null> {
    const { db, viewer } = this.ctx;
    const present = await entriesOf(db, viewer.id, await onlyChannels(this.ctx));
    for (const { channelId } of present.entries) this.wake.enter(channelId);
    if (after === null) return present.mark;
    const mark = readSidebarCursor(viewer.id, after);
    return mark !== null && !(await marksNow(db, mark)).isFuture ? mark : null;
  }

  private async newsSince(mark: string): Promise<{ mark: string; news: readonly News[] }> {
    const { db, viewer } = this.ctx;
    // A context of its own: this one remembers what was open when following began.
    const only = await onlyChannels(this.ctx.subgraph.context(this.ctx.caller));
    const changed = await changesSince(db, viewer.id, only, mark);
    const listed = await channelsListedSince(this.ctx, mark);
    const isNews = (key: string, stamp: string) => this.told.get(key) !== stamp;
    const entries = changed.entries.filter(({ channelId, stamp }) => isNews(channelId, stamp));
    const things = changed.things.filter((thing) => isNews(thingKey(thing), thing.stamp));
    const open = listed.filter(({ id, stamp }) => isNews(listedKey(id), stamp)).map(({ id }) => id);
    this.told = new Map([
      ...changed.entries.map(({ channelId, stamp }) => [channelId, stamp] as const),
      ...changed.things.map((thing) => [thingKey(thing), thing.stamp] as const),
      ...listed.map(({ id, stamp }) => [listedKey(id), stamp] as const),
    ]);
    return {
      mark: changed.mark,
      news: [
        ...this.shut(only),
        ...entries.map((entry) => this.turn(entry)),
        ...things.map(({ kind, id }) => ({ kind, thingId: id })),
        ...open.map((channelId) => ({ kind: 'channelListed', channelId })),
      ],
    };
  }

  /** Channels that a guest's pass opened and no longer opens, each told once. */
  private shut(only: readonly string[] | null): News[] {
    const gone = this.wake.entered().filter((id) => only?.includes(id) === false);
    for (const channelId of gone) this.wake.leave(channelId);
    return gone.map((channelId) => ({ kind: 'sidebarEntryRemoved', channelId }));
  }

  private turn(entry: EntryRow): News {
    const { channelId } = entry;
    if (entry.endedAt !== null) {
      this.wake.leave(channelId);
      return { kind: 'sidebarEntryRemoved', channelId };
    }
    // What happened between joining and listening was not heard: look once more.
    if (this.wake.enter(channelId)) this.wake.ring();
    return { kind: 'sidebarEntryChanged', entry, channelId };
  }

  private event(news: News, mark: string): SidebarChange {
    const about = { entry: null, channelId: null, thingId: null };
    return { ...about, ...news, cursor: sidebarCursor(this.ctx.viewer.id, mark), at: new Date() };
  }
}

/**
 * The viewer's sidebar as it changes: after a cursor first what changed since, each channel once as it is now, then
 * live. See README: a message writes nothing per member, each follower reads its own changes when woken.
 */
export function followSidebar(
  ctx: RequestContext,
  after: string | null | undefined,
): AsyncGenerator<SidebarChange, void, undefined> {
  const stopped = new AbortController();
  return stoppable(new SidebarFollower(ctx).run(after ?? null, stopped.signal), stopped);
}
