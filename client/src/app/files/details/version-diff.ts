import { Component, computed, inject, input } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { TranslocoPipe } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { map } from 'rxjs';
import { CompareVersionsDocument } from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { read } from '../../core/graphql/read';
import { ErrorState } from '../../ui/error-state/error-state';
import { Skeleton } from '../../ui/skeleton/skeleton';

/** What changed from one version of a text to the next, line by line. */
@Component({
  selector: 'app-version-diff',
  imports: [ErrorState, Skeleton, TranslocoPipe],
  template: `
    @if (found.error(); as error) {
      <app-error-state [text]="errors.sentence(error)" (tryAgain)="found.reload()" />
    } @else if (!found.hasValue()) {
      <app-skeleton kind="lines" [rows]="3" />
    } @else if (lines(); as all) {
      <ol class="lines" tabindex="0" [attr.aria-label]="'files.details.compare' | transloco">
        @for (line of all; track $index) {
          <li [class]="'line ' + line.change.toLowerCase()">
            <span class="mark" aria-hidden="true">{{ marks[line.change] }}</span><span class="visually-hidden"
              >{{ 'files.details.change.' + line.change | transloco }} </span
            >{{ line.text }}
          </li>
        } @empty {
          <li class="line">{{ 'files.details.same' | transloco }}</li>
        }
      </ol>
    } @else {
      <p class="none">{{ 'files.details.incomparable' | transloco }}</p>
    }
  `,
  styleUrl: './version-diff.scss',
})
export class VersionDiff {
  private readonly apollo = inject(Apollo);
  protected readonly errors = inject(SayError);

  readonly versionId = input.required<string>();
  readonly withVersionId = input.required<string>();

  protected readonly marks = { SAME: ' ', ADDED: '+', REMOVED: '−' } as const;
  protected readonly found = rxResource({
    params: () => ({ versionId: this.versionId(), withVersionId: this.withVersionId() }),
    stream: ({ params }) =>
      read(this.apollo, CompareVersionsDocument, params).pipe(
        map(({ node }) => ({ diff: node?.__typename === 'FileVersion' ? node.diff : null })),
      ),
  });
  /** Null for what cannot be compared: pictures, and what is too long. */
  protected readonly lines = computed(() => (this.found.hasValue() ? this.found.value().diff : null));
}
