import { Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe, TranslocoService, provideTranslocoScope } from '@jsverse/transloco';
import type { MeetingQualityFragment } from '../../../generated/graphql';
import { Avatar } from '../../ui/avatar/avatar';
import { Chip, type ChipTone } from '../../ui/chip/chip';
import { factsOf } from '../media/quality-facts.rules';
import { type ScoreLevel, levelOfScore, lineThrough } from './report.rules';

const TONES: Readonly<Record<ScoreLevel, ChipTone>> = { good: 'ok', fair: 'warn', poor: 'critical' };
const [WIDTH, HEIGHT] = [320, 64];

/** How the connections of a meeting were: the score, how it went over time, and who had the worst. */
@Component({
  selector: 'app-quality-view',
  imports: [Avatar, Chip, TranslocoPipe],
  providers: [provideTranslocoScope('records')],
  templateUrl: './quality-view.html',
  styleUrl: './quality-view.scss',
})
export class QualityView {
  private readonly texts = inject(TranslocoService);
  readonly report = input.required<NonNullable<MeetingQualityFragment['qualityReport']>>();

  protected readonly box = `0 0 ${String(WIDTH)} ${String(HEIGHT)}`;
  protected readonly level = computed(() => levelOfScore(this.report().averageScore));
  protected readonly tone = computed(() => TONES[this.level()]);
  protected readonly line = computed(() => lineThrough(this.report().samples, WIDTH, HEIGHT));
  protected readonly score = computed(() => this.numbers().format(this.report().averageScore));
  protected readonly rows = computed(() =>
    this.report().worst.map(({ participant, quality }) => ({
      participant,
      tone: TONES[levelOfScore(quality.score)],
      score: this.numbers().format(quality.score),
      facts: factsOf(quality, this.texts.activeLang()),
    })),
  );
  private readonly numbers = computed(
    () =>
      new Intl.NumberFormat(this.texts.activeLang(), { maximumFractionDigits: 1, minimumFractionDigits: 1 }),
  );
}
