import { Component, computed, inject, input } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { Apollo } from 'apollo-angular';
import { EMPTY, expand, map, reduce } from 'rxjs';
import {
  type AttendanceLineFragment,
  MeetingAttendanceDocument,
  MeetingReportDocument,
} from '../../../generated/graphql';
import { AttendanceTable } from './attendance-table';
import { QualityView } from './quality-view';
import { stepFor } from './report.rules';

/** What stays of a meeting beside its words: who was there, for its hosts, and how connections were, for all. */
@Component({
  selector: 'app-meeting-report',
  imports: [AttendanceTable, QualityView],
  template: `
    @if (attended(); as lines) {
      @if (lines.length > 0) {
        <app-attendance-table [meeting]="meeting()" [lines]="lines" />
      }
    }
    @if (quality(); as report) {
      <app-quality-view [report]="report" />
    }
  `,
  styleUrl: './meeting-report.scss',
})
export class MeetingReport {
  private readonly apollo = inject(Apollo);
  /** Id of the meeting. */
  readonly meeting = input.required<string>();
  /** How long it was, in seconds. */
  readonly seconds = input(0);

  private readonly found = rxResource({
    params: () => ({ meetingId: this.meeting(), every: stepFor(this.seconds()) }),
    stream: ({ params }) =>
      this.apollo
        .query({ query: MeetingReportDocument, variables: params, fetchPolicy: 'no-cache' })
        .pipe(map(({ data }) => data?.meeting?.qualityReport ?? null)),
  });
  protected readonly quality = computed(() => (this.found.hasValue() ? this.found.value() : null));

  /** Everybody who was there; empty for those who may not know. */
  private readonly there = rxResource({
    params: () => this.meeting(),
    stream: ({ params: meetingId }) => {
      const page = (after: string | null) =>
        this.apollo
          .query({
            query: MeetingAttendanceDocument,
            variables: { meetingId, after },
            fetchPolicy: 'no-cache',
          })
          .pipe(map(({ data }) => data?.meeting?.attendance ?? null));
      return page(null).pipe(
        expand((found) => (found?.pageInfo.hasNextPage ? page(found.pageInfo.endCursor ?? null) : EMPTY)),
        reduce<
          { readonly nodes: readonly AttendanceLineFragment[] } | null,
          readonly AttendanceLineFragment[]
        >((all, found) => [...all, ...(found?.nodes ?? [])], []),
      );
    },
  });
  protected readonly attended = computed(() => (this.there.hasValue() ? this.there.value() : null));
}
