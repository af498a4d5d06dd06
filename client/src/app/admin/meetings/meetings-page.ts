import { Component, computed, inject } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Session } from '../../core/session/session';
import { CallNumbers } from './call-numbers';
import { MeetingsKept } from './meetings-kept';

/** Calls and meetings: counted and had as a table by those who read the audit trail, kept as those say who manage retention. */
@Component({
  selector: 'app-meetings-page',
  imports: [CallNumbers, MeetingsKept, TranslocoPipe],
  template: `
    <p class="lead">{{ 'admin.meetings.text' | transloco }}</p>
    @if (mayCount()) {
      <h2 class="heading">{{ 'admin.meetings.calls' | transloco }}</h2>
      <app-call-numbers />
    }
    @if (mayKeep()) {
      <h2 class="heading">{{ 'admin.meetings.keepTitle' | transloco }}</h2>
      <app-meetings-kept />
    }
  `,
  styleUrl: '../file-activity/file-activity-page.scss',
})
export class MeetingsPage {
  private readonly permissions = inject(Session).permissions;

  protected readonly mayCount = computed(() => this.permissions().has('SEE_AUDIT'));
  protected readonly mayKeep = computed(() => this.permissions().has('MANAGE_RETENTION'));
}
