import { Service, computed, inject, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { Router } from '@angular/router';
import { Apollo } from 'apollo-angular';
import { PersonDocument, WriteToDocument } from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { change } from '../../core/graphql/change';
import { read } from '../../core/graphql/read';
import { followPresence } from '../../core/presence/follow-presence';

/** One person, with their presence as it changes. */
@Service({ autoProvided: false })
export class PersonStore {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);
  private readonly router = inject(Router);

  readonly id = signal<string | undefined>(undefined);

  private readonly card = rxResource({
    params: () => this.id(),
    stream: ({ params }) => read(this.apollo, PersonDocument, { id: params }),
  });

  readonly person = computed(() => (this.card.hasValue() ? this.card.value().user : null));
  readonly loading = computed(() => this.card.isLoading() && !this.card.hasValue());
  readonly error = computed(() => this.card.error() ?? null);

  constructor() {
    followPresence(
      computed(() => {
        const id = this.id();
        return id ? [id] : [];
      }),
    );
  }

  reload(): void {
    this.card.reload();
  }

  /** Opens the conversation with this person, which is made when there is none. */
  async write(): Promise<void> {
    const userId = this.id();
    if (!userId) return;
    try {
      const input = { userId, key: crypto.randomUUID() };
      const { openDirectChannel } = await change(this.apollo, WriteToDocument, { input });
      await this.router.navigate(['/chat', openDirectChannel.id]);
    } catch (error) {
      // Some people may not be written to, and the server may be away; either is told in words.
      this.errors.toast(error);
    }
  }
}
