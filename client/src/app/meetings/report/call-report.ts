import { Component, computed, inject, input } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { Apollo } from 'apollo-angular';
import { map } from 'rxjs';
import { CallReportDocument } from '../../../generated/graphql';
import { QualityView } from './quality-view';
import { stepFor } from './report.rules';

/** How the connections of a call were, once it is over. */
@Component({
  selector: 'app-call-report',
  imports: [QualityView],
  template: `
    @if (report(); as shown) {
      <app-quality-view [report]="shown" />
    }
  `,
})
export class CallReport {
  private readonly apollo = inject(Apollo);
  /** Id of the call. */
  readonly call = input.required<string>();
  /** How long it was, in seconds. */
  readonly seconds = input.required<number>();

  private readonly found = rxResource({
    params: () => ({ callId: this.call(), every: stepFor(this.seconds()) }),
    stream: ({ params }) =>
      this.apollo
        .query({ query: CallReportDocument, variables: params, fetchPolicy: 'no-cache' })
        .pipe(map(({ data }) => data?.call?.meeting?.qualityReport ?? null)),
  });
  protected readonly report = computed(() => (this.found.hasValue() ? this.found.value() : null));
}
