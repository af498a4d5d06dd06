import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, inject, signal } from '@angular/core';
import { FormField, form, required, submit } from '@angular/forms/signals';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { firstValueFrom } from 'rxjs';
import { fieldErrors } from '../../core/errors/field-errors';
import { SayError } from '../../core/errors/say-error';
import { Button } from '../../ui/button/button';
import { DialogFrame } from '../../ui/dialog/dialog-frame';
import { Field, Input } from '../../ui/field/field';
import type { ChannelData } from '../channel/channel-events.rules';
import { ChannelDeeds } from './channel-deeds';

/** Changes what a channel is called and what it is about. */
@Component({
  selector: 'app-edit-channel',
  imports: [Button, DialogFrame, Field, FormField, Input, TranslocoPipe],
  templateUrl: './edit-channel.html',
  styleUrl: './edit-channel.scss',
})
export class EditChannel {
  private readonly deeds = inject(ChannelDeeds);
  private readonly errors = inject(SayError);
  private readonly texts = inject(TranslocoService);
  private readonly channel = inject<ChannelData>(DIALOG_DATA);
  protected readonly dialog = inject(DialogRef);
  private readonly model = signal({
    name: this.channel.name,
    topic: this.channel.topic ?? '',
    description: this.channel.description ?? '',
  });
  protected readonly form = form(this.model, (path) => {
    required(path.name, { message: 'chat.newChannel.nameMissing' });
  });

  protected errorOf(field: 'name' | 'topic' | 'description'): string | null {
    const error = this.form[field]().errors()[0];
    if (!error) return null;
    return error.kind === 'server' ? (error.message ?? null) : this.texts.translate(error.message ?? '');
  }

  protected async save(): Promise<void> {
    await submit(this.form, async () => {
      const { name, topic, description } = this.model();
      const input = {
        channelId: this.channel.id,
        expectedVersion: this.channel.version,
        name: name.trim(),
        topic,
        description,
      };
      try {
        await firstValueFrom(this.deeds.update(input));
        this.dialog.close();
        return undefined;
      } catch (error) {
        // What names a field goes under it; the rest is said, and what was typed stays.
        return this.placed(error);
      }
    });
  }

  private placed(error: unknown) {
    try {
      return fieldErrors(this.form, error);
    } catch {
      // It named no field of this form.
      this.errors.toast(error);
      return undefined;
    }
  }
}
