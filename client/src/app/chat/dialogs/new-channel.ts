import { DialogRef } from '@angular/cdk/dialog';
import { Component, computed, inject, signal } from '@angular/core';
import { FormField, form, required, submit } from '@angular/forms/signals';
import { rxResource } from '@angular/core/rxjs-interop';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { firstValueFrom, map } from 'rxjs';
import {
  ChannelDepartmentsDocument,
  type ChannelKind,
  CreateChannelDocument,
  type Permission,
  type PickedPersonFragment,
} from '../../../generated/graphql';
import { fieldErrors } from '../../core/errors/field-errors';
import { SayError } from '../../core/errors/say-error';
import { Session } from '../../core/session/session';
import { ChoiceCards } from '../../ui/choice-cards/choice-cards';
import { DialogDeed } from '../../ui/dialog/dialog-deed';
import { DialogFrame } from '../../ui/dialog/dialog-frame';
import { Field, Input } from '../../ui/field/field';
import { PeoplePicker } from './people-picker';

/** What can be made, and what that takes; a group takes nothing. */
const kinds = [
  ['PUBLIC', 'CREATE_CHANNELS'],
  ['GROUP', null],
  ['PROJECT', 'CREATE_CHANNELS'],
  ['DEPARTMENT', 'CREATE_CHANNELS'],
  ['COURSE', 'TEACH'],
  ['SUPPORT', 'ANSWER_CUSTOMERS'],
] as const satisfies readonly (readonly [ChannelKind, Permission | null])[];
type NewKind = (typeof kinds)[number][0];

/** Makes a channel; closes with its id. */
@Component({
  selector: 'app-new-channel',
  imports: [ChoiceCards, DialogDeed, DialogFrame, Field, FormField, Input, PeoplePicker, TranslocoPipe],
  templateUrl: './new-channel.html',
  styleUrl: './new-channel.scss',
})
export class NewChannel {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);
  private readonly texts = inject(TranslocoService);
  protected readonly dialog = inject<DialogRef<string>>(DialogRef);

  private readonly permissions = inject(Session).permissions;
  protected readonly kinds = computed(() =>
    kinds.flatMap(([kind, needed]) => (needed === null || this.permissions().has(needed) ? [kind] : [])),
  );
  protected readonly kind = signal<NewKind>(this.kinds()[0] ?? 'GROUP');
  protected readonly members = signal<readonly PickedPersonFragment[]>([]);
  private readonly model = signal({ name: '', topic: '', departmentId: '' });
  protected readonly form = form(this.model, (path) => {
    required(path.name, { when: () => this.kind() !== 'DEPARTMENT', message: 'chat.newChannel.nameMissing' });
    required(path.departmentId, {
      when: () => this.kind() === 'DEPARTMENT',
      message: 'chat.newChannel.departmentMissing',
    });
  });
  private readonly found = rxResource({
    params: () => (this.kind() === 'DEPARTMENT' ? true : undefined),
    stream: () =>
      this.apollo
        .query({ query: ChannelDepartmentsDocument })
        .pipe(map(({ data }) => data?.viewer?.organization.departments.nodes ?? [])),
  });
  protected readonly departments = computed(() =>
    this.found.hasValue() ? this.found.value().filter(({ channel }) => !channel) : [],
  );

  protected errorOf(field: 'name' | 'topic' | 'departmentId'): string | null {
    const state = this.form[field]();
    const error = state.touched() ? state.errors()[0] : undefined;
    if (!error) return null;
    return error.kind === 'server' ? (error.message ?? null) : this.texts.translate(error.message ?? '');
  }

  protected async create(): Promise<void> {
    await submit(this.form, async () => {
      try {
        await this.send();
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

  private async send(): Promise<void> {
    const { name, topic, departmentId } = this.model();
    const ofDepartment = this.kind() === 'DEPARTMENT';
    const input = {
      kind: this.kind(),
      name: name.trim() || null,
      topic: topic.trim() || null,
      departmentId: ofDepartment ? departmentId : null,
      memberIds: ofDepartment ? null : this.members().map(({ id }) => id),
      key: crypto.randomUUID(),
    };
    const { data } = await firstValueFrom(
      this.apollo.mutate({ mutation: CreateChannelDocument, variables: { input } }),
    );
    this.dialog.close(data?.createChannel.id);
  }
}
