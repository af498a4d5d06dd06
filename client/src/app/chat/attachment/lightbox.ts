import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, computed, inject, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { IconButton } from '../../ui/icon-button/icon-button';
import { type ShownAttachment, wholeOf } from './attachment.rules';
import { ContentImage } from './content-image';
import { DialogTitle } from '../../ui/dialog/dialog-title';

/** What is looked at, and with which picture one begins. */
export interface LightboxData {
  readonly pictures: readonly ShownAttachment[];
  readonly index: number;
  readonly author: string;
}

/** One picture as large as the window, and the ways to the others of its message. */
@Component({
  selector: 'app-lightbox',
  imports: [DialogTitle, ContentImage, IconButton, TranslocoPipe],
  templateUrl: './lightbox.html',
  styleUrl: './lightbox.scss',
  host: { '(keydown)': 'press($event)' },
})
export class Lightbox {
  private readonly data = inject<LightboxData>(DIALOG_DATA);
  protected readonly dialog = inject<DialogRef>(DialogRef);

  protected readonly index = signal(this.data.index);
  protected readonly wholeOf = wholeOf;
  protected readonly count = this.data.pictures.length;
  protected readonly author = this.data.author;
  /** Whether it is shown in its own size, to be moved around. */
  protected readonly large = signal(false);
  protected readonly shown = computed(() => this.data.pictures[this.index()]);

  protected step(by: number): void {
    this.large.set(false);
    this.index.update((at) => (at + by + this.count) % this.count);
  }

  protected press(event: KeyboardEvent): void {
    const forward = document.documentElement.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    const back = document.documentElement.dir === 'rtl' ? 'ArrowRight' : 'ArrowLeft';
    if (event.key === forward) this.step(1);
    else if (event.key === back) this.step(-1);
    else if (event.key === '+' || event.key === '-') this.large.set(event.key === '+');
    else return;
    event.preventDefault();
  }
}
