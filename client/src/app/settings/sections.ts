import type { Section } from '../core/section-pages/section-pages';

const sections: readonly Section[] = [
  { path: 'profile', icon: 'user', label: 'settings.profile.title' },
  { path: 'look', icon: 'sun-horizon', label: 'settings.look.title' },
  { path: 'notifications', icon: 'bell', label: 'settings.notifications.title' },
  { path: 'privacy', icon: 'shield-check', label: 'settings.privacy.title' },
  { path: 'devices', icon: 'devices', label: 'settings.devices.title' },
  { path: 'tokens', icon: 'key', label: 'settings.tokens.title' },
  { path: 'events', icon: 'plugs', label: 'settings.events.title' },
  { path: 'connection', icon: 'wifi-high', label: 'settings.connection.title' },
];

const GUEST_PATHS = ['look', 'notifications', 'privacy', 'connection'];
const ADMINISTRATOR_PATHS = ['events'];

/** Who looks at the settings, as far as it decides what there is to see. */
export interface Who {
  readonly guest: boolean;
  readonly administrator: boolean;
}

/** What somebody can set; guests have no account, so neither profile, devices nor tokens. */
export function sectionsFor({ guest, administrator }: Who): readonly Section[] {
  return sections
    .filter(({ path }) => !guest || GUEST_PATHS.includes(path))
    .filter(({ path }) => administrator || !ADMINISTRATOR_PATHS.includes(path));
}
