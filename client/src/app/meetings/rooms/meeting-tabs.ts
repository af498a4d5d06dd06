import { Component, inject } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';
import { TranslocoPipe, provideTranslocoScope } from '@jsverse/transloco';
import { MissedCalls } from '../../core/calls/missed-calls';
import { Badge } from '../../ui/badge/badge';

/** Meetings and calls are two pages of one place. */
@Component({
  selector: 'app-meeting-tabs',
  imports: [Badge, RouterLink, RouterLinkActive, TranslocoPipe],
  providers: [provideTranslocoScope('rooms')],
  template: `
    <nav class="tabs" [attr.aria-label]="'rooms.tabs.label' | transloco">
      <a
        class="tab"
        routerLink="/meetings"
        routerLinkActive="chosen"
        ariaCurrentWhenActive="page"
        [routerLinkActiveOptions]="{ exact: true }"
        >{{ 'rooms.tabs.meetings' | transloco }}</a
      >
      <a class="tab" routerLink="/calls" routerLinkActive="chosen" ariaCurrentWhenActive="page">
        {{ 'rooms.tabs.calls' | transloco }}
        @if (missed().length > 0) {
          <app-badge [count]="missed().length" />
        }
      </a>
    </nav>
  `,
  styleUrl: './meeting-tabs.scss',
})
export class MeetingTabs {
  protected readonly missed = inject(MissedCalls).unseen;
}
