import { Component, DestroyRef, computed, effect, inject, signal, untracked } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { TranslocoPipe } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { type Subscription, map } from 'rxjs';
import {
  AddInternalNoteDocument,
  DeleteInternalNoteDocument,
  InternalNoteSignalsDocument,
  InternalNotesDocument,
} from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { change } from '../../core/graphql/change';
import { ephemeral } from '../../core/graphql/ephemeral';
import { Session } from '../../core/session/session';
import { Button } from '../../ui/button/button';
import { Field, Input } from '../../ui/field/field';
import { IconButton } from '../../ui/icon-button/icon-button';
import { MessageBody } from '../../ui/message-body/message-body';
import { DayAndTimePipe } from '../../ui/time/time-pipes';
import { ChannelStore } from '../channel/channel.store';
import { MessageWays } from '../history/message-ways';

/** What those who help say among themselves beside a channel with a customer. */
@Component({
  selector: 'app-internal-notes',
  imports: [Button, DayAndTimePipe, Field, IconButton, Input, MessageBody, MessageWays, TranslocoPipe],
  templateUrl: './internal-notes.html',
  styleUrl: './internal-notes.scss',
})
export class InternalNotes {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);
  private readonly store = inject(ChannelStore);
  protected readonly viewer = inject(Session).viewer;

  protected readonly text = signal('');
  private readonly channelId = this.store.channelId;
  private readonly found = rxResource({
    params: () => {
      const channelId = this.channelId();
      return channelId ? { channelId } : undefined;
    },
    stream: ({ params }) =>
      this.apollo
        .query({ query: InternalNotesDocument, variables: params, fetchPolicy: 'network-only' })
        .pipe(map(({ data }) => data?.internalNotes.nodes ?? [])),
  });
  protected readonly notes = computed(() => (this.found.hasValue() ? this.found.value() : []));

  constructor() {
    let following: Subscription | null = null;
    effect(() => {
      const channelId = this.channelId();
      following?.unsubscribe();
      if (!channelId) return;
      const signals = { query: InternalNoteSignalsDocument, variables: { channelId } };
      following = ephemeral(this.apollo, signals).subscribe(() => untracked(() => this.found.reload()));
    });
    inject(DestroyRef).onDestroy(() => following?.unsubscribe());
  }

  protected async add(): Promise<void> {
    const channelId = this.channelId();
    const body = this.text().trim();
    if (!channelId || body === '') return;
    try {
      await change(this.apollo, AddInternalNoteDocument, {
        input: { channelId, body, key: crypto.randomUUID() },
      });
      this.text.set('');
      this.found.reload();
    } catch (error) {
      // What was typed stays.
      this.errors.toast(error);
    }
  }

  protected async remove(noteId: string): Promise<void> {
    try {
      await change(this.apollo, DeleteInternalNoteDocument, { input: { noteId, key: crypto.randomUUID() } });
      this.found.reload();
    } catch (error) {
      // The note stays, so it can be tried again.
      this.errors.toast(error);
    }
  }
}
