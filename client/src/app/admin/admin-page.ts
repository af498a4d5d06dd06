import { Component, computed, inject } from '@angular/core';
import type { Permission } from '../../generated/graphql';
import { type Section, SectionPages } from '../core/section-pages/section-pages';
import { Session } from '../core/session/session';

interface GovernedSection extends Section {
  /** Any of these; empty for whoever is here. */
  readonly needs: readonly Permission[];
}

const sections: readonly GovernedSection[] = [
  { path: 'reports', icon: 'warning-octagon', label: 'admin.reports.title', needs: [] },
  { path: 'words', icon: 'text-aa', label: 'admin.words.title', needs: ['MODERATE_CHANNELS'] },
  {
    path: 'retention',
    icon: 'clock-counter-clockwise',
    label: 'admin.retention.title',
    needs: ['MANAGE_RETENTION'],
  },
  {
    path: 'file-activity',
    icon: 'list-magnifying-glass',
    label: 'admin.activity.title',
    needs: ['SEE_AUDIT', 'MANAGE_RETENTION'],
  },
  {
    path: 'meetings',
    icon: 'video-camera',
    label: 'admin.meetings.title',
    needs: ['SEE_AUDIT', 'MANAGE_RETENTION'],
  },
  {
    path: 'media-regions',
    icon: 'globe-hemisphere-west',
    label: 'admin.regions.title',
    needs: ['MANAGE_MEDIA'],
  },
  { path: 'sharing', icon: 'share-network', label: 'admin.sharing.title', needs: ['MANAGE_ORGANIZATION'] },
  { path: 'holds', icon: 'lock-simple', label: 'admin.holds.title', needs: ['MANAGE_RETENTION'] },
];

/** The administration: what an organisation is governed by as a list, and the chosen part. */
@Component({
  selector: 'app-admin-page',
  imports: [SectionPages],
  template: `<app-section-pages heading="admin.title" base="/admin" [sections]="sections()" />`,
  styles: ':host { display: contents; }',
})
export class AdminPage {
  private readonly permissions = inject(Session).permissions;

  protected readonly sections = computed(() =>
    sections.filter(({ needs }) => needs.length === 0 || needs.some((need) => this.permissions().has(need))),
  );
}
