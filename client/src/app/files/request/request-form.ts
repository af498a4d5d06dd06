import { Component, inject, input, output, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { AskForFilesDocument, type OpenRequestFragment } from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { change } from '../../core/graphql/change';
import { Button } from '../../ui/button/button';
import { Field, Input } from '../../ui/field/field';
import { Icon } from '../../ui/icon/icon';
import { MomentField } from '../../ui/moment-field/moment-field';

/** Says what is asked for, until when, and how much of it. */
@Component({
  selector: 'app-request-form',
  imports: [Button, Field, Icon, Input, MomentField, TranslocoPipe],
  templateUrl: './request-form.html',
  styleUrl: './request-form.scss',
})
export class RequestForm {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);

  readonly folderId = input.required<string>();
  readonly made = output<OpenRequestFragment>();
  readonly left = output();

  protected readonly title = signal('');
  protected readonly note = signal('');
  protected readonly until = signal<string | null>(null);
  protected readonly maxFiles = signal('');
  protected readonly busy = signal(false);
  protected readonly error = signal<string | null>(null);

  protected async make(): Promise<void> {
    const title = this.title().trim();
    if (title === '') return;
    this.busy.set(true);
    this.error.set(null);
    const input = {
      ...{ folderId: this.folderId(), title, note: this.note().trim() || null },
      ...{ expiresAt: this.until(), key: crypto.randomUUID() },
      maxFiles: this.maxFiles() === '' ? null : Number(this.maxFiles()),
    };
    try {
      this.made.emit((await change(this.apollo, AskForFilesDocument, { input })).createFileRequest);
    } catch (error) {
      // Refused, or the network is away: what was written stays.
      this.error.set(this.errors.sentence(error));
    } finally {
      this.busy.set(false);
    }
  }
}
