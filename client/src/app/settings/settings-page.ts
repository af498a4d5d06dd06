import { Component, computed, inject } from '@angular/core';
import { SectionPages } from '../core/section-pages/section-pages';
import { Session } from '../core/session/session';
import { SavedMark } from './saved-mark';
import { sectionsFor } from './sections';

/** The settings: their pages as a list, and the chosen one. */
@Component({
  selector: 'app-settings-page',
  imports: [SavedMark, SectionPages],
  template: `
    <app-section-pages heading="settings.title" base="/settings" [sections]="sections()">
      <app-saved-mark headerEnd />
    </app-section-pages>
  `,
  styles: ':host { display: contents; }',
})
export class SettingsPage {
  private readonly session = inject(Session);

  protected readonly sections = computed(() =>
    sectionsFor({
      guest: this.session.guest(),
      administrator: this.session.permissions().has('MANAGE_ORGANIZATION'),
    }),
  );
}
