import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Client } from '@parley/kit';
import { GRAPHQL_TRANSPORT_WS_PROTOCOL } from 'graphql-ws';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { BoundedCache } from '../bounded-cache.js';
import type { ClientAddress } from '../client-address.js';
import { clientOf } from '../http/caller.js';
import { limits } from '../limits/structure.js';
import { closing } from './connections.js';
import { Peer, PeerSocket, type PeerParts } from './peer.js';

/** What the sockets need. */
export interface HubParts extends PeerParts {
  readonly address: ClientAddress;
}

/** How many sockets there are and what waits in them. */
export interface HubLoad {
  readonly sockets: number;
  /** Bytes that were written and not yet taken by the other side. */
  readonly waitingBytes: number;
  /** Sockets whose streams wait until their client reads on. */
  readonly full: number;
}

/** All WebSockets of this gateway. */
export interface Hub {
  load(): HubLoad;
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Tells every client to reconnect elsewhere. */
  drain(): Promise<void>;
}

const LOOK_MS = 500;
const DRAIN_MS = 3_000;
const NOT_ACCEPTABLE = { code: 4406, reason: 'Subprotocol not acceptable' };
const CLIENTS = 1_000;

const textOf = (data: RawData): string =>
  // ws gives whole messages as one Buffer unless told otherwise.
  Buffer.isBuffer(data) ? data.toString() : '';

const peerOf = (socket: WebSocket): Peer | null => (socket instanceof PeerSocket ? socket.peer : null);

function onMessage(this: WebSocket, data: RawData): void {
  peerOf(this)?.receive(textOf(data));
}
function onPong(this: WebSocket): void {
  peerOf(this)?.answered();
}
function onClose(this: WebSocket): void {
  peerOf(this)?.closed();
}

/** GraphQL over WebSocket, by the graphql-transport-ws protocol. */
export function createHub(parts: HubParts): Hub {
  return new RunningHub(parts);
}

class RunningHub implements Hub {
  private readonly peers = new Set<Peer>();
  private readonly clients = new BoundedCache<Client>(CLIENTS);
  private readonly looking: NodeJS.Timeout;
  /** Compression costs four to five times the CPU for every delivery and twice the memory. */
  private readonly server = new WebSocketServer<typeof PeerSocket>({
    noServer: true,
    maxPayload: limits.bodyBytes,
    perMessageDeflate: false,
    clientTracking: false,
    WebSocket: PeerSocket,
    handleProtocols: (offered) => offered.has(GRAPHQL_TRANSPORT_WS_PROTOCOL) && GRAPHQL_TRANSPORT_WS_PROTOCOL,
  });
  private emptied: () => void = () => undefined;

  constructor(private readonly parts: HubParts) {
    this.looking = setInterval(() => {
      const now = performance.now();
      for (const peer of this.peers) peer.look(now);
    }, LOOK_MS).unref();
  }

  load(): HubLoad {
    let waitingBytes = 0;
    let full = 0;
    for (const { outlet, waitingBytes: waiting } of this.peers) {
      waitingBytes += waiting;
      if (outlet.isFull) full += 1;
    }
    return { sockets: this.peers.size, waitingBytes, full };
  }

  accept(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    this.server.handleUpgrade(request, stream, head, (socket) => {
      if (socket.protocol === GRAPHQL_TRANSPORT_WS_PROTOCOL) this.open(socket, stream, request);
      else socket.close(NOT_ACCEPTABLE.code, NOT_ACCEPTABLE.reason);
    });
  }

  async drain(): Promise<void> {
    clearInterval(this.looking);
    const empty = new Promise<void>((resolve) => (this.emptied = resolve));
    for (const peer of this.peers) peer.close(closing.goingAway);
    if (this.peers.size === 0) return;
    // A client that reads nothing does not answer the close either.
    const late = setTimeout(() => {
      for (const peer of this.peers) peer.terminate();
    }, DRAIN_MS);
    await empty;
    clearTimeout(late);
  }

  private open(socket: PeerSocket, stream: Duplex, request: IncomingMessage): void {
    const peer = new Peer(this.parts, {
      socket,
      stream,
      client: this.clientOf(request),
      onClosed: this.forget,
    });
    socket.peer = peer;
    this.peers.add(peer);
    socket.on('message', onMessage);
    socket.on('pong', onPong);
    // A frame that is broken or too large: ws closes the socket with the fitting code by itself.
    socket.on('error', this.onError);
    socket.on('close', onClose);
  }

  /** Many sockets come from the same place; it is kept once. */
  private clientOf(request: IncomingMessage): Client {
    const client = { ...clientOf(request, this.parts.address), refreshToken: null };
    const key = `${client.ip} ${client.country ?? ''} ${client.app ?? ''} ${client.userAgent}`;
    const known = this.clients.get(key) ?? client;
    this.clients.set(key, known);
    return known;
  }

  private readonly onError = (error: Error): void => {
    this.parts.logger.debug({ err: error.message }, 'a socket broke the protocol');
  };

  private readonly forget = (peer: Peer): void => {
    this.peers.delete(peer);
    if (this.peers.size === 0) this.emptied();
  };
}
