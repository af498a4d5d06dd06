import { type LogEvent, type RequestContext, type Viewer, concerns } from '@parley/kit';
import { channelStream, directoryStream, ownTopic, readTopic, viewerStream } from '../events.js';
import { accessChangedBy } from '../live/reading-right.js';

/** A lost wake-up costs at most this long. */
const LOOK_EVERY_MS = 10_000;

const SHOWN: ReadonlySet<string> = new Set([
  'messageAdded',
  'messageChanged',
  'messageRemoved',
  'channelChanged',
]);

/** Whether something in a channel's stream moves that person's sidebar. */
function moves(event: LogEvent, viewer: Viewer): boolean {
  if (SHOWN.has(event.kind) || event.data['personId'] === viewer.id) return true;
  const change = accessChangedBy(event);
  return change !== null && concerns(change, viewer);
}

/**
 * Wakes one follower of a sidebar when something in one of its channels may have moved it. Only wake-ups, no record:
 * many while it is busy count as one, and what they were about is read from the tables.
 */
export class Wake {
  private readonly channels = new Map<string, () => void>();
  private readonly leaves: (() => void)[] = [];
  private woken = false;
  private wake: () => void = () => undefined;

  constructor(private readonly ctx: RequestContext) {
    const { id: personId, organizationId } = ctx.viewer;
    const { bus, streams } = ctx.subgraph;
    const ring = () => {
      this.ring();
    };
    this.leaves.push(
      bus.subscribe(streams.topicOf(viewerStream(personId)), ring),
      bus.subscribe(streams.topicOf(directoryStream(organizationId)), ring),
      bus.subscribe(ctx.subgraph.signalTopic(readTopic(personId)), ring),
      bus.subscribe(ctx.subgraph.signalTopic(ownTopic(personId)), ring),
    );
  }

  /** Listens to a channel from now on; answers whether it did not before. */
  enter(channelId: string): boolean {
    if (this.channels.has(channelId)) return false;
    const { bus, streams } = this.ctx.subgraph;
    const leave = bus.subscribe(streams.topicOf(channelStream(channelId)), (message) => {
      if (moves(message as LogEvent, this.ctx.viewer)) this.ring();
    });
    this.channels.set(channelId, leave);
    return true;
  }

  /** The channels that are listened to. */
  entered(): string[] {
    return [...this.channels.keys()];
  }

  leave(channelId: string): void {
    this.channels.get(channelId)?.();
    this.channels.delete(channelId);
  }

  ring(): void {
    this.woken = true;
    this.wake();
  }

  /** Resolves at the next ring, at once when there was one since the last wait, or after a while without any. */
  async wait(signal: AbortSignal): Promise<void> {
    if (!this.woken && !signal.aborted) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, LOOK_EVERY_MS);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
        signal.addEventListener('abort', this.wake, { once: true });
      });
      signal.removeEventListener('abort', this.wake);
    }
    this.woken = false;
  }

  stop(): void {
    for (const leave of [...this.leaves, ...this.channels.values()]) leave();
    this.channels.clear();
  }
}
