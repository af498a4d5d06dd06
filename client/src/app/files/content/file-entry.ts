import { Directive, computed, inject, input, output } from '@angular/core';
import { Session } from '../../core/session/session';
import { Clock } from '../../ui/time/clock';
import { lookOf } from '../node/file-look.rules';
import { type FileNode, isFile, lockOf } from '../node/file-node';

/** A file or folder among others, whether it stands there as a row or as a tile. */
@Directive()
export abstract class FileEntry {
  private readonly clock = inject(Clock);
  private readonly session = inject(Session);

  readonly node = input.required<FileNode>();
  readonly chosen = input(false);
  readonly menuWanted = output<Event>();

  protected readonly file = computed(() => {
    const node = this.node();
    return isFile(node) ? node : null;
  });
  /** Who keeps others from changing it. */
  protected readonly holder = computed(() => {
    const file = this.file();
    return file && lockOf(file, this.clock.now());
  });
  protected readonly look = computed(() => lookOf(this.node()));
  protected readonly isMine = computed(() => this.node().owner?.id === this.session.viewer()?.id);
}
