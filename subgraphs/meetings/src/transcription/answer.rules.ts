import { AppError } from '@parley/kit';
import { linesOf } from '../transcript/cue.rules.js';
import { readVtt } from '../transcript/vtt.rules.js';

/** What a transcription provider said cannot be used; told as a sentence. */
export class UnusableAnswer extends Error {}

/** Words of one voice, in seconds from where it begins. */
export interface Heard {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly text: string;
}

/** What a provider has heard. */
export interface Answer {
  /** BCP 47; null where it did not say. */
  readonly language: string | null;
  readonly words: readonly Heard[];
}

const MOST_PIECES = 20_000;
const MOST_IN_PIECE = 4_000;
const LANGUAGE = /^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,4}$/i;

const plain = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, MOST_IN_PIECE)
    .toWellFormed();

function pieceOf(said: unknown, at: number): Heard {
  const { start, end, text } = Object(said) as Readonly<Record<string, unknown>>;
  if (typeof start !== 'number' || typeof end !== 'number' || typeof text !== 'string' || !(start >= 0)) {
    throw new UnusableAnswer(`segment ${String(at + 1)} has no start, end and text`);
  }
  return { startSeconds: start, endSeconds: Math.max(start, end), text: plain(text) };
}

function readJson(body: string): Answer {
  const { segments, language } = Object(parsed(body)) as Readonly<Record<string, unknown>>;
  if (!Array.isArray(segments)) throw new UnusableAnswer('it has no list of segments');
  if (segments.length > MOST_PIECES) throw new UnusableAnswer('it has more segments than anybody says');
  const words = segments.map(pieceOf).filter(({ text }) => text !== '');
  return { words, language: typeof language === 'string' && LANGUAGE.test(language) ? language : null };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // Whether it is JSON is only known by reading it.
    throw new UnusableAnswer('it is no JSON');
  }
}

function wordsOfVtt(body: string): readonly Heard[] {
  try {
    const cues = readVtt(linesOf(body));
    return cues
      .map(({ voice: _known, text, ...span }) => ({ ...span, text: plain(text) }))
      .filter(({ text }) => text !== '');
  } catch (error) {
    // The reader of files names the line that is wrong.
    if (error instanceof AppError) throw new UnusableAnswer(error.message);
    throw error;
  }
}

/**
 * What a transcription provider answers for one voice: JSON with segments of start, end and text, or WebVTT.
 * @throws UnusableAnswer
 */
export function readAnswer(contentType: string, body: string): Answer {
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === 'application/json') return readJson(body);
  if (type === 'text/vtt') return { language: null, words: wordsOfVtt(body) };
  throw new UnusableAnswer('it is neither application/json nor text/vtt');
}
