import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AT_ALL, type Bounds, reading, runBehind } from './behind.js';
import { chaptersOf, metadataOf } from './chapter.rules.js';
import type { Cast, Composed, Marked, PictureTrack, Track, Written } from './composition.js';
import { FRAME_RATE, type Plan, planOf, TILE } from './filter.rules.js';
import { type Place, shifted } from './layout.rules.js';
import { type PlayableTrack, playableTracks, shownIn } from './tracks.js';

/** What is made of what was written of a meeting. */
export interface CompositionWanted {
  /** Where the media server wrote. */
  readonly folder: string;
  /** Where the result goes; what is made on the way is put beside it, and removed. */
  readonly path: string;
  readonly title: string;
  readonly written: readonly Written[];
  readonly marks: readonly Marked[];
  readonly signal?: AbortSignal;
}

const BASE_MS = 120_000;
/** A machine that needs longer than this for a second of it will never be done. */
const MS_FOR_SECOND = 8_000;

interface Part {
  readonly displayName: string;
  readonly participantId: string;
  readonly tracks: readonly PlayableTrack[];
}

/**
 * Makes one film of all that was written: everybody in a grid with their names, screens large, sound mixed, everything at
 * the time at which it was, and chapters.
 * @returns null where nothing was written that could be played @throws ToolFailed
 */
export async function compose(wanted: CompositionWanted): Promise<Composed | null> {
  const workshop = `${wanted.path}.parts`;
  await rm(workshop, { recursive: true, force: true });
  await mkdir(workshop, { recursive: true });
  try {
    const parts: Part[] = [];
    for (const { name, ...whose } of wanted.written) {
      const tracks = await playableTracks({ folder: wanted.folder, name }, workshop, wanted.signal);
      if (tracks.length > 0) parts.push({ ...whose, tracks });
    }
    return parts.length === 0 ? null : await film(wanted, workshop, parts);
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
}

async function film(wanted: CompositionWanted, workshop: string, parts: readonly Part[]): Promise<Composed> {
  const tracks = parts.flatMap((part) => part.tracks);
  const beganAt = Math.min(...tracks.map((track) => track.beganAt));
  const endedAt = Math.max(...tracks.map((track) => track.beganAt + track.seconds * 1_000));
  const seconds = (endedAt - beganAt) / 1_000 + 1 / FRAME_RATE;
  const casts = castsOf(parts, beganAt);
  const nameFiles = await Promise.all(
    casts.map(async ({ displayName }, index) => {
      const path = join(workshop, `name-${String(index)}.txt`);
      await writeFile(path, displayName.slice(0, 40));
      return path;
    }),
  );
  const chapters = chaptersOf(new Date(beganAt), seconds, [...arrivals(parts), ...wanted.marks]);
  const metadata = join(workshop, 'chapters.txt');
  await writeFile(metadata, metadataOf(wanted.title, seconds, chapters));
  const plan = planOf(casts, nameFiles, seconds);
  const bounds = { milliseconds: BASE_MS + seconds * MS_FOR_SECOND, signal: wanted.signal };
  const evened: string[] = [];
  for (const [index, { track, place }] of plan.inputs.entries()) {
    evened.push(place ? await even(track, place, join(workshop, `even-${String(index)}.mkv`), bounds) : '');
  }
  const made = join(workshop, 'film.mp4');
  await runBehind('ffmpeg', commandOf(plan, { evened, metadata, seconds, made }), bounds);
  const { size } = await stat(made);
  const sha256 = await hashOf(made);
  await rename(made, wanted.path);
  return { path: wanted.path, size, sha256, durationSeconds: seconds, beganAt: new Date(beganAt), chapters };
}

/** Where people came in. */
const arrivals = (parts: readonly Part[]): readonly Marked[] =>
  [...Map.groupBy(parts, ({ participantId }) => participantId).values()].map((theirs) => ({
    at: new Date(Math.min(...theirs.flatMap(({ tracks }) => tracks.map(({ beganAt }) => beganAt)))),
    title: theirs[0]?.displayName ?? '',
  }));

function castsOf(parts: readonly Part[], beganAt: number): readonly Cast[] {
  const offset = (track: PlayableTrack): number => (track.beganAt - beganAt) / 1_000;
  const heard = (track: PlayableTrack): Track => {
    const { path, format, seconds } = track;
    return { path, format, span: shifted({ from: 0, to: seconds }, offset(track)) };
  };
  const seen = (track: PlayableTrack): PictureTrack => ({
    ...heard(track),
    shown: shownIn(track).map((span) => shifted(span, offset(track))),
  });
  return [...Map.groupBy(parts, ({ participantId }) => participantId).values()].map((theirs) => {
    const tracks = theirs.flatMap((part) => part.tracks);
    const pictures = tracks.filter(({ kind }) => kind === 'video');
    return {
      displayName: theirs[0]?.displayName ?? '',
      sounds: tracks.filter(({ kind }) => kind === 'audio').map(heard),
      cameras: pictures.filter(({ isScreen }) => !isScreen).map(seen),
      screens: pictures.filter(({ isScreen }) => isScreen).map(seen),
    };
  });
}

/** Two at most: a recording is made behind the meetings that still run. */
const THREADS = ['-threads', '2', '-filter_threads', '2'];

/** Browsers change the size of what they send as the line allows: made even first, as filters of many files cannot. */
async function even(track: Track, { width, height }: Place, path: string, bounds: Bounds): Promise<string> {
  const size = `${String(width)}:${String(height)}`;
  const fit = `scale=${size}:force_original_aspect_ratio=decrease,pad=${size}:(ow-iw)/2:(oh-ih)/2:color=${TILE},setsar=1`;
  const how = ['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '16', '-pix_fmt', 'yuv420p'];
  const args = [...AT_ALL, ...THREADS, ...reading(track), '-an', '-vf', fit, '-vsync', 'vfr', ...how];
  await runBehind('ffmpeg', [...args, '-f', 'matroska', path], bounds);
  return path;
}

interface Making {
  readonly evened: readonly string[];
  readonly metadata: string;
  readonly seconds: number;
  readonly made: string;
}

function commandOf(
  { inputs, filter, hasSound }: Plan,
  { evened, metadata, seconds, made }: Making,
): string[] {
  const read = inputs.flatMap(({ track, place }, index) =>
    reading(place ? { path: evened[index] ?? '', format: 'matroska' } : track),
  );
  return [
    ...[...AT_ALL, ...THREADS, ...read, '-f', 'ffmetadata', '-i', `file:${metadata}`],
    ...['-filter_complex', filter, '-map', '[picture]', ...(hasSound ? ['-map', '[sound]'] : [])],
    ...['-map_metadata', String(inputs.length), '-map_chapters', String(inputs.length)],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '26', '-r', String(FRAME_RATE)],
    ...['-c:a', 'aac', '-b:a', '96k', '-t', seconds.toFixed(3), '-movflags', '+faststart', '-f', 'mp4', made],
  ];
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) hash.update(chunk);
  return hash.digest('hex');
}
