import { Service, inject } from '@angular/core';
import { Apollo } from 'apollo-angular';
import { type Observable, firstValueFrom, map, takeWhile } from 'rxjs';
import { FileCheckDocument, FileCheckEventsDocument, UploadNowDocument } from '../../../generated/graphql';
import { isBeingChecked } from '../../core/files/scan.rules';
import { Live } from '../../core/graphql/live';
import type { FileItem } from '../node/file-node';

/** What became of an upload. */
export interface UploadNow {
  readonly refusedBecause: string | null;
  readonly fileId: string | null;
}

/** Asks what became of an upload, and follows the check for viruses of its file. */
@Service()
export class UploadCheck {
  private readonly apollo = inject(Apollo);
  private readonly live = inject(Live);

  async now(uploadId: string): Promise<UploadNow> {
    const { data } = await firstValueFrom(
      this.apollo.query({
        query: UploadNowDocument,
        variables: { id: uploadId },
        fetchPolicy: 'network-only',
      }),
    );
    return { refusedBecause: data?.upload?.refusedBecause ?? null, fileId: data?.upload?.file?.id ?? null };
  }

  /** The file while it is checked, and once more when that is over. */
  follow(fileId: string): Observable<FileItem> {
    return this.live
      .follow({
        query: FileCheckDocument,
        variables: { fileId },
        event: FileCheckEventsDocument,
        eventVariables: { nodeId: fileId },
        cursorOf: ({ file }) => file?.checkCursor,
        eventOf: ({ fileEvents }) => fileEvents,
        // What one may do with a file is told with its scan or not at all: lists that show it compare the two.
        apply: () => 'reread',
      })
      .pipe(
        map(({ data }) => data.file),
        takeWhile((file): file is NonNullable<typeof file> => file !== null),
        takeWhile((file) => isBeingChecked(file), true),
      );
  }
}
