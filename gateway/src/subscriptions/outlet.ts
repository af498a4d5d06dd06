/** A connection that bytes are written to. */
export interface Wire {
  readonly isOpen: boolean;
  /** Bytes that were given and not yet taken by the other side. */
  readonly waitingBytes: number;
  write(frame: Buffer, taken?: () => void): void;
  /** The other side has taken nothing for too long. */
  giveUp(): void;
}

const WAITING_FRAMES = 256;
const WAITING_BYTES = 1_048_576;
const PATIENCE_MS = 30_000;

/**
 * What leaves by one connection. Past 256 frames or 1 MiB it is full: its streams stop writing, keep their place, and
 * go on when everything was taken. Nothing is queued here, so a connection that is slow costs others nothing.
 */
export class Outlet {
  isFull = false;
  private frames = 0;
  private waiters: (() => void)[] | null = null;
  private patience: NodeJS.Timeout | null = null;

  constructor(private readonly wire: Wire) {}

  write(frame: Buffer): void {
    if (!this.wire.isOpen) return;
    const waiting = this.wire.waitingBytes;
    this.frames = waiting === 0 ? 1 : this.frames + 1;
    const fills = this.frames >= WAITING_FRAMES || waiting + frame.length >= WAITING_BYTES;
    if (!fills || this.isFull) {
      this.wire.write(frame);
      return;
    }
    this.isFull = true;
    this.wait(waiting + frame.length);
    this.wire.write(frame, () => {
      this.taken();
    });
  }

  whenRoom(go: () => void): void {
    if (this.isFull) (this.waiters ??= []).push(go);
    else go();
  }

  /** The connection is gone; nobody waits any more. */
  close(): void {
    if (this.patience) clearTimeout(this.patience);
    this.waiters = null;
  }

  private taken(): void {
    if (this.patience) clearTimeout(this.patience);
    const waiters = this.waiters ?? [];
    this.isFull = false;
    this.frames = 0;
    this.waiters = null;
    for (const go of waiters) go();
  }

  /** Given up on only when nothing at all was taken: who reads slowly may. */
  private wait(waiting: number): void {
    this.patience = setTimeout(() => {
      const now = this.wire.waitingBytes;
      if (now < waiting) this.wait(now);
      else this.wire.giveUp();
    }, PATIENCE_MS);
  }
}
