import type { IconName } from '../../../generated/icons';

/** A person or group that something can be shared with. */
export interface Candidate {
  readonly id: string;
  readonly name: string;
  /** What stands below the name: a person's title, or what kind of group it is, by the key of its text. */
  readonly title: string | null;
  readonly kind: 'User' | 'Team' | 'Department' | 'Role' | 'Channel' | 'GuestPass' | 'Organization';
  readonly avatarUrl?: string | null;
}

const icons: Readonly<Record<Candidate['kind'], IconName>> = {
  User: 'user',
  Team: 'users-three',
  Department: 'buildings',
  Role: 'identification-badge',
  Channel: 'hash',
  GuestPass: 'ticket',
  Organization: 'globe-hemisphere-west',
};

/** The icon of a kind of group; people have faces. */
export const iconOf = (kind: Candidate['kind']): IconName => icons[kind];

/** Groups whose name holds what was written, those that begin with it first. */
export function fitting(groups: readonly Candidate[], text: string): readonly Candidate[] {
  const wanted = text.trim().toLocaleLowerCase();
  if (wanted === '') return [];
  const found = groups.filter(({ name }) => name.toLocaleLowerCase().includes(wanted));
  const begins = ({ name }: Candidate): boolean => name.toLocaleLowerCase().startsWith(wanted);
  return [...found.filter(begins), ...found.filter((group) => !begins(group))];
}
