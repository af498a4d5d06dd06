import Handle, { type JanusMessage } from 'janode/handle';
import type { Session } from 'janode';
import type { Candidate, Flow } from './media-event.js';
import { JanusRefusal, toRefusal } from './janus-refusal.js';

const PATIENCE_MS = 10_000;

/** A description of a session, as browsers write it, and whether its media is encrypted end to end. */
export interface Description {
  readonly type: 'offer' | 'answer';
  readonly sdp: string;
  readonly e2ee?: boolean;
}

/** What the plugin answered. */
export interface PluginAnswer {
  readonly data: Record<string, unknown>;
  readonly sdp: string | null;
}

/** What Janus says of a handle without being asked. */
export type HandleEvent =
  | { readonly kind: 'plugin'; readonly data: Record<string, unknown>; readonly sdp: string | null }
  | { readonly kind: 'up' }
  | { readonly kind: 'hangup'; readonly reason: string }
  | { readonly kind: 'candidate'; readonly candidate: Candidate | null }
  | ({ readonly kind: 'flow' } & Flow)
  | { readonly kind: 'slow'; readonly uplink: boolean; readonly lost: number };

type Heard = (event: HandleEvent) => void;

/**
 * janode's handle without its VideoRoom plugin: that one knows neither `moderate` nor `edit`, drops events it has
 * no name for, and fails silently where a name is misspelt. Here answers and events pass as Janus sent them.
 */
class PluginHandle extends Handle {
  heard: Heard = () => undefined;

  override handleMessage(message: JanusMessage): unknown {
    const { transaction, plugindata, jsep } = message;
    const data = plugindata?.data;
    if (!data) return null;
    if (!this.ownsTransaction(transaction)) {
      this.heard({ kind: 'plugin', data, sdp: jsep?.sdp ?? null });
    } else if (typeof data['error_code'] === 'number') {
      this.closeTransactionWithError(
        transaction,
        new JanusRefusal(data['error_code'], String(data['error'])),
      );
    } else {
      this.closeTransactionWithSuccess(transaction, message);
    }
    return message;
  }
}

interface MediaNotice {
  readonly mid?: string;
  readonly substream?: number;
  readonly receiving?: boolean;
}

interface TrickleEvent extends Partial<Candidate> {
  readonly completed?: boolean;
}

function toCandidate({ completed, candidate, sdpMid, sdpMLineIndex }: TrickleEvent): Candidate | null {
  if (completed || candidate === undefined) return null;
  return {
    candidate,
    ...(sdpMid !== undefined && { sdpMid }),
    ...(sdpMLineIndex !== undefined && { sdpMLineIndex }),
  };
}

/** One attachment to the VideoRoom. It outlives the connection it was made on: a re-claimed session binds it anew. */
export class JanusHandle {
  private inner: PluginHandle;

  constructor(
    session: Session,
    readonly id: number,
    private readonly heard: Heard,
  ) {
    this.inner = this.bind(session);
  }

  /** @throws JanusRefusal when Janus or the plugin says no */
  async ask(body: Readonly<Record<string, unknown>>, jsep?: Description): Promise<PluginAnswer> {
    try {
      const answer = await this.inner.sendRequest(
        { janus: 'message', body, ...(jsep && { jsep }) },
        PATIENCE_MS,
      );
      return { data: answer.plugindata?.data ?? {}, sdp: answer.jsep?.sdp ?? null };
    } catch (error) {
      // Whatever janode throws carries the refusal in its text.
      throw toRefusal(error);
    }
  }

  /** Hands on a candidate of the other side; null says that there are no more. */
  async trickle(candidate: Candidate | null): Promise<void> {
    try {
      await this.inner.trickle(candidate ?? undefined);
    } catch (error) {
      // Whatever janode throws carries the refusal in its text.
      throw toRefusal(error);
    }
  }

  async detach(): Promise<void> {
    this.inner.heard = () => undefined;
    await this.inner.detach();
  }

  rebind(session: Session): void {
    this.inner = this.bind(session);
  }

  private bind(session: Session): PluginHandle {
    const inner = new PluginHandle(session, this.id);
    session._handles.set(this.id, inner);
    inner.once('handle_detached', () => session._handles.delete(this.id));
    inner.heard = this.heard;
    inner.on('handle_webrtcup', () => {
      this.heard({ kind: 'up' });
    });
    inner.on('handle_hangup', ({ reason }: { reason?: string }) => {
      this.heard({ kind: 'hangup', reason: reason ?? '' });
    });
    inner.on('handle_trickle', (event: TrickleEvent) => {
      this.heard({ kind: 'candidate', candidate: toCandidate(event) });
    });
    inner.on('handle_media', ({ mid, substream, receiving }: MediaNotice) => {
      this.heard({ kind: 'flow', mid: mid ?? '', substream: substream ?? 0, flows: receiving ?? false });
    });
    inner.on('handle_slowlink', ({ uplink, lost }: { uplink?: boolean; lost?: number }) => {
      this.heard({ kind: 'slow', uplink: uplink ?? false, lost: lost ?? 0 });
    });
    return inner;
  }
}
