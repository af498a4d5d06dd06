import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, type ElementRef, inject, signal, viewChild } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { SayError } from '../../core/errors/say-error';
import { DialogDeed } from '../../ui/dialog/dialog-deed';
import { DialogFrame } from '../../ui/dialog/dialog-frame';
import { Field, Input } from '../../ui/field/field';
import { IconButton } from '../../ui/icon-button/icon-button';

/** The words of a file, and what keeps them; it throws what stands against it. */
export interface TagsDialogData {
  readonly name: string;
  readonly tags: readonly string[];
  readonly keep: (tags: string[]) => Promise<void>;
}

const LONGEST = 50;

/** The words by which a file is found: each is added with Enter or a comma, and taken away by its cross. */
@Component({
  selector: 'app-tags-dialog',
  imports: [DialogDeed, DialogFrame, Field, IconButton, Input, TranslocoPipe],
  template: `
    <app-dialog-frame [heading]="'files.tags.title' | transloco: { name: data.name }">
      <form id="tags-form" novalidate (submit)="$event.preventDefault(); submit()">
        <app-field
          [label]="'files.tags.add' | transloco"
          [hint]="'files.tags.hint' | transloco"
          [error]="error()"
        >
          <input
            #word
            appInput
            dir="auto"
            autocomplete="off"
            [maxLength]="longest"
            (keydown)="press($event)"
          />
        </app-field>
      </form>
      <ul class="tags">
        @for (tag of tags(); track tag) {
          <li class="tag">
            <bdi>{{ tag }}</bdi>
            <button
              appIconButton
              small
              type="button"
              icon="x"
              [label]="'files.tags.drop' | transloco: { tag }"
              (click)="drop(tag)"
            ></button>
          </li>
        }
      </ul>
      <app-dialog-deed dialogActions [disabled]="busy()" (pressed)="keep()">{{
        'files.tags.keep' | transloco
      }}</app-dialog-deed>
    </app-dialog-frame>
  `,
  styleUrl: './tags-dialog.scss',
})
export class TagsDialog {
  private readonly errors = inject(SayError);
  protected readonly data = inject<TagsDialogData>(DIALOG_DATA);
  private readonly dialog = inject(DialogRef);
  protected readonly longest = LONGEST;

  private readonly field = viewChild.required<ElementRef<HTMLInputElement>>('word');
  protected readonly tags = signal(this.data.tags);
  protected readonly error = signal<string | null>(null);
  protected readonly busy = signal(false);

  protected press(event: KeyboardEvent): void {
    if (event.key !== ',') return;
    event.preventDefault();
    this.take();
  }

  /** Enter takes a word that was begun; with none it keeps what there is. */
  protected async submit(): Promise<void> {
    if (!this.take()) await this.keep();
  }

  protected drop(tag: string): void {
    this.tags.update((tags) => tags.filter((each) => each !== tag));
  }

  protected async keep(): Promise<void> {
    this.take();
    this.busy.set(true);
    try {
      await this.data.keep([...this.tags()]);
      this.dialog.close();
    } catch (error) {
      // Refused, or the network is away: it stands below the field, and what was typed stays.
      this.error.set(this.errors.sentence(error));
    } finally {
      this.busy.set(false);
    }
  }

  private take(): boolean {
    const { nativeElement } = this.field();
    const word = nativeElement.value.trim();
    nativeElement.value = '';
    if (word === '') return false;
    this.tags.update((tags) => [...new Set([...tags, word])]);
    return true;
  }
}
