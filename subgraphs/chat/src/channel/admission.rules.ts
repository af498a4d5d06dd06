import { type Viewer, invalid } from '@parley/kit';
import type { AccessAttribute, AccessCondition } from './access-condition.js';
import type { ChannelKind } from './channel.js';

const CONDITIONS_AT_MOST = 20;
const VALUES_AT_MOST = 100;
const VALUE_LENGTH = 100;

/** Whom somebody is compared as, by attribute. */
export type Attributes = Readonly<Record<AccessAttribute, readonly string[]>>;

/** What conditions of channels compare of a viewer. */
export const attributesOf = ({
  roles,
  departmentIds,
  teamIds,
  country,
}: Pick<Viewer, 'roles' | 'departmentIds' | 'teamIds' | 'country'>): Attributes => ({
  ROLE: roles,
  DEPARTMENT: departmentIds,
  TEAM: teamIds,
  COUNTRY: country === null ? [] : [country],
  COURSE: [],
});

/** Whether every condition holds; one that is not known here holds for nobody. */
export function admits(conditions: readonly AccessCondition[], attributes: Attributes): boolean {
  const known: Readonly<Record<string, readonly string[] | undefined>> = attributes;
  return conditions.every(({ attribute, values }) =>
    values.some((value) => known[attribute]?.includes(value)),
  );
}

/**
 * The conditions of a channel as they are kept.
 * @throws INVALID where the kind of channel has none, or there are too many
 */
export function checkConditions(
  kind: ChannelKind,
  conditions: readonly AccessCondition[] | null,
): AccessCondition[] {
  const given = conditions ?? [];
  if (given.length > 0 && kind !== 'PUBLIC') {
    throw invalid('access', 'Only an open channel has conditions; the others are joined by invitation');
  }
  if (given.length > CONDITIONS_AT_MOST) {
    throw invalid('access', `At most ${String(CONDITIONS_AT_MOST)} conditions`);
  }
  return given.map(({ attribute, values }) => {
    const fits = values.length > 0 && values.length <= VALUES_AT_MOST;
    if (!fits || values.some((value) => value.length > VALUE_LENGTH || !value.isWellFormed())) {
      throw invalid('access', `Each condition names 1 to ${String(VALUES_AT_MOST)} values`);
    }
    return { attribute, values: [...new Set(values)] };
  });
}
