import { Component, computed } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { isOpen } from '../../core/files/scan.rules';
import { Icon } from '../../ui/icon/icon';
import { IconButton } from '../../ui/icon-button/icon-button';
import { DayAndTimePipe } from '../../ui/time/time-pipes';
import { FileIcon } from '../node/file-icon';
import { FileEntry } from './file-entry';
import { SizePipe } from '../node/size-pipe';

/** A file or folder as a row of a table; its cells stand in the columns of the table. */
@Component({
  selector: 'app-file-row',
  imports: [DayAndTimePipe, FileIcon, Icon, IconButton, SizePipe, TranslocoPipe],
  templateUrl: './file-row.html',
  styleUrl: './file-row.scss',
  host: { '[class.chosen]': 'chosen()' },
})
export class FileRow extends FileEntry {
  protected readonly scan = computed(() => {
    const file = this.file();
    return file && !isOpen(file) ? file.scan : null;
  });
}
