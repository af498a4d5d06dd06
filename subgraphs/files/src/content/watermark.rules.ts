/** What is drawn: who looks, and when with a sign to know them by. */
export type WatermarkWords = readonly [who: string, when: string];

const LONGEST_NAME = 40;
/** A name of few letters may have thousands of accents. */
const MOST_CODE_POINTS = 120;

const letters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Marks that turn the order of letters around, and signs that are no letters: a name could hide behind them. */
const UNSEEN = /[\p{Cc}\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF\uFFFE\uFFFF]/gu;

/** Words as they can be drawn, whatever somebody called themselves. */
export function drawable(text: string): string {
  const clean = text.toWellFormed().replaceAll(UNSEEN, ' ').replaceAll(/\s+/g, ' ').trim();
  const kept: string[] = [];
  let points = 0;
  for (const { segment } of letters.segment(clean)) {
    points += Array.from(segment).length;
    if (kept.length === LONGEST_NAME || points > MOST_CODE_POINTS) return `${kept.join('').trim()}…`;
    kept.push(segment);
  }
  return kept.join('');
}

const ESCAPED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => ESCAPED[sign] ?? '');

const WIDE =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Extended_Pictographic}]/u;

/** How wide words become, in heights of a letter; rather too much than too little. */
const widthOf = (text: string): number =>
  Array.from(text).reduce((sum, letter) => sum + (WIDE.test(letter) ? 1.2 : 0.68), 0);

const [SMALLEST, LARGEST] = [11, 44];

/**
 * A drawing as large as a picture, of these words again and again, aslant: dark with a light edge, so seen on any
 * ground. Every other row stands between the words above it: no strip of a picture is without them.
 */
export function watermarkSvg(width: number, height: number, words: WatermarkWords): string {
  const [who, when] = words.map((each) => escaped(drawable(each))) as [string, string];
  const size = Math.round(Math.min(LARGEST, Math.max(SMALLEST, Math.min(width, height) / 18)));
  const across = Math.ceil((Math.max(...words.map((each) => widthOf(drawable(each)))) + 1.5) * size);
  const down = Math.ceil(size * 4.2);
  const small = Math.round(size * 0.75);
  const lines = (x: number, y: number): string =>
    `<text x="${String(x)}" y="${String(y)}">${who}</text>` +
    `<text x="${String(x)}" y="${String(y + Math.round(size * 1.1))}" font-size="${String(small)}">${when}</text>`;
  const edge = Math.max(1, Math.round(size / 20));
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${String(width)}" height="${String(height)}"><defs>` +
    `<g id="w" fill="#fff" fill-opacity="0.4">${lines(edge, edge)}<g fill="#000" fill-opacity="0.24">${lines(0, 0)}` +
    `</g></g></defs><g font-family="sans-serif" font-weight="600" font-size="${String(size)}" text-anchor="middle"` +
    ` transform="rotate(-24 ${String(width / 2)} ${String(height / 2)})">${placesOf(width, height, [across, down])}</g></svg>`
  );
}

/** The words on every place of a square that covers the picture however it is turned. */
function placesOf(width: number, height: number, [across, down]: readonly [number, number]): string {
  const reach = Math.hypot(width, height) / 2;
  const [columns, rows] = [Math.ceil(reach / across) + 1, Math.ceil(reach / down) + 1];
  const places: string[] = [];
  for (let row = -rows; row <= rows; row += 1) {
    const shift = row % 2 === 0 ? 0 : across / 2;
    for (let column = -columns; column <= columns; column += 1) {
      const [x, y] = [width / 2 + column * across + shift, height / 2 + row * down];
      places.push(`<use href="#w" x="${x.toFixed(1)}" y="${y.toFixed(1)}"/>`);
    }
  }
  return places.join('');
}
