import { type Socket, connect } from 'node:net';
import { setImmediate } from 'node:timers/promises';

/** What a scanner says of some bytes. */
export type Verdict =
  | { readonly state: 'CLEAN' }
  | { readonly state: 'INFECTED'; readonly signature: string }
  | { readonly state: 'UNSCANNABLE'; readonly because: string };

/** Looks for viruses. */
export interface Scanner {
  /** @throws ScannerDown when it does not answer, or breaks off */
  scan(bytes: AsyncIterable<Buffer>): Promise<Verdict>;
  /** Program and signatures; it changes with every new set of signatures. @throws ScannerDown */
  version(): Promise<string>;
}

/** The scanner does not answer: whatever was to be scanned waits for it. */
export class ScannerDown extends Error {}

/** How long the scanner may take. */
export interface ScannerTimes {
  readonly connectMs: number;
  /** For taking the next bytes, and for its answer after the last one. */
  readonly silenceMs: number;
}

const TIMES: ScannerTimes = { connectMs: 3_000, silenceMs: 180_000 };
const CHUNK = 65_536;
const LONGEST_ANSWER = 4_096;

/** Where clamd listens: `tcp://host:3310`, `unix:///run/clamav/clamd.ctl`. */
type Address = { readonly host: string; readonly port: number } | { readonly path: string };

/** @throws ScannerDown when nobody could ever listen there */
function addressOf(url: string): Address {
  const { protocol, hostname, port, pathname } = new URL(url);
  if (protocol === 'unix:') return { path: decodeURIComponent(pathname) };
  if (protocol === 'tcp:') return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 3310) };
  throw new ScannerDown(`No scanner is reached by ${protocol}`);
}

/** ClamAV's daemon, over TCP or a socket of this machine. */
export function clamdAt(url: string, times: ScannerTimes = TIMES): Scanner {
  const address = addressOf(url);
  return {
    scan: async (bytes) => verdictOf(await ask(address, times, 'zINSTREAM\0', bytes)),
    version: () => ask(address, times, 'zVERSION\0'),
  };
}

function verdictOf(answer: string): Verdict {
  const infected = /^stream: (.+) FOUND$/.exec(answer);
  if (infected?.[1]) return { state: 'INFECTED', signature: infected[1] };
  if (answer === 'stream: OK') return { state: 'CLEAN' };
  if (/size limit exceeded/i.test(answer)) return { state: 'UNSCANNABLE', because: 'TOO_LARGE' };
  throw new ScannerDown(`The scanner answered: ${answer.slice(0, 200)}`);
}

/** What came back from clamd until it closed. */
interface Exchange {
  readonly socket: Socket;
  /** The answer, once there is one: it may come before everything was sent. */
  readonly answered: () => boolean;
  /** @throws ScannerDown */
  readonly answer: Promise<string>;
}

async function ask(
  address: Address,
  times: ScannerTimes,
  command: string,
  bytes?: AsyncIterable<Buffer>,
): Promise<string> {
  const exchange = await open(address, times);
  // Whoever sends hears of a broken connection by the answer alone.
  exchange.answer.catch(() => undefined);
  try {
    await send(exchange, Buffer.from(command));
    if (bytes) {
      await sendChunks(exchange, bytes);
      await send(exchange, Buffer.alloc(4));
    }
    return await exchange.answer;
  } finally {
    exchange.socket.destroy();
  }
}

async function open(address: Address, { connectMs, silenceMs }: ScannerTimes): Promise<Exchange> {
  const socket = connect({ ...address, allowHalfOpen: true });
  await new Promise<void>((resolve, reject) => {
    const fail = (error: Error): void => {
      socket.destroy();
      reject(new ScannerDown(`The scanner does not answer: ${error.message}`, { cause: error }));
    };
    socket.setTimeout(connectMs, () => {
      fail(new ScannerDown('it took too long to connect'));
    });
    socket.once('error', fail);
    socket.once('connect', () => {
      socket.removeAllListeners();
      resolve();
    });
  });
  socket.setTimeout(silenceMs, () => {
    socket.destroy(new ScannerDown('it fell silent'));
  });
  return listen(socket);
}

function listen(socket: Socket): Exchange {
  let said = '';
  let done = false;
  const answer = new Promise<string>((resolve, reject) => {
    const end = (cause?: Error): void => {
      done = true;
      const whole = said.replace(/\0.*$/s, '').trim();
      if (whole !== '') resolve(whole);
      else reject(new ScannerDown(`The scanner broke off: ${cause?.message ?? 'no answer'}`, { cause }));
    };
    socket.on('data', (piece: Buffer) => {
      said = (said + piece.toString('utf8')).slice(0, LONGEST_ANSWER);
      if (said.includes('\0')) end();
    });
    socket.once('end', end);
    socket.once('error', end);
    socket.once('close', () => {
      end();
    });
  });
  return { socket, answer, answered: () => done };
}

/** Chunks, each after its length; what is too large is answered in the middle, and nothing more is sent. */
async function sendChunks(exchange: Exchange, bytes: AsyncIterable<Buffer>): Promise<void> {
  for await (const piece of bytes) {
    for (let at = 0; at < piece.length; at += CHUNK) {
      if (exchange.answered()) return;
      const chunk = piece.subarray(at, at + CHUNK);
      const length = Buffer.alloc(4);
      length.writeUInt32BE(chunk.length);
      await send(exchange, Buffer.concat([length, chunk]));
      // An answer that stands in the socket is read before anything else is written: after it, writing breaks off.
      await setImmediate();
    }
  }
}

/** Waits until the bytes are on their way, or there is nobody to send them to. */
function send({ socket, answered }: Exchange, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    if (answered() || socket.destroyed) {
      resolve();
      return;
    }
    const gone = (): void => {
      resolve();
    };
    socket.once('close', gone);
    socket.write(bytes, () => {
      socket.off('close', gone);
      resolve();
    });
  });
}
