import { Service, inject, signal } from '@angular/core';
import { Apollo } from 'apollo-angular';
import { firstValueFrom } from 'rxjs';
import { MediaRegionsDocument } from '../../../generated/graphql';
import { type Reach, measurable, quickest } from './region.rules';

/** How often each is asked. */
const TRIES = 3;
/** What has not answered by then is too far to be chosen, in milliseconds. */
const PATIENCE_MS = 3_000;

/** How far media regions are from this device: measured before one comes into a room, and told as one does. */
@Service()
export class RegionReach {
  private readonly apollo = inject(Apollo);
  private readonly measured = signal<readonly Reach[]>([]);
  private measuring: Promise<void> | null = null;

  /** What is known by now; nobody waits for the rest. */
  readonly known = this.measured.asReadonly();

  /** How far one is, in milliseconds; null while nobody knows. */
  to(code: string | undefined): number | null {
    return this.known().find(({ regionCode }) => regionCode === code)?.milliseconds ?? null;
  }

  /** Begins to measure, unless that is done. */
  begin(): void {
    this.measuring ??= this.measure().catch(() => {
      // The regions cannot be read now: where media runs is then decided without, and the next look asks again.
      this.measuring = null;
    });
  }

  private async measure(): Promise<void> {
    const { data } = await firstValueFrom(this.apollo.query({ query: MediaRegionsDocument }));
    const found = await Promise.all(measurable(data?.mediaRegions ?? []).map(reachOf));
    this.measured.set(found.flatMap((reach) => reach ?? []));
  }
}

/** Whatever it answers: only how long that takes is looked at. */
async function reachOf({
  code,
  url,
}: {
  readonly code: string;
  readonly url: string;
}): Promise<Reach | null> {
  const tries: number[] = [];
  try {
    for (let at = 0; at < TRIES; at += 1) {
      const began = performance.now();
      await fetch(url, {
        ...{ method: 'HEAD', mode: 'no-cors', cache: 'no-store', credentials: 'omit' },
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      tries.push(performance.now() - began);
    }
  } catch {
    // It does not answer, too slowly, or the gateway does not name it to pages: nothing is known of how far it is.
    return null;
  }
  return { regionCode: code, milliseconds: quickest(tries) };
}
