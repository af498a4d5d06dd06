import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

interface Probed {
  readonly format: {
    readonly duration: string;
    readonly size: string;
    readonly tags?: { readonly title?: string };
  };
  readonly streams: readonly { readonly codec_type: string; readonly codec_name: string }[];
  readonly chapters: readonly { readonly start_time: string; readonly tags: { readonly title: string } }[];
}

/** What ffprobe says of a film. */
export async function probe(path: string) {
  const shown = ['-show_format', '-show_streams', '-show_chapters'];
  const { stdout } = await run('ffprobe', ['-v', 'error', '-of', 'json', ...shown, path]);
  const { format, streams, chapters } = JSON.parse(stdout) as Probed;
  return {
    seconds: Number(format.duration),
    size: Number(format.size),
    title: format.tags?.title,
    // Chapters of mp4 are a track of text besides.
    streams: streams
      .filter(({ codec_type: kind }) => kind !== 'data')
      .map((each) => `${each.codec_type} ${each.codec_name}`),
    chapters: chapters.map(({ start_time: start, tags }) => ({ start: Number(start), title: tags.title })),
  };
}

/** The colour of one place of a film at a time, by name. */
export async function colourAt(path: string, second: number, at: { readonly x: number; readonly y: number }) {
  const place = `crop=2:2:${String(at.x)}:${String(at.y)},format=rgb24`;
  const args = [
    '-v',
    'error',
    '-ss',
    String(second),
    '-i',
    path,
    '-frames:v',
    '1',
    '-vf',
    place,
    '-f',
    'rawvideo',
    '-',
  ];
  const { stdout } = await run('ffmpeg', args, { encoding: 'buffer' });
  const [red = 0, green = 0, blue = 0] = stdout;
  if (red > 180 && green < 80 && blue < 80) return 'red';
  if (blue > 180 && red < 80 && green < 80) return 'blue';
  return Math.max(red, green, blue) < 80 ? 'ground' : `${String(red)} ${String(green)} ${String(blue)}`;
}

/** How loud one tone is in the half second from there, in decibels. */
export async function loudness(
  path: string,
  { from, tone }: { readonly from: number; readonly tone: number },
) {
  const band = `bandpass=f=${String(tone)}:width_type=h:w=60,bandpass=f=${String(tone)}:width_type=h:w=60,volumedetect`;
  const span = ['-ss', String(from), '-t', '0.5', '-i', path];
  const { stderr } = await run('ffmpeg', ['-nostats', ...span, '-vn', '-af', band, '-f', 'null', '-']);
  return Number(/mean_volume: (-?[\d.]+) dB/.exec(stderr)?.[1]);
}
