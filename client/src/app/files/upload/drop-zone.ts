import { Directive, input, output, signal } from '@angular/core';
import { type DroppedFile, filesOfDrop } from './dropped-files';

/** Takes files that are dropped anywhere on it. */
@Directive({
  selector: '[appDropZone]',
  exportAs: 'dropZone',
  host: {
    '(dragenter)': 'enter($event)',
    '(dragover)': 'hover($event)',
    '(dragleave)': 'leave()',
    '(drop)': 'drop($event)',
  },
})
export class DropZone {
  /** Whether files are taken here now. */
  readonly appDropZone = input.required<boolean>();
  readonly dropped = output<readonly DroppedFile[]>();
  /** Whether files are held over it. */
  readonly over = signal(false);
  /** Entering a part of the place is told before leaving another one. */
  private depth = 0;

  protected enter(event: DragEvent): void {
    if (!bringsFiles(event) || !this.appDropZone()) return;
    event.preventDefault();
    this.depth += 1;
    this.over.set(true);
  }

  protected hover(event: DragEvent): void {
    if (!bringsFiles(event)) return;
    // Where none are taken, the browser would leave the page to open one.
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = this.appDropZone() ? 'copy' : 'none';
  }

  protected leave(): void {
    this.depth = Math.max(0, this.depth - 1);
    if (this.depth === 0) this.over.set(false);
  }

  protected async drop(event: DragEvent): Promise<void> {
    if (!event.dataTransfer || !bringsFiles(event)) return;
    event.preventDefault();
    this.depth = 0;
    this.over.set(false);
    if (this.appDropZone()) this.dropped.emit(await filesOfDrop(event.dataTransfer));
  }
}

const bringsFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') ?? false;
