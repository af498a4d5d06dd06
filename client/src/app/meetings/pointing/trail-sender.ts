import type { Spot } from './picture-place.rules';

/** What is told at once: where somebody is, by which way, and of which line. */
export interface Told extends Spot {
  readonly stroke: string | null;
  readonly via: readonly Spot[];
  readonly done: boolean;
}

/** A place that is not told yet. */
interface Untold extends Spot {
  readonly stroke: string | null;
  readonly done: boolean;
}

/** So long is between two tellings at least, in milliseconds: more often nobody sees a difference. */
const STEP_MS = 80;
/** Places of the way that go with one telling: as many as the contract takes. */
const MOST_OF_LINE = 32;
/** A pointer that only moves needs fewer: its way leaves no trace. */
const MOST_OF_WAY = 6;

/** So many of them, evenly chosen, the first and the last among them. */
export function thinned<T>(list: readonly T[], most: number): readonly T[] {
  if (list.length <= most) return list;
  const step = (list.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, nth) => list[Math.round(nth * step)]).filter(
    (each) => each !== undefined,
  );
}

/**
 * Tells where the viewer points: one telling after the other, so that none overtakes another, and not more often than is
 * seen. On a slow line each tells a longer way.
 */
export class TrailSender {
  private untold: readonly Untold[] = [];
  private isTelling = false;

  constructor(
    private readonly tell: (told: Told) => Promise<void>,
    private readonly wait = (milliseconds: number): Promise<void> =>
      new Promise((resolve) => setTimeout(resolve, milliseconds)),
  ) {}

  /** The viewer is there now, and draws this line or none. */
  add({ x, y }: Spot, stroke: string | null): void {
    this.untold = [...this.untold, { x, y, stroke, done: false }];
    void this.work();
  }

  /** The viewer points no longer; what was drawn is told to its end. */
  end({ x, y }: Spot): void {
    const drawn = this.untold.filter(({ stroke }) => stroke !== null);
    this.untold = [...drawn, { x, y, stroke: null, done: true }];
    void this.work();
  }

  private async work(): Promise<void> {
    if (this.isTelling) return;
    this.isTelling = true;
    for (let next = this.take(); next; next = this.take()) {
      await Promise.all([this.tell(next), this.wait(STEP_MS)]);
    }
    this.isTelling = false;
  }

  /** All that belongs together of what is not told yet. */
  private take(): Told | null {
    const [first] = this.untold;
    if (!first) return null;
    const other = this.untold.findIndex(({ stroke, done }) => stroke !== first.stroke || done !== first.done);
    const together = other === -1 ? this.untold : this.untold.slice(0, other);
    this.untold = this.untold.slice(together.length);
    const { x, y, stroke, done } = together.at(-1) ?? first;
    const way = together.slice(0, -1).map((each) => ({ x: each.x, y: each.y }));
    const most = stroke === null ? MOST_OF_WAY : MOST_OF_LINE;
    return { x, y, stroke, done, via: done ? [] : thinned(way, most) };
  }
}
