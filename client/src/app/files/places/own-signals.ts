import { Service, inject } from '@angular/core';
import { Apollo } from 'apollo-angular';
import { type Observable, auditTime, filter, map, merge, share } from 'rxjs';
import {
  type OwnFilesPart,
  OwnFilesSignalsDocument,
  SharingSignalsDocument,
} from '../../../generated/graphql';
import { ephemeral } from '../../core/graphql/ephemeral';
import { REREAD_MS } from '../../core/graphql/live.rules';

/** A part of what is the viewer's own, or what others share with them. */
export type OwnPart = OwnFilesPart | 'SHARED';

/**
 * Says what of the viewer's own is no longer as it was read. The first that is said is that they are listened to from
 * here on: what came between reading and listening is read by it, and so is what a broken line kept back.
 */
@Service({ autoProvided: false })
export class OwnSignals {
  private readonly apollo = inject(Apollo);
  private readonly parts: Observable<readonly OwnPart[]> = merge(
    ephemeral(this.apollo, { query: OwnFilesSignalsDocument, variables: {} }).pipe(
      map(({ ownFilesSignals }) => ownFilesSignals.about),
    ),
    ephemeral(this.apollo, { query: SharingSignalsDocument, variables: {} }).pipe(
      map(() => ['SHARED'] as const),
    ),
  ).pipe(share());

  /** That any of these parts is to be read again; once for many signals that follow each other. */
  about(...wanted: readonly OwnPart[]): Observable<unknown> {
    return this.parts.pipe(
      filter((parts) => wanted.some((part) => parts.includes(part))),
      auditTime(REREAD_MS),
    );
  }
}
