import { Component, inject } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { LinkEntryFragment } from '../../../generated/graphql';
import { Button } from '../../ui/button/button';
import { Icon } from '../../ui/icon/icon';
import { DayAndTimePipe } from '../../ui/time/time-pipes';
import { FileIcon } from '../node/file-icon';
import { type FileLook, lookOfType } from '../node/file-look.rules';
import { SizePipe } from '../node/size-pipe';
import { LinkStore } from './link.store';

/** What is in a folder that a link opens; each opens in its place. */
@Component({
  selector: 'app-link-folder',
  imports: [Button, DayAndTimePipe, FileIcon, Icon, SizePipe, TranslocoPipe],
  template: `
    <ul class="rows">
      @for (entry of store.children(); track entry.id) {
        <li>
          <button type="button" class="row" (click)="store.enter(entry)">
            <app-file-icon [look]="lookOf(entry)" />
            <span class="words">
              <bdi class="name">{{ entry.name }}</bdi>
              <span class="note">
                @if (!entry.isFolder) {
                  {{ entry.size | size }} ·
                }
                {{ entry.updatedAt | dayAndTime }}
              </span>
            </span>
            <app-icon size="sm" name="caret-right" />
          </button>
        </li>
      } @empty {
        <li class="note">{{ 'files.empty.folder' | transloco }}</li>
      }
    </ul>
    @if (store.hasMore()) {
      <button appButton="soft" type="button" (click)="store.more()">{{ 'link.more' | transloco }}</button>
    }
  `,
  styleUrl: './link-folder.scss',
})
export class LinkFolder {
  protected readonly store = inject(LinkStore);

  protected lookOf({ isFolder, kind, mediaType }: LinkEntryFragment): FileLook {
    return isFolder ? { icon: 'folder-fill', tint: 'tint-folder' } : lookOfType(kind ?? '', mediaType ?? '');
  }
}
