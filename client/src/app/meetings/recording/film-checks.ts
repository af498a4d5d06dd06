import { Service, inject } from '@angular/core';
import { type Observable, map, merge, takeWhile } from 'rxjs';
import { FilmCheckDocument, FilmCheckEventsDocument, type FilmCheckQuery } from '../../../generated/graphql';
import { isBeingChecked } from '../../core/files/scan.rules';
import { Live } from '../../core/graphql/live';

/** Follows films that are looked into for viruses, so that they can be played as soon as that is over. */
@Service()
export class FilmChecks {
  private readonly live = inject(Live);

  /** Completes when none of these is looked into any more; whoever shows them sees it with the file itself. */
  follow(fileIds: readonly string[]): Observable<unknown> {
    return merge(...fileIds.map((fileId) => this.one(fileId)));
  }

  private one(fileId: string): Observable<unknown> {
    return this.live
      .follow({
        query: FilmCheckDocument,
        variables: { fileId },
        event: FilmCheckEventsDocument,
        eventVariables: { nodeId: fileId },
        cursorOf: ({ file }: FilmCheckQuery) => file?.filmCursor,
        eventOf: ({ fileEvents }) => fileEvents,
        apply: () => 'reread',
      })
      .pipe(
        map(({ data }) => data.file),
        takeWhile((file) => file !== null && isBeingChecked(file)),
      );
  }
}
