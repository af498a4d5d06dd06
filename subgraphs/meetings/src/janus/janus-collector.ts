import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Quality, Side } from './media-event.js';

const PROTOCOL = 'janus-events';
const MEDIA = 32;
const STATISTICS = 3;
const MOST_BYTES = 4 * 1024 * 1024;

/** Whose handle it is, as we have said when attaching: Janus repeats it with every event. */
export interface HandleLabel {
  readonly server: string;
  readonly room: string;
  readonly participant: string;
  readonly side: Side;
}

export const writeLabel = ({ server, room, participant, side }: HandleLabel): string =>
  JSON.stringify([server, room, participant, side]);

function readLabel(text: unknown): HandleLabel | null {
  if (typeof text !== 'string' || !text.startsWith('[')) return null;
  const [server, room, participant, side] = JSON.parse(text) as [string, string, string, Side];
  return { server, room, participant, side };
}

interface JanusEvent {
  readonly type: number;
  readonly subtype?: number;
  readonly opaque_id?: string;
  readonly event?: Readonly<Record<string, unknown>>;
}

/** Each layer of a simulcast track is measured: `video` is the smallest, then come `video-sim1` and `video-sim2`. */
function toLayer(media: string): Pick<Quality, 'media' | 'substream'> {
  const [kind, layer] = media.split('-sim');
  return { media: kind as Quality['media'], substream: Number(layer ?? 0) };
}

/** How a track does, of the statistics that Janus tells every other second. */
function toQuality(side: Side, event: Readonly<Record<string, unknown>>): Quality {
  const number = (name: string) => (typeof event[name] === 'number' ? event[name] : 0);
  return {
    side,
    mid: String(event['mid']),
    ...toLayer(String(event['media'])),
    rttMs: number('rtt'),
    lost: number('lost'),
    lostByRemote: number('lost-by-remote'),
    jitterMs: number('jitter-local'),
    remoteJitterMs: number('jitter-remote'),
    receivedBitsPerSecond: number('bytes-received-lastsec') * 8,
    sentBitsPerSecond: number('bytes-sent-lastsec') * 8,
    inQuality: number('in-media-link-quality'),
    outQuality: number('out-media-link-quality'),
  };
}

/** Hears one measurement of one track. */
export type Measured = (label: HandleLabel, quality: Quality) => void;

/**
 * Where the event handlers of media servers (`wsevh`) bring their statistics: one WebSocket each, at an address that
 * nobody can guess.
 */
export class JanusCollector {
  private readonly server: WebSocketServer;
  private readonly path: string;

  /** @param at where it listens; by default any free port of loopback, with a path nobody knows */
  constructor(
    private readonly measured: Measured,
    private readonly at: { host: string; port: number; secret?: string } = { host: '127.0.0.1', port: 0 },
  ) {
    this.path = `/${at.secret ?? randomBytes(24).toString('hex')}`;
    this.server = new WebSocketServer({
      host: at.host,
      port: at.port,
      maxPayload: MOST_BYTES,
      verifyClient: ({ req }: { req: IncomingMessage }) => req.url === this.path,
      handleProtocols: (offered) => (offered.has(PROTOCOL) ? PROTOCOL : false),
    });
    this.server.on('connection', (socket: WebSocket) => {
      socket.on('message', (data: Buffer) => {
        this.hear(data.toString());
      });
      // A socket that breaks is opened again by Janus.
      socket.on('error', () => undefined);
    });
  }

  /** The address for `backend` of janus.eventhandler.wsevh.jcfg. */
  async url(): Promise<string> {
    if (!this.server.address()) await once(this.server, 'listening');
    const address = this.server.address();
    const port = typeof address === 'object' && address ? address.port : this.at.port;
    return `ws://${this.at.host}:${port}${this.path}`;
  }

  async close(): Promise<void> {
    for (const socket of this.server.clients) socket.terminate();
    await new Promise((resolve) => {
      this.server.close(resolve);
    });
  }

  private hear(text: string): void {
    const heard = [JSON.parse(text) as JanusEvent | readonly JanusEvent[]].flat();
    for (const { type, subtype, opaque_id, event } of heard) {
      if (type !== MEDIA || subtype !== STATISTICS || !event) continue;
      const label = readLabel(opaque_id);
      if (label) this.measured(label, toQuality(label.side, event));
    }
  }
}
