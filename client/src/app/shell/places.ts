import type { Permission } from '../../generated/graphql';
import type { IconName } from '../../generated/icons';

/** A feature one can go to. */
export interface Place {
  readonly path: string;
  readonly icon: IconName;
  readonly iconSelected: IconName;
  readonly label: string;
  /** Where its other pages are, when they do not stand below it. */
  readonly alsoAt?: string;
}

const chat: Place = {
  path: '/chat',
  icon: 'chat-circle-dots',
  iconSelected: 'chat-circle-dots-fill',
  label: 'shell.chat',
};
const meetings: Place = {
  path: '/meetings',
  alsoAt: '/calls',
  icon: 'video-camera',
  iconSelected: 'video-camera-fill',
  label: 'shell.meetings',
};
const files: Place = { path: '/files', icon: 'folder', iconSelected: 'folder-fill', label: 'shell.files' };
const people: Place = { path: '/people', icon: 'users', iconSelected: 'users-fill', label: 'shell.people' };
const settings: Place = {
  path: '/settings',
  icon: 'gear-six',
  iconSelected: 'gear-six-fill',
  label: 'shell.settings',
};

const admin: Place = {
  path: '/admin',
  icon: 'shield-check',
  iconSelected: 'shield-check-fill',
  label: 'shell.admin',
};

/** What lets somebody into the administration. */
const GOVERNING: readonly Permission[] = [
  'MODERATE_CHANNELS',
  'MANAGE_RETENTION',
  'MANAGE_ORGANIZATION',
  'SEE_AUDIT',
  'MANAGE_MEDIA',
];

/** Where somebody can go; what they cannot use is absent, and guests have no directory. */
export function placesFor(guest: boolean, permissions: ReadonlySet<Permission>): readonly Place[] {
  if (guest) return [chat, meetings, settings];
  const governs = GOVERNING.some((permission) => permissions.has(permission));
  return governs
    ? [chat, meetings, files, people, settings, admin]
    : [chat, meetings, files, people, settings];
}
