import { Component, computed } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { isBeingChecked, isOpen } from '../../core/files/scan.rules';
import { Icon } from '../../ui/icon/icon';
import { IconButton } from '../../ui/icon-button/icon-button';
import { DayAndTimePipe } from '../../ui/time/time-pipes';
import { FileIcon } from '../node/file-icon';
import { FileEntry } from './file-entry';
import { FileThumb } from '../node/file-thumb';
import { clockText } from '../../ui/time/length';

/** A file with a picture of what is in it, or a folder with its name. */
@Component({
  selector: 'app-file-tile',
  imports: [DayAndTimePipe, FileIcon, FileThumb, Icon, IconButton, TranslocoPipe],
  templateUrl: './file-tile.html',
  styleUrl: './file-tile.scss',
  host: { '[class.chosen]': 'chosen()' },
})
export class FileTile extends FileEntry {
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
    return owner && !this.isMine() ? owner.displayName : null;
  });
}
