import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, inject, signal } from '@angular/core';
import { FormField, form, required, submit } from '@angular/forms/signals';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { firstValueFrom } from 'rxjs';
import type { AccessConditionInput, MemberRole } from '../../../generated/graphql';
import { fieldErrors } from '../../core/errors/field-errors';
import { SayError } from '../../core/errors/say-error';
import { DialogDeed } from '../../ui/dialog/dialog-deed';
import { DialogFrame } from '../../ui/dialog/dialog-frame';
import { Field, Input } from '../../ui/field/field';
import type { ChannelData } from '../channel/channel-events.rules';
import { AccessConditions } from './access-conditions';
import { ChannelDeeds } from './channel-deeds';

/** Who may write, from the widest to the narrowest. */
const writers = ['GUEST', 'MEMBER', 'MODERATOR', 'OWNER'] as const satisfies readonly MemberRole[];

/** How long one waits between two messages, in seconds. */
const waits = ['0', '10', '30', '60', '300', '900', '3600', '21600'];

type Named = 'name' | 'topic' | 'description' | 'icon';

/** Changes what a channel is called, what it is about, who finds it, who writes in it and how often. */
@Component({
  selector: 'app-edit-channel',
  imports: [AccessConditions, DialogDeed, DialogFrame, Field, FormField, Input, TranslocoPipe],
  templateUrl: './edit-channel.html',
  styleUrl: './edit-channel.scss',
})
export class EditChannel {
  private readonly deeds = inject(ChannelDeeds);
  private readonly errors = inject(SayError);
  private readonly texts = inject(TranslocoService);
  protected readonly channel = inject<ChannelData>(DIALOG_DATA);
  protected readonly dialog = inject(DialogRef);
  protected readonly writers = writers;
  protected readonly waits = waits;
  /** Who may find an open channel; null until it was looked at. */
  protected readonly conditions = signal<AccessConditionInput[] | null>(null);
  private readonly model = signal({
    name: this.channel.name,
    topic: this.channel.topic ?? '',
    description: this.channel.description ?? '',
    icon: this.channel.icon ?? '',
    postingRole: this.channel.postingRole,
    slowModeSeconds: String(this.channel.slowModeSeconds),
  });
  protected readonly form = form(this.model, (path) => {
    required(path.name, { message: 'chat.newChannel.nameMissing' });
  });

  protected errorOf(field: Named): string | null {
    const error = this.form[field]().errors()[0];
    if (!error) return null;
    return error.kind === 'server' ? (error.message ?? null) : this.texts.translate(error.message ?? '');
  }

  protected async save(): Promise<void> {
    await submit(this.form, async () => {
      try {
        await firstValueFrom(this.deeds.update(this.input()));
        this.dialog.close();
        return undefined;
      } catch (error) {
        // What names a field goes under it; the rest is said, and what was typed stays.
        return this.placed(error);
      }
    });
  }

  private input() {
    const { name, topic, description, icon, postingRole, slowModeSeconds } = this.model();
    const access = this.conditions();
    return {
      channelId: this.channel.id,
      expectedVersion: this.channel.version,
      name: name.trim(),
      topic,
      description,
      icon: icon.trim() || null,
      postingRole,
      slowModeSeconds: Number(slowModeSeconds),
      ...(access && { access }),
    };
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
