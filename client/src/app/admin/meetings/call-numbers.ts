import { Component, computed, inject, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { map } from 'rxjs';
import { CallStatisticsDocument } from '../../../generated/graphql';
import { ContentPass } from '../../core/files/content-pass';
import { Button } from '../../ui/button/button';
import { Field, Input } from '../../ui/field/field';
import { Icon } from '../../ui/icon/icon';
import { addressOfExport } from '../file-activity/export.rules';

/** As far back as is counted, in days. */
const DAYS = 30;
const DAY_MS = 86_400_000;

/** How people of the organisation called each other lately, and all calls as a table for other programs. */
@Component({
  selector: 'app-call-numbers',
  imports: [Button, Field, Icon, Input, TranslocoPipe],
  templateUrl: './call-numbers.html',
  styleUrl: './call-numbers.scss',
})
export class CallNumbers {
  private readonly apollo = inject(Apollo);
  private readonly texts = inject(TranslocoService);
  protected readonly days = DAYS;

  protected readonly from = signal('');
  protected readonly to = signal('');
  protected readonly address = computed(() =>
    addressOfExport('/m/organization/calls.csv', this.from(), this.to()),
  );

  private readonly counted = rxResource({
    stream: () => {
      const now = Date.now();
      const variables = {
        from: new Date(now - DAYS * DAY_MS).toISOString(),
        to: new Date(now).toISOString(),
      };
      return this.apollo
        .query({ query: CallStatisticsDocument, variables, fetchPolicy: 'no-cache' })
        .pipe(map(({ data }) => data?.callStatistics ?? null));
    },
  });
  /** Each number with what it is of; empty until they are known. */
  protected readonly numbers = computed(() => {
    const counted = this.counted.hasValue() ? this.counted.value() : null;
    if (!counted) return [];
    const language = this.texts.activeLang();
    const whole = new Intl.NumberFormat(language);
    const fine = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
    const { callCount, answeredCount, lostCount, seconds, averageScore } = counted;
    return [
      { of: 'callCount', figure: whole.format(callCount) },
      { of: 'answered', figure: whole.format(answeredCount) },
      { of: 'lost', figure: whole.format(lostCount) },
      { of: 'hours', figure: fine.format(seconds / 3_600) },
      { of: 'score', figure: averageScore == null ? '–' : fine.format(averageScore) },
    ];
  });

  constructor() {
    // The table is asked for without a header.
    inject(ContentPass);
  }
}
