/** A finger's way, in pixels, with the reading direction: positive leads from the start of a line to its end. */
export interface Way {
  readonly along: number;
  readonly across: number;
}

/** What a finger is about: not known yet, a swipe, or something else such as scrolling. */
export type Gesture = 'open' | 'swipe' | 'other';

const decidesPx = 10;
const firmPx = 56;
const farthestPx = 72;
const flickPxPerMs = 0.5;
const flickPx = 24;

/** Tells a swipe from scrolling by where the finger goes first. */
export function gestureOf({ along, across }: Way, towards: 'end' | 'start'): Gesture {
  if (Math.hypot(along, across) < decidesPx) return 'open';
  const right = towards === 'end' ? along > 0 : along < 0;
  return right && Math.abs(along) > Math.abs(across) * 1.5 ? 'swipe' : 'other';
}

/** How far the thing under the finger goes with it: freely at first, and then not at all. */
export function dragged(along: number, towards: 'end' | 'start'): number {
  const way = towards === 'end' ? Math.max(0, along) : Math.max(0, -along);
  const moved = Math.min(way, farthestPx);
  return towards === 'end' ? moved : -moved;
}

/** Whether a swipe is meant when the finger leaves: it went far, or it went fast. */
export function isMeant(along: number, ms: number): boolean {
  const way = Math.abs(along);
  return way >= firmPx || (way >= flickPx && way / Math.max(ms, 1) >= flickPxPerMs);
}
