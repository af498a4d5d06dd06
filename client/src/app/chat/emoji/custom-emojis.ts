import { Service, computed, inject, signal, untracked } from '@angular/core';
import { Apollo } from 'apollo-angular';
import { CustomEmojiDocument, type CustomEmojiQuery } from '../../../generated/graphql';
import { ContentPass } from '../../core/files/content-pass';

/** An emoji that the organisation made for itself. */
export type CustomEmoji = CustomEmojiQuery['customEmoji'][number];

const written = /:([a-z0-9_+-]{2,32}):/g;
/** A name that nobody knew may be one that was added a moment ago; it is asked for no more often than this. */
const againMs = 15_000;

/** The emoji of the organisation: read when the first one is met, and again when a name is met that is not known. */
@Service()
export class CustomEmojis {
  private readonly apollo = inject(Apollo);
  private readonly pass = inject(ContentPass);
  private readonly loaded = signal<readonly CustomEmoji[] | null>(null);
  private askedAt = -Infinity;

  readonly all = computed(() => this.loaded() ?? []);
  /** Where each is to be seen, by name; empty until they may be. */
  readonly addresses = computed<ReadonlyMap<string, string>>(
    () => new Map(this.pass.held() ? this.all().map(({ name, imageUrl }) => [name, imageUrl]) : []),
  );

  /** Addresses for a text that holds names in colons; undefined for one that holds none. */
  in(text: string): ReadonlyMap<string, string> | undefined {
    const names = [...text.matchAll(written)].map(([, name]) => name ?? '');
    if (names.length === 0) return undefined;
    const addresses = this.addresses();
    if (names.some((name) => !addresses.has(name))) {
      untracked(() => {
        this.ask();
      });
    }
    return addresses;
  }

  /** Reads them, where nobody did lately. */
  ask(force = false): void {
    if (!force && performance.now() - this.askedAt < againMs) return;
    this.askedAt = performance.now();
    this.apollo.query({ query: CustomEmojiDocument, fetchPolicy: 'network-only' }).subscribe({
      next: ({ data }) => {
        if (data) this.loaded.set(data.customEmoji);
      },
      // Names are shown instead; the next one that is met asks again.
      error: () => undefined,
    });
  }
}
