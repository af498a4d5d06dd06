import type { Cast, PictureTrack, Track } from './composition.js';
import { assignCells, CANVAS, gridOf, hullOf, type Place, type Span } from './layout.rules.js';

/** Pictures a second: enough for faces and slides. */
export const FRAME_RATE = 15;

/** Behind everybody. */
const GROUND = '0x16181d';
export const TILE = '0x2a2e37';
const GAP = 4;
/** How large everybody is drawn while a screen is shown, of the whole. */
const ASIDE = 4;

/** A file that is drawn or heard, in the order in which ffmpeg is given them. */
export interface Input {
  readonly track: Track;
  readonly place: Place | null;
}

/** Everything that ffmpeg is told of what is drawn and heard. */
export interface Plan {
  readonly inputs: readonly Input[];
  /** `[picture]` and, where anybody was heard, `[sound]`. */
  readonly filter: string;
  readonly hasSound: boolean;
}

const WHOLE: Place = { x: 0, y: 0, ...CANVAS };
const number = (value: number): string => value.toFixed(3);
const between = ({ from, to }: Span): string => `between(t,${number(from)},${number(to)})`;
/** Whenever one of these is; the last picture of a span is shown for as long as any other. */
const during = (spans: readonly Span[]): string =>
  spans.map(({ from, to }) => between({ from, to: to + 1 / FRAME_RATE })).join('+');

interface Tile {
  readonly cast: Cast;
  /** The file that their name is in. */
  readonly nameFile: string;
  readonly place: Place;
}

const tracksOf = ({ sounds, cameras, screens }: Cast): readonly Track[] => [
  ...sounds,
  ...cameras,
  ...screens,
];

/** Those who have a place in the picture. @param nameFiles one for each */
function tilesOf(casts: readonly Cast[], nameFiles: readonly string[]): readonly Tile[] {
  const cells = assignCells(casts.map((cast) => hullOf(tracksOf(cast).map(({ span }) => span))));
  const grid = gridOf(Math.max(0, ...cells.map((cell) => (cell ?? -1) + 1)));
  return casts.flatMap((cast, index) => {
    const [cell, nameFile] = [cells[index], nameFiles[index]];
    const place = cell == null ? undefined : grid[cell];
    return place && nameFile !== undefined ? [{ cast, nameFile, place }] : [];
  });
}

const inset = ({ x, y, width, height }: Place): Place => ({
  ...{ x: x + GAP, y: y + GAP, width: width - 2 * GAP, height: height - 2 * GAP },
});

/** Names are read from files: no sign in them means anything to ffmpeg. */
const text = (nameFile: string, how: string): string =>
  `drawtext=textfile='${nameFile}':expansion=none:font=Sans:fontcolor=white:${how}`;

/** Where somebody is while they are there: a ground with their name in the middle. */
function ground({ cast, nameFile, place }: Tile): string {
  const { x, y, width, height } = inset(place);
  const when = `enable='${during(tracksOf(cast).map(({ span }) => span))}'`;
  const size = Math.max(14, Math.round(height / 14));
  const box = `drawbox=x=${x}:y=${y}:w=${width}:h=${height}:color=${TILE}:t=fill:${when}`;
  const middle = `x=${x}+(${width}-text_w)/2:y=${y}+(${height}-text_h)/2`;
  return `${box},${text(nameFile, `fontsize=${size}:${middle}:${when}`)}`;
}

/** Their name on their picture, while there is one. */
function label({ cast, nameFile, place }: Tile): string[] {
  if (cast.cameras.length === 0) return [];
  const { x, y, height } = inset(place);
  const size = Math.max(12, Math.round(height / 24));
  const when = `enable='${during(cast.cameras.flatMap(({ shown }) => shown))}'`;
  const corner = `x=${x + 2 * GAP}:y=${y + height}-text_h-${3 * GAP}`;
  return [text(nameFile, `fontsize=${size}:box=1:boxcolor=black@0.5:boxborderw=4:${corner}:${when}`)];
}

/** Draws what is in one file after the other over what is there. */
class Drawing {
  readonly steps: string[] = [];
  readonly inputs: Input[] = [];
  private count = 0;

  constructor(public at: string) {}

  /** Takes in a file. @returns its number */
  input(track: Track, place: Place | null): string {
    this.inputs.push({ track, place });
    return String(this.inputs.length - 1);
  }

  then(filters: string): void {
    this.step(`${this.at}${filters}`);
  }

  over(track: PictureTrack, place: Place): void {
    const input = this.input(track, place);
    const name = `[v${input}]`;
    this.steps.push(`[${input}:v]setpts=PTS+${number(track.span.from)}/TB${name}`);
    const when = `enable='${during(track.shown)}'`;
    this.step(`${this.at}${name}overlay=x=${place.x}:y=${place.y}:eof_action=pass:${when}`);
  }

  step(filters: string): void {
    this.count += 1;
    this.at = `[p${String(this.count)}]`;
    this.steps.push(`${filters}${this.at}`);
  }
}

/** Screens fill the picture while they are shown; everybody stands small in its corner then. */
function drawScreens(drawing: Drawing, screens: readonly PictureTrack[]): void {
  if (screens.length === 0) return;
  drawing.steps.push(`${drawing.at}split[people][beside]`);
  drawing.steps.push(`[beside]scale=${CANVAS.width / ASIDE}:${CANVAS.height / ASIDE}[aside]`);
  drawing.at = '[people]';
  for (const screen of screens) drawing.over(screen, WHOLE);
  const when = `enable='${during(screens.flatMap(({ shown }) => shown))}'`;
  drawing.step(`${drawing.at}[aside]overlay=x=W-w-${4 * GAP}:y=H-h-${4 * GAP}:${when}`);
}

function mixSounds(drawing: Drawing, sounds: readonly Track[]): boolean {
  if (sounds.length === 0) return false;
  const names = sounds.map((sound) => {
    const index = drawing.input(sound, null);
    const delay = `adelay=${String(Math.round(sound.span.from * 1_000))}:all=1`;
    drawing.steps.push(
      `[${index}:a]aresample=48000:async=1:first_pts=0,aformat=channel_layouts=stereo,${delay}[a${index}]`,
    );
    return `[a${index}]`;
  });
  const mix = `amix=inputs=${String(names.length)}:normalize=0:dropout_transition=0`;
  drawing.steps.push(`${names.join('')}${mix},alimiter=limit=0.95:level=0[sound]`);
  return true;
}

/** Plans a recording of so many seconds. @param nameFiles files with the names of those who are in it, one for each */
export function planOf(casts: readonly Cast[], nameFiles: readonly string[], seconds: number): Plan {
  const tiles = tilesOf(casts, nameFiles);
  const canvas = `${CANVAS.width}x${CANVAS.height}:rate=${FRAME_RATE}:duration=${number(seconds)}`;
  const drawing = new Drawing(`color=${GROUND}:size=${canvas},`);
  drawing.then([...tiles.map(ground), 'null'].join(','));
  for (const { cast, place } of tiles) {
    for (const camera of cast.cameras) drawing.over(camera, inset(place));
  }
  drawing.then([...tiles.flatMap(label), 'null'].join(','));
  drawScreens(
    drawing,
    casts.flatMap(({ screens }) => screens),
  );
  const hasSound = mixSounds(
    drawing,
    casts.flatMap(({ sounds }) => sounds),
  );
  drawing.steps.push(`${drawing.at}format=yuv420p[picture]`);
  return { inputs: drawing.inputs, filter: drawing.steps.join(';\n'), hasSound };
}
