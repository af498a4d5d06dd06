import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { asText, MOST_QUESTION_BYTES, type OperationRequest } from './execute.js';
import { PROOF_HEADER, ProofError, UNPROVEN, type ProofVerifier } from './proof.js';
import type { Runtime } from './runtime.js';
import type { Caller } from './viewer.js';
import { FrameError, FrameReader, FrameWriter, frameKinds, type Frame } from './wire-frames.js';
import {
  answerFrame,
  bareFrame,
  readQuestion,
  WIRE_PATH,
  WIRE_PROTOCOL,
  type WireAnswer,
} from './wire-messages.js';

/** What answering over wires needs. */
export interface WireDoor {
  readonly runtime: Runtime;
  readonly verifier: ProofVerifier;
}

/** The wires of all gateways. */
export interface Wires {
  /** Tells every gateway to ask another replica; what still comes is answered. */
  leave(): void;
  /** Ends each wire when what it was asked is answered. */
  end(): void;
}

const REFUSAL: WireAnswer = { status: 401, isPlain: false, text: JSON.stringify(UNPROVEN) };
const FAULT: WireAnswer = { status: 500, isPlain: false, text: '{}' };

/**
 * Takes wires: connections on which a gateway asks many questions at a time. A wire is opened with a proof, and every
 * question brings one of its own, exactly as over HTTP.
 */
export function acceptWires(server: Server, door: WireDoor): Wires {
  const open = new Set<Wire>();
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    if (request.url !== WIRE_PATH) return;
    if (!isProven(door.verifier, request)) {
      stream.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n');
      return;
    }
    stream.write(
      `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: ${WIRE_PROTOCOL}\r\n\r\n`,
    );
    const wire = new Wire(stream, door);
    open.add(wire);
    stream.once('close', () => {
      open.delete(wire);
      wire.closed();
    });
    if (head.length > 0) wire.read(head);
  });
  return {
    leave: () => {
      for (const wire of open) wire.leave();
    },
    end: () => {
      for (const wire of open) wire.end();
    },
  };
}

function isProven(verifier: ProofVerifier, { headers }: IncomingMessage): boolean {
  const proof = headers[PROOF_HEADER];
  try {
    verifier.verify(typeof proof === 'string' ? proof : undefined, '');
    return headers.upgrade === WIRE_PROTOCOL;
  } catch (error) {
    // What a proof is worth is only found out by verifying it.
    if (error instanceof ProofError) return false;
    throw error;
  }
}

/** One gateway's wire. */
class Wire {
  private readonly running = new Map<number, AbortController>();
  private readonly writer: FrameWriter;
  private readonly reader = new FrameReader(MOST_QUESTION_BYTES, (frame) => {
    this.take(frame);
  });
  private isEnding = false;

  constructor(
    private readonly stream: Duplex,
    private readonly door: WireDoor,
  ) {
    this.writer = new FrameWriter(stream);
    stream.on('data', (chunk: Buffer) => {
      this.read(chunk);
    });
    // A gateway that vanished: its questions are given up when the stream closes.
    stream.on('error', (error) => {
      door.runtime.logger.debug({ err: error.message }, 'a gateway vanished');
    });
    stream.once('end', () => stream.end());
  }

  read(chunk: Buffer): void {
    try {
      this.reader.read(chunk);
    } catch (error) {
      // Whoever proved to be the gateway and sends no frames is broken; nothing after it can be read.
      if (!(error instanceof FrameError)) throw error;
      this.door.runtime.logger.warn({ err: error.message }, 'a wire is broken');
      this.stream.destroy();
    }
  }

  leave(): void {
    this.writer.write(bareFrame(0, frameKinds.leaving));
  }

  end(): void {
    this.isEnding = true;
    if (this.running.size > 0) return;
    this.writer.flush();
    this.stream.end();
  }

  /** Nobody waits any more. */
  closed(): void {
    for (const gone of this.running.values()) gone.abort();
    this.running.clear();
  }

  private take({ id, kind, payload }: Frame): void {
    if (kind === frameKinds.cancel) this.running.get(id)?.abort();
    else if (kind === frameKinds.question) void this.answer(id, payload);
  }

  private async answer(id: number, payload: Buffer): Promise<void> {
    const gone = new AbortController();
    this.running.set(id, gone);
    const answer = await this.answerTo(payload, gone.signal).catch((error: unknown) => this.fault(error));
    this.running.delete(id);
    if (!gone.signal.aborted) this.writer.write(answerFrame(id, answer));
    if (this.isEnding) this.end();
  }

  /** What the gateway sends can be read; where it cannot, the others' questions go on. */
  private fault(error: unknown): WireAnswer {
    this.door.runtime.logger.error({ err: String(error) }, 'request failed');
    return FAULT;
  }

  private async answerTo(payload: Buffer, signal: AbortSignal): Promise<WireAnswer> {
    const { runtime, verifier } = this.door;
    const { proof, body } = readQuestion(payload);
    let caller: Caller;
    try {
      caller = verifier.verify(proof, body);
    } catch (error) {
      // A missing or wrong proof is expected; anything else is a fault of ours.
      if (error instanceof ProofError) return REFUSAL;
      throw error;
    }
    const request = JSON.parse(body.toString()) as OperationRequest;
    return { status: 200, ...asText(await runtime.execute(request, caller, signal)) };
  }
}
