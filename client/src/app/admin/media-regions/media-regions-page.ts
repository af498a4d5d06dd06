import { Component, inject } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { TranslocoPipe } from '@jsverse/transloco';
import { Apollo, onlyCompleteData } from 'apollo-angular';
import { map } from 'rxjs';
import { ManagedMediaRegionsDocument } from '../../../generated/graphql';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { MediaRegionForm } from './media-region-form';

/** Where the media of rooms can run. */
@Component({
  selector: 'app-media-regions-page',
  imports: [EmptyState, ErrorState, MediaRegionForm, Skeleton, TranslocoPipe],
  templateUrl: './media-regions-page.html',
  styleUrl: './media-regions-page.scss',
})
export class MediaRegionsPage {
  private readonly apollo = inject(Apollo);

  protected readonly page = rxResource({
    stream: () =>
      this.apollo
        // What is saved is seen at once, and what is typed about the others stays.
        .watchQuery({ query: ManagedMediaRegionsDocument, fetchPolicy: 'network-only' })
        .valueChanges.pipe(
          onlyCompleteData(),
          map(({ data }) => data.mediaRegions),
        ),
  });
}
