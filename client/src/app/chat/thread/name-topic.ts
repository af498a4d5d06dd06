import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, inject, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { firstValueFrom } from 'rxjs';
import { CreateTopicDocument } from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { DialogDeed } from '../../ui/dialog/dialog-deed';
import { DialogFrame } from '../../ui/dialog/dialog-frame';
import { Field, Input } from '../../ui/field/field';
import { ThreadDeeds } from './thread-deeds';

/** A thread that gets a name, or the channel in which a new topic is opened. */
export interface Naming {
  readonly thread?: { readonly id: string; readonly version: number; readonly topic: string | null };
  readonly channelId?: string;
}

const longest = 80;

/** Names a thread or opens a topic; closes with the id of what was opened. */
@Component({
  selector: 'app-name-topic',
  imports: [DialogDeed, DialogFrame, Field, Input, TranslocoPipe],
  template: `
    <app-dialog-frame
      [heading]="(naming.thread ? 'chat.thread.nameTitle' : 'chat.thread.newTopic') | transloco"
    >
      <form id="name-topic" novalidate (submit)="$event.preventDefault(); save()">
        <app-field
          [label]="'chat.thread.topicName' | transloco"
          [hint]="'chat.thread.topicHint' | transloco"
          [error]="error()"
        >
          <input
            #name
            appInput
            dir="auto"
            autocomplete="off"
            [attr.maxlength]="longest"
            [value]="naming.thread?.topic ?? ''"
            (input)="text.set(name.value)"
          />
        </app-field>
      </form>
      <app-dialog-deed dialogActions form="name-topic" [disabled]="busy() || !text().trim()">{{
        (naming.thread ? 'chat.thread.saveName' : 'chat.thread.open') | transloco
      }}</app-dialog-deed>
    </app-dialog-frame>
  `,
})
export class NameTopic {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);
  private readonly deeds = inject(ThreadDeeds);
  protected readonly dialog = inject<DialogRef<string>>(DialogRef);
  protected readonly naming = inject<Naming>(DIALOG_DATA);

  protected readonly longest = longest;
  protected readonly text = signal(this.naming.thread?.topic ?? '');
  protected readonly busy = signal(false);
  protected readonly error = signal<string | null>(null);

  protected async save(): Promise<void> {
    if (this.busy() || !this.text().trim()) return;
    this.busy.set(true);
    this.error.set(null);
    try {
      this.dialog.close(await this.named(this.text().trim()));
    } catch (error) {
      // What stands against the name is said under it, and it can be changed.
      this.error.set(this.errors.sentence(error));
    } finally {
      this.busy.set(false);
    }
  }

  private async named(topic: string): Promise<string | undefined> {
    const { thread, channelId = '' } = this.naming;
    if (thread) {
      await this.deeds.update(thread, { topic });
      return thread.id;
    }
    const input = { channelId, topic, key: crypto.randomUUID() };
    const { data } = await firstValueFrom(
      this.apollo.mutate({ mutation: CreateTopicDocument, variables: { input } }),
    );
    return data?.createTopic.id;
  }
}
