import { Component, DestroyRef, ElementRef, afterNextRender, inject, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Icon } from '../../ui/icon/icon';
import { ChannelStore } from '../channel/channel.store';
import { ComposerStore } from '../composer/composer.store';
import { PickedFiles } from './picked-files';

/** Takes files that are pasted into the box, or dropped anywhere on its conversation. */
@Component({
  selector: 'app-file-intake',
  imports: [Icon, TranslocoPipe],
  template: `
    @if (over()) {
      <div class="drop" aria-hidden="true">
        <app-icon name="upload-simple" size="lg" />
        <span>{{ 'chat.file.drop' | transloco: { channel: channel.name() } }}</span>
      </div>
    }
  `,
  styleUrl: './file-intake.scss',
})
export class FileIntake {
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly composer = inject(ComposerStore);
  private readonly picked = inject(PickedFiles);
  private readonly leaving = new AbortController();
  protected readonly channel = inject(ChannelStore);

  protected readonly over = signal(false);
  /** Entering a part of the place is told before leaving another one. */
  private depth = 0;

  constructor() {
    afterNextRender(() => {
      this.listen();
    });
    inject(DestroyRef).onDestroy(() => {
      this.leaving.abort();
    });
  }

  private listen(): void {
    const { signal } = this.leaving;
    const form = this.host.closest('form');
    const place = this.host.closest<HTMLElement>('app-channel-view, app-thread-panel') ?? form;
    form?.addEventListener(
      'paste',
      (event) => {
        this.paste(event);
      },
      { signal },
    );
    place?.addEventListener(
      'dragenter',
      (event) => {
        this.enter(event);
      },
      { signal },
    );
    place?.addEventListener(
      'dragover',
      (event) => {
        this.hover(event);
      },
      { signal },
    );
    place?.addEventListener(
      'dragleave',
      () => {
        this.leave();
      },
      { signal },
    );
    place?.addEventListener(
      'drop',
      (event) => {
        this.drop(event);
      },
      { signal },
    );
  }

  /** Words win: what a word processor puts on the clipboard is also a picture of it. */
  private paste(event: ClipboardEvent): void {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0 || event.clipboardData?.types.includes('text/plain') || !this.takes()) return;
    event.preventDefault();
    this.add(files);
  }

  private enter(event: DragEvent): void {
    if (!bringsFiles(event) || !this.takes()) return;
    event.preventDefault();
    this.depth += 1;
    this.over.set(true);
  }

  private hover(event: DragEvent): void {
    if (!this.over()) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
  }

  private leave(): void {
    this.depth = Math.max(0, this.depth - 1);
    if (this.depth === 0) this.over.set(false);
  }

  private drop(event: DragEvent): void {
    if (!this.over()) return;
    event.preventDefault();
    this.depth = 0;
    this.over.set(false);
    this.add([...(event.dataTransfer?.files ?? [])]);
  }

  private takes(): boolean {
    return this.composer.place().files !== null;
  }

  private add(files: readonly File[]): void {
    const { files: place } = this.composer.place();
    if (place) this.picked.add(place, files);
  }
}

const bringsFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') ?? false;
