import type { Shown, Tile } from './arrangement.rules';

/** What is wanted of somebody's picture: how wide it is on this screen. */
export interface Wanted {
  readonly participantId: string;
  readonly width: number;
  readonly screen: boolean;
}

/** Widths between which the quality of a picture does not differ: those of the encodings of a camera, and more. */
const STEPS: readonly number[] = [160, 320, 640, 1_280, 2_560];
/** So much wider or narrower than a step a tile may be before another one is asked for, so that nothing wavers. */
const SLACK = 0.15;

const nameOf = ({ participantId, screen }: Wanted): string => `${participantId}:${String(screen)}`;

const stepFor = (width: number): number => STEPS.find((step) => width <= step) ?? STEPS.at(-1) ?? width;

/** The step for a width, or the one there was, while the width is about that. */
function settled(width: number, before: number | undefined): number {
  if (before === undefined) return stepFor(width);
  const below = STEPS[STEPS.indexOf(before) - 1] ?? 0;
  return width > below * (1 - SLACK) && width <= before * (1 + SLACK) ? before : stepFor(width);
}

/** What to ask for, so that each tile of others is as sharp as it is large; the same as before where it hardly differs. */
export function wantedFor(
  shown: readonly Shown<Tile>[],
  pixelRatio: number,
  before: readonly Wanted[],
): readonly Wanted[] {
  const known = new Map(before.map((each) => [nameOf(each), each.width]));
  const now = shown
    .filter(({ tile }) => !tile.own)
    .map(({ tile: { participantId, screen }, width }) => {
      const wanted = { participantId, screen, width: Math.round(width * pixelRatio) };
      return { ...wanted, width: settled(wanted.width, known.get(nameOf(wanted))) };
    });
  return isSame(now, before) ? before : now;
}

function isSame(now: readonly Wanted[], before: readonly Wanted[]): boolean {
  const known = new Map(before.map((each) => [nameOf(each), each.width]));
  return now.length === before.length && now.every((each) => known.get(nameOf(each)) === each.width);
}

/** What is on screen: the tiles of the stage, and the one above all windows where the stage does not show it. */
export function withFloated(
  shown: readonly Shown<Tile>[],
  floated: Shown<Tile> | null,
): readonly Shown<Tile>[] {
  const isShown = shown.some(({ tile }) => tile.key === floated?.tile.key);
  return floated && !isShown ? [...shown, floated] : shown;
}
