import type { PermissionRow } from './permission-rows.js';
import { ofGuestsAndHolds } from './permissions-guests.js';
import { ofPeople } from './permissions-people.js';
import { ofSessions } from './permissions-session.js';

/** Every root field, every entity and every explanation of identity; permission.test.ts fails when one is missing. */
export const permissions: readonly PermissionRow[] = [...ofSessions, ...ofPeople, ...ofGuestsAndHolds];
