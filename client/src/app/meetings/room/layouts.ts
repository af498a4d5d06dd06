import type { MeetingLayout } from '../../../generated/graphql';
import type { IconName } from '../../../generated/icons';

/** The layouts that a room can have, each with its icon. */
export const LAYOUTS: readonly { readonly layout: MeetingLayout; readonly icon: IconName }[] = [
  { layout: 'GRID', icon: 'squares-four' },
  { layout: 'SPEAKER', icon: 'rows' },
  { layout: 'FILMSTRIP', icon: 'sidebar-simple' },
];
