/** What a camera wrote into a picture. */
export interface CameraNotes {
  /** When it was taken; where the camera did not know its time zone, its clock is read as UTC. */
  readonly takenAt: string | null;
  /** Whether it says where. */
  readonly hasPlace: boolean;
}

/** A directory of tags, as TIFF has them. */
interface Tag {
  readonly id: number;
  readonly format: number;
  readonly count: number;
  /** Where the tag stands, and where its value does. */
  readonly at: number;
  readonly valueAt: number;
}

const MAKER = { date: 0x0132, exif: 0x8769, place: 0x8825 } as const;
const TAKEN = 0x9003;
const OFFSET = 0x9011;
/** More tags than any camera writes. */
const MOST_TAGS = 1_000;
const BYTES: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8 };

/** Reads TIFF, which Exif is written in, whichever way round its bytes are. */
class Directories {
  private readonly little: boolean;

  constructor(private readonly bytes: Buffer) {
    this.little = bytes.toString('latin1', 0, 2) === 'II';
  }

  private short(at: number): number {
    return this.little ? this.bytes.readUInt16LE(at) : this.bytes.readUInt16BE(at);
  }

  long(at: number): number {
    return this.little ? this.bytes.readUInt32LE(at) : this.bytes.readUInt32BE(at);
  }

  tags(directory: number): Tag[] {
    const count = Math.min(this.short(directory), MOST_TAGS);
    return Array.from({ length: count }, (_, nth) => {
      const at = directory + 2 + nth * 12;
      const [id, format, values] = [this.short(at), this.short(at + 2), this.long(at + 4)];
      const isNear = values * (BYTES[format] ?? 1) <= 4;
      return { id, format, count: values, at, valueAt: isNear ? at + 8 : this.long(at + 8) };
    });
  }

  words({ valueAt, count }: Tag): string {
    return this.bytes.toString('latin1', valueAt, valueAt + Math.min(count, 64)).replace(/\0.*$/s, '');
  }
}

/** Reads the notes of a camera. @param exif TIFF, with or without the word before it */
export function cameraNotes(exif: Buffer): CameraNotes {
  const bytes = exif.toString('latin1', 0, 6) === 'Exif\0\0' ? exif.subarray(6) : exif;
  try {
    const tiff = new Directories(bytes);
    const first = tiff.tags(tiff.long(4));
    const inner = first.find(({ id }) => id === MAKER.exif);
    const second = inner ? tiff.tags(tiff.long(inner.at + 8)) : [];
    const date = second.find(({ id }) => id === TAKEN) ?? first.find(({ id }) => id === MAKER.date);
    const offset = second.find(({ id }) => id === OFFSET);
    const place = first.find(({ id }) => id === MAKER.place);
    return {
      takenAt: date ? instantOf(tiff.words(date), offset ? tiff.words(offset) : '') : null,
      hasPlace: place !== undefined && tiff.tags(tiff.long(place.at + 8)).length > 0,
    };
  } catch (error) {
    // Notes that break off are read past their end: nothing is known then.
    if (error instanceof RangeError) return { takenAt: null, hasPlace: false };
    throw error;
  }
}

/** `2026:11:21 09:30:00` with `+02:00`, as an instant. */
function instantOf(date: string, offset: string): string | null {
  const parts = /^(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d:\d\d:\d\d)/.exec(date);
  if (!parts) return null;
  const [, year, month, day, time] = parts;
  const zone = /^[+-]\d\d:\d\d$/.test(offset.trim()) ? offset.trim() : 'Z';
  const instant = new Date(`${String(year)}-${String(month)}-${String(day)}T${String(time)}${zone}`);
  return Number.isNaN(instant.getTime()) ? null : instant.toISOString();
}

/** Blanks the place in a block of TIFF where it stands; its length stays. Answers whether there was one. */
export function blankPlace(tiff: Buffer): boolean {
  try {
    const directories = new Directories(tiff);
    const place = directories.tags(directories.long(4)).find(({ id }) => id === MAKER.place);
    if (!place) return false;
    const start = directories.long(place.at + 8);
    const tags = directories.tags(start);
    for (const { valueAt, format, count } of tags) {
      tiff.fill(0, valueAt, Math.min(tiff.length, valueAt + Math.min(count, 65_536) * (BYTES[format] ?? 1)));
    }
    tiff.fill(0, start, start + 2 + tags.length * 12);
    return tags.length > 0;
  } catch (error) {
    // A directory that points past the end of the notes holds no place.
    if (error instanceof RangeError) return false;
    throw error;
  }
}
