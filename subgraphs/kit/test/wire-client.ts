import { once } from 'node:events';
import { request } from 'node:http';
import type { Duplex } from 'node:stream';
import { PROOF_HEADER } from '../src/proof.js';
import { bareFrame, questionFrame, readAnswer, WIRE_PATH, WIRE_PROTOCOL } from '../src/wire-messages.js';
import { FrameReader, frameKinds } from '../src/wire-frames.js';

interface Heard {
  readonly status: number;
  readonly text: string;
}

/** The other end of a wire, word by word. */
export class WireClient {
  readonly answers = new Map<number, Heard>();
  readonly closed: Promise<unknown>;
  isTold = false;

  private constructor(readonly stream: Duplex) {
    const reader = new FrameReader(1_048_576, ({ id, kind, payload }) => {
      if (kind === frameKinds.leaving) this.isTold = true;
      else this.answers.set(id, readAnswer(payload));
    });
    stream.on('data', (chunk: Buffer) => {
      reader.read(chunk);
    });
    stream.on('end', () => stream.end());
    this.closed = once(stream, 'close');
  }

  /** @returns the status of the refusal where it is not upgraded, 0 where the connection is ended instead */
  static async open(
    url: string,
    { proof, protocol = WIRE_PROTOCOL }: { readonly proof: string; readonly protocol?: string },
  ): Promise<WireClient | number> {
    const headers = { connection: 'Upgrade', upgrade: protocol, [PROOF_HEADER]: proof };
    const asking = request(url + WIRE_PATH, { headers });
    const opened = Promise.withResolvers<WireClient | number>();
    asking.once('upgrade', (_response, stream) => {
      opened.resolve(new WireClient(stream));
    });
    asking.once('response', (response) => {
      response.resume();
      opened.resolve(response.statusCode ?? 0);
    });
    asking.once('error', () => {
      opened.resolve(0);
    });
    asking.end();
    return opened.promise;
  }

  ask(id: number, proof: string, body: string): void {
    this.stream.write(questionFrame(id, { proof, body: Buffer.from(body) }));
  }

  cancel(id: number): void {
    this.stream.write(bareFrame(id, frameKinds.cancel));
  }
}
