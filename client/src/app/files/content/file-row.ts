import { Component, computed, inject, input, output } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { isOpen } from '../../core/files/scan.rules';
import { Session } from '../../core/session/session';
import { Icon } from '../../ui/icon/icon';
import { IconButton } from '../../ui/icon-button/icon-button';
import { Clock } from '../../ui/time/clock';
import { DayAndTimePipe } from '../../ui/time/time-pipes';
import { FileIcon } from '../node/file-icon';
import { lookOf } from '../node/file-look.rules';
import { type FileNode, isFile, lockOf } from '../node/file-node';
import { SizePipe } from '../node/size-pipe';

/** A file or folder as a row of a table; its cells stand in the columns of the table. */
@Component({
  selector: 'app-file-row',
  imports: [DayAndTimePipe, FileIcon, Icon, IconButton, SizePipe, TranslocoPipe],
  templateUrl: './file-row.html',
  styleUrl: './file-row.scss',
  host: { '[class.chosen]': 'chosen()' },
})
export class FileRow {
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
  protected readonly scan = computed(() => {
    const file = this.file();
    return file && !isOpen(file) ? file.scan : null;
  });
  protected readonly isMine = computed(() => this.node().owner?.id === this.session.viewer()?.id);
}
