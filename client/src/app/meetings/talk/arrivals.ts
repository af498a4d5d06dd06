import { computed, signal } from '@angular/core';

/**
 * Calls that this device takes its place in at this moment. What is heard of one meanwhile, such as that somebody was
 * quick to answer it or has given it up, is kept until the place is there.
 */
export class Arrivals<T extends { readonly id: string }> {
  private readonly latest = signal<ReadonlyMap<string, T | null>>(new Map());

  readonly ids = computed<ReadonlySet<string>>(() => new Set(this.latest().keys()));

  /** @param known how the call stands by what was heard before; null where nothing was */
  begin(callId: string, known: T | null): void {
    this.latest.update((latest) => new Map([...latest, [callId, known]]));
  }

  /** @returns whether it is one of these, so that it is told once the place is there */
  keep(call: T): boolean {
    if (!this.latest().has(call.id)) return false;
    this.begin(call.id, call);
    return true;
  }

  /** @returns how the call stands by what was heard last; null where nothing was */
  end(callId: string): T | null {
    const heard = this.latest().get(callId) ?? null;
    this.latest.update((latest) => new Map([...latest].filter(([id]) => id !== callId)));
    return heard;
  }
}
