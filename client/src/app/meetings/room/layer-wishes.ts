import type { Wanted } from './layers.rules';

/** Asks for pictures, one wish after the other: what was wished meanwhile and is not any more is never asked for. */
export class LayerWishes {
  private next: readonly Wanted[] | null = null;
  private asked: readonly Wanted[] | null = null;
  private isAsking = false;
  private isStopped = false;

  constructor(private readonly send: (wanted: readonly Wanted[]) => Promise<void>) {}

  ask(wanted: readonly Wanted[]): void {
    if (wanted === this.asked) return;
    this.next = wanted;
    void this.work();
  }

  /** The media server knows nothing of what was asked: it is asked again. */
  forget(): void {
    this.asked = null;
  }

  stop(): void {
    this.isStopped = true;
  }

  private async work(): Promise<void> {
    if (this.isAsking) return;
    this.isAsking = true;
    while (this.next && !this.isStopped) {
      const wanted = this.next;
      this.next = null;
      this.asked = wanted;
      try {
        await this.send(wanted);
      } catch {
        // The line is broken: it is asked with the next change, or once the seat is taken again.
        this.asked = null;
      }
    }
    this.isAsking = false;
  }
}
