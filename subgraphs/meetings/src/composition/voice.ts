import { join } from 'node:path';
import { runBehind } from './behind.js';
import { playableTracks } from './tracks.js';
import type { MjrHeader } from './mjr.rules.js';

/** What somebody said between a beginning and an end, as one sound without gaps. */
export interface Voice {
  readonly path: string;
  /** When it begins, by the clock of the media server. */
  readonly beganAt: Date;
  readonly seconds: number;
}

const CONVERT_MS = 600_000;
/** Enough for speech; what was not sent while somebody was muted is silence, so that times stay what they were. */
const SPEECH = ['-af', 'aresample=async=1:first_pts=0', '-ac', '1', '-ar', '16000', '-c:a', 'libopus'];

/** What a screen plays is heard in the film, but nobody of the meeting has said it. */
const isVoice = ({ kind, description }: MjrHeader): boolean =>
  kind === 'audio' && description !== 'SCREEN_SOUND';

/** What was said, of what was written under a name, in Ogg with Opus. @param into where it is put */
export async function voicesOf(
  from: { readonly folder: string; readonly name: string },
  into: string,
): Promise<readonly Voice[]> {
  const voices: Voice[] = [];
  for (const [index, track] of (await playableTracks({ ...from, isWanted: isVoice }, into)).entries()) {
    const path = join(into, `${from.name}-${String(index)}.ogg`);
    const read = ['-protocol_whitelist', 'file', '-f', track.format, '-i', `file:${track.path}`];
    const args = ['-v', 'error', '-nostdin', '-y', ...read, ...SPEECH, '-b:a', '24k', '-f', 'ogg', path];
    await runBehind('ffmpeg', args, { milliseconds: CONVERT_MS });
    voices.push({ path, beganAt: new Date(track.beganAt), seconds: track.seconds });
  }
  return voices;
}
