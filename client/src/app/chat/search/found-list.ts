import { Component, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { FoundMessageFragment } from '../../../generated/graphql';
import type { IconName } from '../../../generated/icons';
import { Button } from '../../ui/button/button';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { FoundMessage } from './found-message';
import type { Pages } from './message-pages';

/** A message with the place in it that fits. */
export interface Found {
  readonly message: FoundMessageFragment;
  readonly snippet: string | null;
}

/** Messages from many places, one below the other, and how to get more of them. */
@Component({
  selector: 'app-found-list',
  imports: [Button, EmptyState, ErrorState, FoundMessage, Skeleton, TranslocoPipe],
  template: `
    @let list = pages();
    @if (list.items(); as shown) {
      <ul class="list">
        @for (item of shown; track item.message.id) {
          <li><app-found-message [message]="item.message" [snippet]="item.snippet" /></li>
        }
      </ul>
      @if (shown.length === 0) {
        <div class="alone"><app-empty-state [icon]="icon()" [text]="none()" /></div>
      }
      @if (list.next(); as cursor) {
        <button
          appButton="quiet"
          class="more"
          type="button"
          [disabled]="list.reading()"
          (click)="list.read(cursor)"
        >
          {{ 'chat.more' | transloco }}
        </button>
      }
    } @else if (list.failure(); as sentence) {
      <div class="alone"><app-error-state [text]="sentence" (tryAgain)="list.read()" /></div>
    } @else {
      <app-skeleton [rows]="6" />
    }
  `,
  styleUrl: './found-list.scss',
})
export class FoundList {
  readonly pages = input.required<Pages<Found>>();
  readonly icon = input.required<IconName>();
  /** What is said when there is nothing. */
  readonly none = input.required<string>();
}
