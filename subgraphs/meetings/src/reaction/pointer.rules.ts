import { invalid } from '@parley/kit';

const LONGEST_STROKE = 40;

/** Where somebody points. */
export interface Pointed {
  readonly x: number;
  readonly y: number;
  readonly stroke: string | null;
}

function checkShare(field: 'x' | 'y', value: number): number {
  if (!(value >= 0 && value <= 1)) throw invalid(field, 'Between 0 and 1');
  return value;
}

/**
 * Where somebody points, and the drawing it belongs to.
 * @throws INVALID for what is beside the screen, and a drawing whose name is no name
 */
export function checkPoint(point: {
  readonly x: number;
  readonly y: number;
  readonly stroke?: string | null;
}): Pointed {
  const { stroke = null } = point;
  if (stroke !== null && !/^[\w-]+$/.test(stroke)) {
    throw invalid('stroke', 'Name a drawing by letters and digits');
  }
  if (stroke !== null && stroke.length > LONGEST_STROKE) {
    throw invalid('stroke', `At most ${String(LONGEST_STROKE)} characters`);
  }
  return { x: checkShare('x', point.x), y: checkShare('y', point.y), stroke };
}
