/** How far archives are followed; more than this is refused and stays in quarantine. */
export interface ArchiveLimits {
  /** Bytes of all that is in it, unpacked, and of what is in archives inside it. */
  readonly unpackedBytes: number;
  /** How many times larger than the file that may be. */
  readonly ratio: number;
  /** How many archives may stand inside each other, the outermost counted. */
  readonly depth: number;
  readonly entries: number;
}

/** The limits that apply unless told otherwise. */
export const ARCHIVE_LIMITS: ArchiveLimits = {
  unpackedBytes: 200_000_000,
  ratio: 100,
  depth: 2,
  entries: 50_000,
};

/** Why an archive is not let through. */
export type ArchiveFault =
  /** More than the allowed bytes are in it. */
  | 'TOTAL'
  /** It is far larger than it looks. */
  | 'RATIO'
  /** Archives in archives in archives. */
  | 'DEPTH'
  | 'ENTRIES'
  /** An entry that is no file of its own but points elsewhere. */
  | 'LINK'
  /** An entry that would be unpacked outside the folder. */
  | 'SLIP'
  /** Several entries are made of the same bytes. */
  | 'OVERLAP'
  /** A password is needed. */
  | 'SEALED'
  /** It breaks off, or says of itself what is not so. */
  | 'BROKEN';

/** Thrown at the first fault; nothing more of the archive is read. */
export class ArchiveRefused extends Error {
  constructor(
    readonly fault: ArchiveFault,
    options?: ErrorOptions,
  ) {
    super(`The archive is refused: ${fault}`, options);
  }
}

/** An entry as a list of contents shows it. */
export interface ArchiveEntry {
  /** Its name with the archives that it stands in. */
  readonly path: string;
  readonly size: number;
}

/** Too little to harm anybody, however well it is packed: empty tables pack better than a hundred to one. */
const HARMLESS_BYTES = 10_000_000;
const LISTED = 1_000;

/** What may still be unpacked, over an archive and all archives in it. */
export class ArchiveBudget {
  readonly listed: ArchiveEntry[] = [];
  entries = 0;
  unpacked = 0;

  constructor(
    private readonly packedBytes: number,
    private readonly limits: ArchiveLimits,
  ) {}

  /** @throws ArchiveRefused when these bytes are too many */
  take(bytes: number): void {
    this.unpacked += bytes;
    if (this.unpacked > this.limits.unpackedBytes) throw new ArchiveRefused('TOTAL');
    const isBlownUp = this.unpacked > this.limits.ratio * this.packedBytes;
    if (isBlownUp && this.unpacked > HARMLESS_BYTES) throw new ArchiveRefused('RATIO');
  }

  /** @throws ArchiveRefused when it is one archive too deep */
  enter(depth: number): void {
    if (depth > this.limits.depth) throw new ArchiveRefused('DEPTH');
  }

  /** @throws ArchiveRefused when the name leads outside, or there are too many */
  add(path: string, within: string, size: number): void {
    this.entries += 1;
    if (this.entries > this.limits.entries) throw new ArchiveRefused('ENTRIES');
    if (leadsOutside(path)) throw new ArchiveRefused('SLIP');
    if (this.listed.length < LISTED) this.listed.push({ path: within + path, size });
  }
}

/** Whether a name would be unpacked elsewhere than in the folder that was chosen, on any system. */
export function leadsOutside(path: string): boolean {
  if (path.includes('\0') || /^(?:[/\\]|[a-z]:)/i.test(path)) return true;
  return path.split(/[/\\]/).includes('..');
}
