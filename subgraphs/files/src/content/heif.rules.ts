/** Sides beyond this are no picture's. */
const LONGEST = 100_000;

/**
 * The size that a HEIF file says, ISO/IEC 23008-12 §6.5.3: that of its largest item, since pictures are often made of
 * tiles. Null where it says none.
 */
export function heifSize(head: Buffer): { readonly width: number; readonly height: number } | null {
  let [width, height] = [0, 0];
  for (let at = head.indexOf('ispe'); at !== -1; at = head.indexOf('ispe', at + 4)) {
    // The name of the box, its version and flags, then the two sides.
    if (at + 16 > head.length) break;
    const [across, down] = [head.readUInt32BE(at + 8), head.readUInt32BE(at + 12)];
    const isOne = across > 0 && down > 0 && across <= LONGEST && down <= LONGEST;
    if (isOne && across * down > width * height) [width, height] = [across, down];
  }
  return width > 0 ? { width, height } : null;
}
