import { Component, computed, inject, input, output } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { isBeingChecked, isOpen } from '../../core/files/scan.rules';
import { Icon } from '../../ui/icon/icon';
import { IconButton } from '../../ui/icon-button/icon-button';
import { Clock } from '../../ui/time/clock';
import { DayAndTimePipe } from '../../ui/time/time-pipes';
import { FileIcon } from '../node/file-icon';
import { type FileNode, isFile, lockOf } from '../node/file-node';
import { lookOf } from '../node/file-look.rules';
import { FileThumb } from '../node/file-thumb';
import { clockText } from '../../ui/time/length';
import { Session } from '../../core/session/session';

/** A file with a picture of what is in it, or a folder with its name. */
@Component({
  selector: 'app-file-tile',
  imports: [DayAndTimePipe, FileIcon, FileThumb, Icon, IconButton, TranslocoPipe],
  templateUrl: './file-tile.html',
  styleUrl: './file-tile.scss',
  host: { '[class.chosen]': 'chosen()' },
})
export class FileTile {
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
  protected readonly checking = computed(() => {
    const file = this.file();
    return file !== null && isBeingChecked(file);
  });
  protected readonly locked = computed(() => {
    const file = this.file();
    return file !== null && !isBeingChecked(file) && !isOpen(file);
  });
  protected readonly thumb = computed(() => {
    const file = this.file();
    if (!file || !isOpen(file)) return null;
    const made = (kind: string) => file.renditions.find((each) => each.kind === kind && each.ready);
    return made('THUMBNAIL') ?? made('POSTER') ?? null;
  });
  protected readonly length = computed(() => {
    const seconds = this.file()?.metadata.durationSeconds;
    return seconds ? clockText(seconds) : null;
  });
  protected readonly who = computed(() => {
    const { owner } = this.node();
    return owner && owner.id !== this.session.viewer()?.id ? owner.displayName : null;
  });
}
