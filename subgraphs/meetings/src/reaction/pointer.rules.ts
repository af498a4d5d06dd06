import { invalid } from '@parley/kit';

const LONGEST_STROKE = 40;
/** As far as a hand comes between two tellings, with every bend of the way. */
const LONGEST_WAY = 32;

/** A place on a shared screen, as shares of its width and height. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Where somebody points, and by which way they came there. */
export interface Pointed extends Place {
  readonly stroke: string | null;
  readonly via: readonly Place[];
  readonly done: boolean;
}

/** What was said of it: whatever is left out is as if somebody had only pointed. */
export interface Saying extends Place {
  readonly stroke?: string | null;
  readonly via?: readonly Place[] | null;
  readonly done?: boolean | null;
}

function checkShare(field: string, value: number): number {
  if (!(value >= 0 && value <= 1)) throw invalid(field, 'Between 0 and 1');
  return value;
}

function checkVia(via: readonly Place[]): readonly Place[] {
  if (via.length > LONGEST_WAY) throw invalid('via', `At most ${String(LONGEST_WAY)} places`);
  return via.map(({ x, y }) => ({ x: checkShare('via', x), y: checkShare('via', y) }));
}

/**
 * Where somebody points, and the drawing it belongs to.
 * @throws INVALID for what is beside the screen, too long a way, and a drawing whose name is no name
 */
export function checkPoint({ x, y, stroke = null, via, done }: Saying): Pointed {
  if (stroke !== null && !/^[\w-]+$/.test(stroke)) {
    throw invalid('stroke', 'Name a drawing by letters and digits');
  }
  if (stroke !== null && stroke.length > LONGEST_STROKE) {
    throw invalid('stroke', `At most ${String(LONGEST_STROKE)} characters`);
  }
  const place = { x: checkShare('x', x), y: checkShare('y', y) };
  return { ...place, stroke, via: checkVia(via ?? []), done: done ?? false };
}
