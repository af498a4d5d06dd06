import { join } from 'node:path';
import { runTool, unlessToolFails } from '@parley/kit/tool';
import sharp from 'sharp';
import { type Made, MOST_PIXELS, type Measures } from './content-task.js';
import type { FileType } from './known-types.rules.js';
import { EDGES, drawWebp } from './picture.js';

/** The one reader for each type: a play list that calls itself a film is no film, and nothing it names is opened. */
const READERS: Readonly<Record<string, string>> = {
  'video/mp4': 'mov',
  'video/quicktime': 'mov',
  'audio/mp4': 'mov',
  'video/webm': 'matroska',
  'audio/webm': 'matroska',
  'video/x-matroska': 'matroska',
  'audio/x-matroska': 'matroska',
  'video/x-msvideo': 'avi',
  'video/x-ms-wmv': 'asf',
  'audio/x-ms-wma': 'asf',
  'video/x-flv': 'flv',
  'audio/ogg': 'ogg',
  'video/ogg': 'ogg',
  'audio/mpeg': 'mp3',
  'audio/aac': 'aac',
  'audio/wav': 'wav',
  'audio/flac': 'flac',
};

/** What ffmpeg and ffprobe are told before the name of a file; null for what they are not given. */
export function inputOf(path: string, mediaType: string): string[] | null {
  const reader = READERS[mediaType];
  if (!reader) return null;
  return ['-v', 'error', '-protocol_whitelist', 'file', '-f', reader, '-i', `file:${path}`];
}

interface Probed {
  readonly format?: { readonly duration?: string; readonly tags?: Readonly<Record<string, string>> };
  readonly streams?: readonly {
    readonly codec_type?: string;
    readonly width?: number;
    readonly height?: number;
    readonly duration?: string;
    readonly disposition?: { readonly attached_pic?: number };
    readonly side_data_list?: readonly { readonly rotation?: number }[];
  }[];
}

const positive = (value: unknown): number | null => {
  const number = Number(value);
  return Number.isFinite(number) && number > 0 ? number : null;
};

/** Length and size of a film or a sound; nothing where ffprobe is missing or does not understand it. */
export async function measureMedia(path: string, type: FileType): Promise<Measures> {
  const input = inputOf(path, type.mediaType);
  if (!input) return {};
  const said = await unlessToolFails(() =>
    runTool('ffprobe', [...input, '-print_format', 'json', '-show_format', '-show_streams'], {
      milliseconds: 20_000,
      most: 1_000_000,
    }),
  );
  if (!said) return {};
  const { format, streams = [] } = JSON.parse(said.toString('utf8')) as Probed;
  const film = streams.find((one) => one.codec_type === 'video' && one.disposition?.attached_pic !== 1);
  const sound = streams.find((one) => one.codec_type === 'audio');
  const durationSeconds = positive(format?.duration) ?? positive((film ?? sound)?.duration);
  const made = Date.parse(format?.tags?.['creation_time'] ?? '');
  return {
    ...(film && sizeOf(film)),
    durationSeconds,
    takenAt: Number.isNaN(made) ? null : new Date(made).toISOString(),
  };
}

/** As it is shown: films of telephones often lie on their side. */
function sizeOf(film: NonNullable<Probed['streams']>[number]): Measures {
  const rotation = film.side_data_list?.find((data) => data.rotation !== undefined)?.rotation ?? 0;
  const [width, height] = [positive(film.width), positive(film.height)];
  return rotation % 180 === 0 ? { width, height } : { width: height, height: width };
}

/** The poster of a film, and a thumbnail of it: a frame from a tenth of its length, where opening titles are over. */
export async function renderFilm(path: string, type: FileType, folder: string): Promise<Made[]> {
  const input = inputOf(path, type.mediaType);
  if (!input) return [];
  const { durationSeconds } = await measureMedia(path, type);
  const begin = Math.min(10, (durationSeconds ?? 0) / 10);
  const frame = (await frameAt(input, begin, folder)) ?? (begin > 0 ? await frameAt(input, 0, folder) : null);
  if (!frame) return [];
  const picture = sharp(frame, { limitInputPixels: MOST_PIXELS, failOn: 'error' });
  return [
    await drawWebp(picture, 'THUMBNAIL', { edge: EDGES.thumbnail, folder }),
    await drawWebp(picture, 'POSTER', { edge: 1_280, folder }),
  ];
}

async function frameAt(input: readonly string[], seconds: number, folder: string): Promise<string | null> {
  const frame = join(folder, 'frame.png');
  const seek = ['-ss', seconds.toFixed(3)];
  const bounds = ['-nostdin', '-y', '-threads', '1', '-max_pixels', String(MOST_PIXELS)];
  const out = ['-map', '0:v:0', '-frames:v', '1', '-vf', 'scale=iw*sar:ih', '-update', '1', frame];
  const done = await unlessToolFails(async () => {
    await runTool('ffmpeg', [...bounds, ...seek, ...input, '-an', '-sn', '-dn', ...out]);
    return (await sharp(frame).metadata()).width > 0;
  }).catch((error: unknown) => {
    // ffmpeg ends well without a frame where a film has none there.
    if (error instanceof Error) return null;
    throw error;
  });
  return done ? frame : null;
}

const HEIGHTS = 100;
const RATE = 8_000;

/** A hundred heights of a sound, the loudest of all being 1. */
export async function waveformOf(path: string, type: FileType): Promise<number[] | null> {
  const input = inputOf(path, type.mediaType);
  if (!input) return null;
  const { durationSeconds } = await measureMedia(path, type);
  if (!durationSeconds) return null;
  const heights = new Heights(durationSeconds * RATE);
  const decoded = await unlessToolFails(() =>
    runTool(
      'ffmpeg',
      [
        '-nostdin',
        '-threads',
        '1',
        ...input,
        '-vn',
        '-ac',
        '1',
        '-ar',
        String(RATE),
        '-f',
        's16le',
        'pipe:1',
      ],
      {
        milliseconds: 90_000,
        onBytes: (piece) => {
          heights.add(piece);
        },
      },
    ),
  );
  return decoded && heights.values();
}

/** Gathers the loudest sample of each of a hundred spans. */
class Heights {
  private readonly loudest = new Float64Array(HEIGHTS);
  private at = 0;
  private odd: Buffer = Buffer.alloc(0);

  constructor(private readonly samples: number) {}

  add(piece: Buffer): void {
    const bytes = this.odd.length > 0 ? Buffer.concat([this.odd, piece]) : piece;
    const whole = bytes.length - (bytes.length % 2);
    for (let byte = 0; byte < whole; byte += 2, this.at += 1) {
      const span = Math.min(HEIGHTS - 1, Math.floor((this.at / this.samples) * HEIGHTS));
      const loud = Math.abs(bytes.readInt16LE(byte));
      if (loud > (this.loudest[span] ?? 0)) this.loudest[span] = loud;
    }
    this.odd = bytes.subarray(whole);
  }

  values(): number[] {
    const top = Math.max(...this.loudest);
    return Array.from(this.loudest, (value) => (top > 0 ? Math.round((value / top) * 100) / 100 : 0));
  }
}

/** The shape of a sound as a picture: bars of one colour on nothing. */
export async function drawWaveform(heights: readonly number[], folder: string): Promise<Made> {
  const bars = heights
    .map((height, nth) => {
      const tall = Math.max(4, Math.round(height * 200));
      return `<rect x="${String(nth * 10)}" y="${String(100 - tall / 2)}" width="6" height="${String(tall)}" rx="3"/>`;
    })
    .join('');
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="200" fill="#777">${bars}</svg>`;
  return drawWebp(sharp(Buffer.from(drawing)), 'WAVEFORM', { edge: 1_000, folder });
}
