import { randomUUID } from 'node:crypto';
import { Agent, request, type IncomingMessage } from 'node:http';
import type { Graph } from '../graph.js';

/** The chunks in which clients send by default. */
export const CHUNK = 8 * 1_048_576;

/** Whom bytes are sent to. */
export interface Destination {
  /** Where an upload of that size is sent. */
  begin(size: number): Promise<string>;
  readonly headers: Readonly<Record<string, string>>;
}

/** The server of the protocol as its makers ship it. */
export const bareDestination = (origin: string): Destination => ({
  headers: {},
  async begin(size) {
    const headers = { 'tus-resumable': '1.0.0', 'upload-length': String(size) };
    const response = await fetch(`${origin}/files`, { method: 'POST', headers });
    return new URL(response.headers.get('location') ?? '', origin).href;
  },
});

const START = 'mutation ($input: StartUploadInput!) { startUpload(input: $input) { id url } }';

/** The product, on behalf of somebody who is signed in. */
export const productDestination = (origin: string, graph: Graph, token: string): Destination => ({
  headers: { authorization: `Bearer ${token}` },
  async begin(size) {
    const input = { name: `${randomUUID()}.bin`, size, key: randomUUID() };
    const { startUpload } = await graph.ask<{ startUpload: { url: string } }>(START, { input });
    return origin + startUpload.url;
  },
});

const agent = new Agent({ keepAlive: true, maxSockets: 200 });

function sendChunk(
  url: string,
  headers: Destination['headers'],
  offset: number,
  bytes: Buffer,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const sending = request(url, {
      method: 'PATCH',
      agent,
      headers: {
        ...headers,
        'tus-resumable': '1.0.0',
        'content-type': 'application/offset+octet-stream',
        'upload-offset': offset,
        'content-length': bytes.length,
      },
    });
    sending.once('error', reject);
    sending.once('response', (response: IncomingMessage) => {
      response.resume();
      if (response.statusCode === 204) response.once('end', resolve);
      else reject(new Error(`A chunk was answered with ${String(response.statusCode)}`));
    });
    sending.end(bytes);
  });
}

/** Sends so many bytes, chunk by chunk. @returns megabytes (10^6) a second from the first chunk to the last answer */
export async function sendAll(to: Destination, size: number, chunk: Buffer): Promise<number> {
  const url = await to.begin(size);
  const before = performance.now();
  for (let at = 0; at < size; at += chunk.length) {
    // Each chunk differs, so that no two uploads are the same bytes.
    chunk.writeDoubleLE(performance.now(), 0);
    await sendChunk(url, to.headers, at, chunk.subarray(0, Math.min(chunk.length, size - at)));
  }
  return size / 1_000 / (performance.now() - before);
}
