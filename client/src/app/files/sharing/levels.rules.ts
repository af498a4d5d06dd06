import type { FileRight } from '../../../generated/graphql';

/** What somebody may do with a file or folder, in the steps in which people think of it. */
export type Level = 'view' | 'comment' | 'edit' | 'share' | 'add';

/** Steps that can be given, each with all before it. */
export const levels = ['view', 'comment', 'edit', 'share'] as const satisfies readonly Level[];

const RIGHTS: Readonly<Record<Level, readonly FileRight[]>> = {
  add: ['UPLOAD'],
  view: ['VIEW'],
  comment: ['VIEW', 'COMMENT'],
  edit: ['VIEW', 'COMMENT', 'EDIT'],
  share: ['VIEW', 'COMMENT', 'EDIT', 'SHARE'],
};

/** The rights that a step stands for; copies are a right of their own. */
export const rightsOf = (level: Level, download: boolean): FileRight[] => [
  ...RIGHTS[level],
  ...(download && level !== 'add' ? (['DOWNLOAD'] as const) : []),
];

/** The highest step that rights reach. */
export function levelOf(rights: readonly FileRight[]): Level {
  if (rights.includes('SHARE')) return 'share';
  if (rights.includes('EDIT')) return 'edit';
  if (rights.includes('COMMENT')) return 'comment';
  return rights.includes('VIEW') || rights.includes('DOWNLOAD') ? 'view' : 'add';
}

/** Whether the name of whoever has them can be drawn in what they see: they look or comment, and keep nothing. */
export const canWatermark = (rights: readonly FileRight[]): boolean =>
  rights.every((right) => right === 'VIEW' || right === 'COMMENT');

/** Whether whoever has them may keep a copy. */
export const mayCopy = (rights: readonly FileRight[]): boolean => rights.includes('DOWNLOAD');
