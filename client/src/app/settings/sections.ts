import type { IconName } from '../../generated/icons';

/** One page of the settings. */
export interface Section {
  readonly path: string;
  readonly icon: IconName;
  readonly label: string;
}

const sections: readonly Section[] = [
  { path: 'profile', icon: 'user', label: 'settings.profile.title' },
  { path: 'look', icon: 'sun-horizon', label: 'settings.look.title' },
  { path: 'devices', icon: 'devices', label: 'settings.devices.title' },
  { path: 'tokens', icon: 'key', label: 'settings.tokens.title' },
  { path: 'connection', icon: 'wifi-high', label: 'settings.connection.title' },
];

const GUEST_PATHS = ['look', 'connection'];

/** What somebody can set; guests have no account, so neither profile, devices nor tokens. */
export function sectionsFor(guest: boolean): readonly Section[] {
  return guest ? sections.filter(({ path }) => GUEST_PATHS.includes(path)) : sections;
}
