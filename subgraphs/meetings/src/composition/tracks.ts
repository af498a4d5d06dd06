import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ToolFailed } from '@parley/kit/tool';
import { AT_ALL, type Bounds, reading, runBehind } from './behind.js';
import type { Track } from './composition.js';
import { latestOf, spansOf } from './layout.rules.js';
import { MJR_HEADER_BYTES, type MjrHeader, readMjrHeader } from './mjr.rules.js';

/** One track as the media server wrote it. */
interface Raw {
  readonly path: string;
  readonly header: MjrHeader;
}

/** A track that can be played, by the clock of the media server in milliseconds. */
export interface PlayableTrack {
  readonly kind: MjrHeader['kind'];
  readonly isScreen: boolean;
  readonly path: string;
  readonly format: Track['format'];
  readonly beganAt: number;
  readonly seconds: number;
  /** When each picture or packet is to be played, in seconds from the beginning. */
  readonly times: readonly number[];
}

/** Janus writes to these until a track is whole; what was written before it was killed can be played all the same. */
const UNFINISHED = '.tmp';
const TRACK = /-(?:audio|video)-\d+\.mjr(?:\.tmp)?$/;
const FORMATS: Readonly<Record<string, { readonly ending: string; readonly format: Track['format'] }>> = {
  opus: { ending: 'opus', format: 'ogg' },
  vp8: { ending: 'webm', format: 'matroska' },
  h264: { ending: 'mp4', format: 'mov' },
};
const CONVERT_MS = 600_000;
/** By how much a sender's clock may run ahead of the time in which it was written, in seconds. */
const AHEAD = 60;

/** Which files were written under that name. */
export async function filesOf(folder: string, name: string): Promise<readonly string[]> {
  const all = await readdir(folder).catch((error: unknown) => {
    // Nothing was ever written in this room.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
  const mine = all.filter((file) => file.startsWith(`${name}-`) && TRACK.test(file));
  return mine.map((file) => join(folder, file));
}

async function headerOf(path: string): Promise<MjrHeader | null> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MJR_HEADER_BYTES), 0, MJR_HEADER_BYTES, 0);
    return readMjrHeader(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

/** When each packet of a file is to be played, in seconds. */
async function timesOf(
  path: string,
  format: Track['format'],
  signal?: AbortSignal,
): Promise<readonly number[]> {
  const input = ['-v', 'error', '-protocol_whitelist', 'file', '-f', format, `file:${path}`];
  const args = [...input, '-show_entries', 'packet=pts_time', '-of', 'csv=print_section=0'];
  const said = await runBehind('ffprobe', args, { milliseconds: CONVERT_MS, signal });
  const times = said.toString('utf8').split('\n').map(Number.parseFloat);
  return times.filter(Number.isFinite);
}

/** Whether anything of a picture can be shown: what others send may be no picture at all. @throws ToolFailed */
async function isShowable(path: string, format: Track['format'], bounds: Bounds): Promise<boolean> {
  const one = ['-frames:v', '1', '-vf', 'scale=16:16', '-pix_fmt', 'gray', '-f', 'rawvideo', 'pipe:1'];
  try {
    const shown = await runBehind('ffmpeg', [...AT_ALL, ...reading({ path, format }), ...one], bounds);
    return shown.length > 0;
  } catch (error) {
    // Nobody can make sense of what is no picture; a program that is missing is told.
    if (error instanceof ToolFailed && error.why === 'FAILED') return false;
    throw error;
  }
}

/**
 * Whether the clock of who sent a track leapt while it was written: it would play for hours that never were, and its
 * making would fill the disk with their silence. @throws ToolFailed
 */
async function isLeaping(source: string, { beganAt }: MjrHeader, bounds: Bounds): Promise<boolean> {
  const said = await runBehind('janus-pp-rec', ['--debug-level', '0', '--extended-json', source], bounds);
  const { extended } = JSON.parse(said.toString('utf8')) as { readonly extended?: { duration?: number } };
  const { mtimeMs } = await stat(source);
  return (extended?.duration ?? 0) > (mtimeMs - beganAt) / 1_000 + AHEAD;
}

/** Makes a track playable; null where it has nothing to play, and where nobody can tell when it would. */
async function playable(
  { path, header }: Raw,
  folder: string,
  signal?: AbortSignal,
): Promise<PlayableTrack | null> {
  const how = FORMATS[header.codec];
  if (!how) return null;
  const target = join(folder, `${String(Math.round(header.beganAt))}-${baseOf(path)}.${how.ending}`);
  // The tool goes by endings.
  const source = path.endsWith(UNFINISHED) ? path.slice(0, -UNFINISHED.length) : path;
  if (source !== path) await rename(path, source);
  const bounds = { milliseconds: CONVERT_MS, signal };
  if (await isLeaping(source, header, bounds)) return null;
  await runBehind('janus-pp-rec', ['--debug-level', '2', source, target], bounds);
  const times = await timesOf(target, how.format, signal);
  const seconds = latestOf(times);
  const isPlayable =
    times.length > 0 && (header.kind === 'audio' || (await isShowable(target, how.format, bounds)));
  if (!isPlayable) {
    await rm(target, { force: true });
    return null;
  }
  const isScreen = header.kind === 'video' && header.description === 'SCREEN';
  const { kind, beganAt } = header;
  return { kind, isScreen, path: target, format: how.format, beganAt, seconds, times };
}

const baseOf = (path: string): string => (path.split('/').at(-1) ?? '').replace(/\.mjr.*$/, '');

/** Which tracks are made playable: those under a name, all of them unless it is said which. */
export interface TracksWanted {
  readonly folder: string;
  readonly name: string;
  readonly isWanted?: (header: MjrHeader) => boolean;
}

/** What was written under a name, as files that can be played. @param into where those are put */
export async function playableTracks(
  from: TracksWanted,
  into: string,
  signal?: AbortSignal,
): Promise<readonly PlayableTrack[]> {
  const tracks: PlayableTrack[] = [];
  for (const path of await filesOf(from.folder, from.name)) {
    const header = await headerOf(path);
    const isWanted = header !== null && (from.isWanted?.(header) ?? true);
    const track = isWanted ? await playable({ path, header }, into, signal) : null;
    if (track) tracks.push(track);
  }
  return tracks;
}

/** When a track of pictures had any, in seconds from its beginning. */
export const shownIn = ({ times }: PlayableTrack) => spansOf(times);
