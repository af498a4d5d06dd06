/** How large something is, in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A part of something larger, in its pixels. */
export interface Part extends Size {
  readonly x: number;
  readonly y: number;
}

/** A place on a shared screen, as shares of its width and height. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Where a whole picture stands in a frame of other proportions, with bars beside or above; null before it has a size. */
export function pictureIn(frame: Size, picture: Size): Part | null {
  const scale = Math.min(frame.width / picture.width, frame.height / picture.height);
  if (!Number.isFinite(scale) || scale <= 0) return null;
  const width = picture.width * scale;
  const height = picture.height * scale;
  return { x: (frame.width - width) / 2, y: (frame.height - height) / 2, width, height };
}

const asShare = (value: number): number => Math.min(1, Math.max(0, value));

/** The place under a finger or a mouse, which may have been drawn beyond the edge. */
export const spotAt = (picture: Part, at: Pick<Part, 'x' | 'y'>): Spot => ({
  x: asShare((at.x - picture.x) / picture.width),
  y: asShare((at.y - picture.y) / picture.height),
});

/** A step from there, within the screen. */
export const stepFrom = ({ x, y }: Spot, dx: number, dy: number): Spot => ({
  x: asShare(x + dx),
  y: asShare(y + dy),
});

const rounded = (value: number): number => Math.round(value * 10) / 10;

/** A line through these places as the `d` of an SVG path: bends are rounded; a single place is a dot. */
export function pathOf(spots: readonly Spot[], { width, height }: Size): string {
  const [first, ...others] = spots.map(({ x, y }) => [x * width, y * height] as const);
  if (!first) return '';
  const text = ([x, y]: readonly [number, number]): string => `${String(rounded(x))} ${String(rounded(y))}`;
  const last = others.at(-1);
  if (!last) return `M${text(first)}h0`;
  const bends = others.slice(0, -1).map((bend, at) => {
    const [x, y] = others[at + 1] ?? last;
    return `Q${text(bend)} ${text([(bend[0] + x) / 2, (bend[1] + y) / 2])}`;
  });
  return `M${text(first)}${bends.join('')}L${text(last)}`;
}
