import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { type IncomingMessage, type RequestOptions, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { pipeline } from 'node:stream/promises';
import { type Answer, UnusableAnswer, readAnswer } from './answer.rules.js';

/** A transcription service of the operator's own. */
export interface Provider {
  readonly url: string;
  /** Sent as a bearer token; null where it asks for none. */
  readonly token: string | null;
  /** BCP 47; null where it finds out by itself. */
  readonly language: string | null;
}

const MOST_BYTES = 8_000_000;
const BASE_MS = 600_000;
/** A service that needs longer than this for a second of sound is given up. */
const MS_FOR_SECOND = 2_000;

/**
 * Sends one voice to the provider.
 * @throws UnusableAnswer with a sentence for people, where nothing comes back that can be used
 */
export async function askProvider(
  provider: Provider,
  voice: { readonly path: string; readonly seconds: number },
): Promise<Answer> {
  const signal = AbortSignal.timeout(BASE_MS + voice.seconds * MS_FOR_SECOND);
  try {
    const answer = await send(provider, voice.path, signal);
    if (answer.statusCode !== 200) {
      answer.destroy();
      throw new UnusableAnswer(`it answered ${String(answer.statusCode)}`);
    }
    const language = provider.language;
    const said = readAnswer(answer.headers['content-type'] ?? '', await textOf(answer));
    return { ...said, language: said.language ?? language };
  } catch (error) {
    if (error instanceof UnusableAnswer) throw error;
    // A line to somebody else's server breaks in more ways than can be listed.
    throw new UnusableAnswer(signal.aborted ? 'it took too long' : reasonOf(error), { cause: error });
  }
}

const reasonOf = (error: unknown): string =>
  `it cannot be reached (${(error as NodeJS.ErrnoException).code ?? 'the line broke'})`;

async function send(
  { url, token, language }: Provider,
  path: string,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const { size } = await stat(path);
  const options: RequestOptions = {
    ...{ method: 'POST', signal },
    headers: {
      'content-type': 'audio/ogg; codecs=opus',
      'content-length': size,
      accept: 'application/json, text/vtt',
      ...(language !== null && { 'content-language': language }),
      ...(token !== null && { authorization: `Bearer ${token}` }),
    },
  };
  const outgoing = (url.startsWith('https:') ? requestHttps : requestHttp)(url, options);
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.once('response', resolve).once('error', reject);
  });
  // It may answer before it has heard everything, such as that it does not listen.
  await Promise.race([pipeline(createReadStream(path), outgoing), answered]);
  return answered;
}

async function textOf(answer: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of answer as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > MOST_BYTES) throw new UnusableAnswer('its answer is larger than any transcript');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}
