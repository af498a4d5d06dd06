import { Component, computed, inject } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Session } from '../../core/session/session';
import { ActivityExport } from './activity-export';
import { ActivityRetention } from './activity-retention';

/** Who did what with files: had as a table by those who read the audit trail, kept as those say who manage retention. */
@Component({
  selector: 'app-file-activity-page',
  imports: [ActivityExport, ActivityRetention, TranslocoPipe],
  template: `
    <p class="lead">{{ 'admin.activity.text' | transloco }}</p>
    @if (mayExport()) {
      <h2 class="heading">{{ 'admin.activity.exportTitle' | transloco }}</h2>
      <app-activity-export />
    }
    @if (mayKeep()) {
      <h2 class="heading">{{ 'admin.activity.keepTitle' | transloco }}</h2>
      <app-activity-retention />
    }
  `,
  styleUrl: './file-activity-page.scss',
})
export class FileActivityPage {
  private readonly permissions = inject(Session).permissions;

  protected readonly mayExport = computed(() => this.permissions().has('SEE_AUDIT'));
  protected readonly mayKeep = computed(() => this.permissions().has('MANAGE_RETENTION'));
}
