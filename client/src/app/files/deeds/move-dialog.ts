import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, computed, inject, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { type Observable, map, of } from 'rxjs';
import { FilePlacesDocument, FolderFoldersDocument } from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { read } from '../../core/graphql/read';
import { DialogDeed } from '../../ui/dialog/dialog-deed';
import { DialogFrame } from '../../ui/dialog/dialog-frame';
import { ErrorState } from '../../ui/error-state/error-state';
import { Icon } from '../../ui/icon/icon';
import { IconButton } from '../../ui/icon-button/icon-button';
import { ListItem } from '../../ui/list-item/list-item';
import { Skeleton } from '../../ui/skeleton/skeleton';
import type { FileNode } from '../node/file-node';

/** What is moved, and where it is now. */
export interface MoveDialogData {
  readonly nodes: readonly FileNode[];
  readonly from: string | null;
}

/** Where it goes. */
export interface MoveTarget {
  readonly id: string;
  readonly name: string;
}

interface Step extends MoveTarget {
  readonly viewerCan: readonly string[];
}

const PAGE = 100;

/** Chooses a folder by going into it; closes with it. */
@Component({
  selector: 'app-move-dialog',
  imports: [DialogDeed, DialogFrame, ErrorState, Icon, IconButton, ListItem, Skeleton, TranslocoPipe],
  templateUrl: './move-dialog.html',
  styleUrl: './move-dialog.scss',
})
export class MoveDialog {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);
  private readonly texts = inject(TranslocoService);
  protected readonly data = inject<MoveDialogData>(DIALOG_DATA);
  protected readonly dialog = inject<DialogRef<MoveTarget>>(DialogRef);

  /** The way to where one is; empty at the top, where the roots are. */
  protected readonly way = signal<readonly Step[]>([]);
  protected readonly here = computed(() => this.way().at(-1) ?? null);
  protected readonly found = rxResource({
    params: () => ({ id: this.here()?.id ?? null }),
    stream: ({ params }) => (params.id === null ? this.roots() : this.inside(params.id)),
  });
  private readonly moved = new Set(this.data.nodes.map(({ id }) => id));
  protected readonly folders = computed(() =>
    this.found.hasValue() ? this.found.value().filter(({ id }) => !this.moved.has(id)) : [],
  );
  protected readonly mayHere = computed(() => {
    const here = this.here();
    return here !== null && here.id !== this.data.from && here.viewerCan.includes('POST');
  });

  protected sentence(error: unknown): string {
    return this.errors.sentence(error);
  }

  protected enter(step: Step): void {
    this.way.update((way) => [...way, step]);
  }

  protected leave(): void {
    this.way.update((way) => way.slice(0, -1));
  }

  protected choose(): void {
    const here = this.here();
    if (here) this.dialog.close({ id: here.id, name: here.name });
  }

  private roots(): Observable<readonly Step[]> {
    return read(this.apollo, FilePlacesDocument, {}).pipe(
      map(({ viewer }) => [
        ...(viewer?.home ? [{ ...viewer.home, name: this.texts.translate('files.mine') }] : []),
        ...(viewer?.teamFolders ?? []),
      ]),
    );
  }

  private inside(folderId: string): Observable<readonly Step[]> {
    if (!folderId) return of([]);
    return read(this.apollo, FolderFoldersDocument, { folderId, first: PAGE }).pipe(
      map(({ folder }) =>
        (folder?.children.nodes ?? []).flatMap((node) => (node.__typename === 'Folder' ? [node] : [])),
      ),
    );
  }
}
