import { WebSocket } from 'ws';
import { graphqlOf } from '../client/ask.js';

/** An error as it arrives, by whatever protocol. */
export interface ToldError {
  readonly message: string;
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** What became of one operation. */
export interface Told {
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors: readonly ToldError[];
  readonly cost: Readonly<Record<string, number>> | undefined;
  /** The status over HTTP; the close code of a socket that was closed instead of answering; else 200. */
  readonly status: number;
}

/** Sends the text of a request and reads the first answer to it. */
export type Transport = (gateway: string, token: string, request: string) => Promise<Told>;

interface Body {
  readonly data?: Told['data'];
  readonly errors?: Told['errors'];
  readonly extensions?: { readonly cost?: Told['cost'] };
}

const toldBy = ({ data, errors, extensions }: Body, status: number): Told => ({
  data: data ?? null,
  errors: errors ?? [],
  cost: extensions?.cost,
  status,
});

const post = (gateway: string, token: string, request: string, accept: string): Promise<Response> =>
  fetch(graphqlOf(gateway), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', accept },
    body: request,
  });

const overHttp: Transport = async (gateway, token, request) => {
  const response = await post(gateway, token, request, 'application/graphql-response+json');
  return toldBy((await response.json()) as Body, response.status);
};

/** A whole stream, since queries are answered once. */
const overEvents: Transport = async (gateway, token, request) => {
  const response = await post(gateway, token, request, 'text/event-stream');
  const text = await response.text();
  const [, data] = /^event: next\ndata: (.*)$/m.exec(text) ?? [];
  return toldBy(JSON.parse(data ?? text) as Body, response.status);
};

interface Frame {
  readonly type: string;
  readonly payload?: unknown;
}

const overSocket: Transport = async (gateway, token, request) => {
  const socket = new WebSocket(graphqlOf(gateway).replace('http', 'ws'), 'graphql-transport-ws');
  const { promise, resolve, reject } = Promise.withResolvers<Told>();
  socket.on('open', () => {
    socket.send(JSON.stringify({ type: 'connection_init', payload: { token } }));
  });
  socket.on('message', (message: Buffer) => {
    const { type, payload } = JSON.parse(message.toString()) as Frame;
    if (type === 'connection_ack') socket.send(`{"id":"1","type":"subscribe","payload":${request}}`);
    else if (type === 'next') resolve(toldBy(payload as Body, 200));
    else if (type === 'error') resolve(toldBy({ errors: payload as Told['errors'] }, 200));
  });
  socket.on('close', (status) => {
    resolve(toldBy({}, status));
  });
  socket.on('error', reject);
  try {
    return await promise;
  } finally {
    socket.terminate();
  }
};

/** How many bytes stand around a request in a message of a socket. */
export const AROUND = '{"id":"1","type":"subscribe","payload":}'.length;

/** Every protocol that an operation may come by. */
export const transports: readonly (readonly [string, Transport])[] = [
  ['HTTP', overHttp],
  ['a WebSocket', overSocket],
  ['server-sent events', overEvents],
];
