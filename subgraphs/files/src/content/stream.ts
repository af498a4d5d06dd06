import { join } from 'node:path';
import { runTool, unlessToolFails } from '@parley/kit/tool';
import type { ContentTask, Streamable } from './content-task.js';
import { inputOf, measureMedia } from './media.js';

/** Longer films are watched by whoever downloads them. */
const MOST_SECONDS = 1_800;
const MILLISECONDS = 580_000;

const SOUND = ['-c:a', 'aac', '-b:a', '128k', '-ac', '2'];
const PICTURE = [
  ...['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '26', '-pix_fmt', 'yuv420p'],
  ...['-vf', "scale='min(1280,iw)':-2:force_original_aspect_ratio=decrease,crop=trunc(iw/2)*2:trunc(ih/2)*2"],
];
const WRAPPED = ['-movflags', '+faststart', '-map_metadata', '-1', '-f', 'mp4'];

/** Turns a film or sound into one that every browser plays: anew wrapped where that is enough, else packed anew. */
export async function toStream({ path, type, folder }: ContentTask): Promise<Streamable> {
  const input = inputOf(path, type.mediaType);
  const { durationSeconds, width, height } = await measureMedia(path, type);
  if (!input || !durationSeconds || durationSeconds > MOST_SECONDS) return { made: null };
  const isFilm = type.kind === 'VIDEO';
  const file = isFilm ? 'stream.mp4' : 'stream.m4a';
  const streams = isFilm
    ? ['-map', '0:v:0', '-map', '0:a:0?', '-sn', '-dn']
    : ['-map', '0:a:0', '-vn', '-sn', '-dn'];
  const isPlain = await isPlayable(input, isFilm);
  const coded = isPlain ? ['-c', 'copy'] : [...(isFilm ? PICTURE : []), ...SOUND];
  const done = await unlessToolFails(() =>
    runTool(
      'ffmpeg',
      ['-nostdin', '-y', '-threads', '1', ...input, ...streams, ...coded, ...WRAPPED, join(folder, file)],
      {
        milliseconds: MILLISECONDS,
      },
    ),
  );
  if (!done) return { made: null };
  const size = isFilm ? { width: width ?? null, height: height ?? null } : { width: null, height: null };
  const mediaType = isFilm ? 'video/mp4' : 'audio/mp4';
  return { made: { kind: 'STREAM', file, mediaType, ...size, page: null } };
}

/** Whether its pictures and sounds are packed as browsers know them. */
async function isPlayable(input: readonly string[], isFilm: boolean): Promise<boolean> {
  const told = ['-show_entries', 'stream=codec_name,pix_fmt,codec_type', '-print_format', 'json'];
  const said = await unlessToolFails(() => runTool('ffprobe', [...input, ...told], { most: 100_000 }));
  const { streams = [] } = JSON.parse(said?.toString('utf8') ?? '{}') as {
    streams?: { codec_name?: string; codec_type?: string; pix_fmt?: string }[];
  };
  const films = streams.filter((stream) => stream.codec_type === 'video');
  const sounds = streams.filter((stream) => stream.codec_type === 'audio');
  const isFilmPlain = films.every((film) => film.codec_name === 'h264' && film.pix_fmt === 'yuv420p');
  return (!isFilm || isFilmPlain) && sounds.every((sound) => sound.codec_name === 'aac');
}
