import { Service, computed, effect, inject, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { Router } from '@angular/router';
import { Apollo } from 'apollo-angular';
import {
  PersonCardFragmentDoc,
  PersonDocument,
  PersonPresenceDocument,
  type PersonPresenceSubscription,
  WriteToDocument,
} from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { change } from '../../core/graphql/change';
import { ephemeral } from '../../core/graphql/ephemeral';
import { read } from '../../core/graphql/read';

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
    effect((onCleanup) => {
      const id = this.id();
      if (!id) return;
      const signals = ephemeral(this.apollo, { query: PersonPresenceDocument, variables: { userIds: [id] } });
      const following = signals.subscribe((answer) => {
        this.moved(answer);
      });
      onCleanup(() => {
        following.unsubscribe();
      });
    });
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

  private moved({ presence: { presence } }: PersonPresenceSubscription): void {
    const { user, ...state } = presence;
    const id = this.apollo.client.cache.identify({ __typename: 'User', id: user?.id });
    if (!id || user?.id !== this.id()) return;
    this.apollo.client.cache.updateFragment(
      { id, fragment: PersonCardFragmentDoc, fragmentName: 'PersonCard' },
      (person) => person && { ...person, presence: state },
    );
  }
}
