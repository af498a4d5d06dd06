import type { Locator } from 'playwright-core';

const [WIDTH, HEIGHT] = [32, 18];

/** How light each part of a moving picture is at the moment; empty where nothing of it is shown. */
function lightness(video: Locator): Promise<readonly number[]> {
  return video.evaluate(
    (element, [width, height]) => {
      const picture = element as HTMLVideoElement;
      if (picture.videoWidth === 0) return [];
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext('2d');
      context?.drawImage(picture, 0, 0, width, height);
      const { data } = context?.getImageData(0, 0, width, height) ?? { data: [] };
      return Array.from({ length: data.length / 4 }, (_, n) => {
        const [red = 0, green = 0, blue = 0] = data.slice(n * 4, n * 4 + 3);
        return red + green + blue;
      });
    },
    [WIDTH, HEIGHT] as const,
  );
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * How much two moving pictures have in common: Pearson's correlation of their lightness, 1 where they are the same, about
 * 0 where one is noise, of one colour, or not shown.
 */
export async function likeness(one: Locator, other: Locator): Promise<number> {
  const [a, b] = await Promise.all([lightness(one), lightness(other)]);
  if (a.length === 0 || b.length === 0) return 0;
  const [meanA, meanB] = [meanOf(a), meanOf(b)];
  const sum = (value: (n: number) => number): number => a.reduce((total, _, n) => total + value(n), 0);
  const [inA, inB] = [(n: number) => (a[n] ?? 0) - meanA, (n: number) => (b[n] ?? 0) - meanB];
  const spread = Math.sqrt(sum((n) => inA(n) ** 2) * sum((n) => inB(n) ** 2));
  return spread === 0 ? 0 : sum((n) => inA(n) * inB(n)) / spread;
}
