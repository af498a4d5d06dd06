import { Component, DestroyRef, computed, inject, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { firstValueFrom } from 'rxjs';
import { AddCustomEmojiDocument, RemoveCustomEmojiDocument } from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { HttpFailure } from '../../core/files/http-failure';
import { Uploads } from '../../core/files/uploads';
import { Session } from '../../core/session/session';
import { Toasts } from '../../core/toast/toasts';
import { Button } from '../../ui/button/button';
import { DialogFrame } from '../../ui/dialog/dialog-frame';
import { Field, Input } from '../../ui/field/field';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { IconButton } from '../../ui/icon-button/icon-button';
import { ContentImage } from '../attachment/content-image';
import { type CustomEmoji, CustomEmojis } from './custom-emojis';

const nameRule = /^[a-z0-9_+-]{2,32}$/;

/** The emoji of the organisation: to look at, to add to, and to take one's own away again. */
@Component({
  selector: 'app-manage-emoji',
  imports: [Button, ContentImage, DialogFrame, EmptyState, Field, IconButton, Input, TranslocoPipe],
  templateUrl: './manage-emoji.html',
  styleUrl: './manage-emoji.scss',
})
export class ManageEmoji {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);
  private readonly session = inject(Session);
  private readonly texts = inject(TranslocoService);
  private readonly toasts = inject(Toasts);
  private readonly uploads = inject(Uploads);
  protected readonly emojis = inject(CustomEmojis);

  protected readonly name = signal('');
  protected readonly picture = signal<File | null>(null);
  protected readonly preview = signal<string | null>(null);
  protected readonly busy = signal(false);
  protected readonly wrong = computed(() => this.name() !== '' && !nameRule.test(this.name()));
  protected readonly ready = computed(
    () => nameRule.test(this.name()) && this.picture() !== null && !this.busy(),
  );

  constructor() {
    this.emojis.ask(true);
    inject(DestroyRef).onDestroy(() => {
      this.take(null);
    });
  }

  protected mayRemove({ createdBy }: CustomEmoji): boolean {
    return createdBy?.id === this.session.viewer()?.id || this.session.permissions().has('MODERATE_CHANNELS');
  }

  protected write({ target }: Event): void {
    if (target instanceof HTMLInputElement) this.name.set(target.value.trim().replaceAll(':', ''));
  }

  protected choose({ target }: Event): void {
    const [file] = target instanceof HTMLInputElement ? (target.files ?? []) : [];
    this.take(file ?? null);
    const proposed =
      file?.name
        .replace(/\.\w+$/, '')
        .toLowerCase()
        .replaceAll(/[^a-z0-9_+-]+/g, '_') ?? '';
    if (this.name() === '' && nameRule.test(proposed)) this.name.set(proposed);
  }

  private take(file: File | null): void {
    const shown = this.preview();
    if (shown) URL.revokeObjectURL(shown);
    this.picture.set(file);
    this.preview.set(file && URL.createObjectURL(file));
  }

  protected async add(): Promise<void> {
    const blob = this.picture();
    if (!blob || !this.ready()) return;
    this.busy.set(true);
    try {
      const { id: fileId } = await this.uploads.send({ key: crypto.randomUUID(), name: blob.name, blob });
      const input = { name: this.name(), fileId, key: crypto.randomUUID() };
      await firstValueFrom(this.apollo.mutate({ mutation: AddCustomEmojiDocument, variables: { input } }));
      this.toasts.done(this.texts.translate('chat.emoji.added', { name: input.name }));
      this.name.set('');
      this.take(null);
      this.emojis.ask(true);
    } catch (error) {
      // The picture may be refused before the emoji is.
      if (error instanceof HttpFailure && error.detail) this.toasts.failed(error.detail);
      else this.errors.toast(error);
    } finally {
      this.busy.set(false);
    }
  }

  protected remove({ id }: CustomEmoji): void {
    const variables = { input: { emojiId: id, key: crypto.randomUUID() } };
    this.apollo.mutate({ mutation: RemoveCustomEmojiDocument, variables }).subscribe({
      next: () => {
        this.emojis.ask(true);
      },
      error: (error: unknown) => {
        this.errors.toast(error);
      },
    });
  }
}
