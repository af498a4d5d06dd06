import { randomUUID } from 'node:crypto';
import { sharedCaller, type Caller } from '@parley/kit';

/** On whose behalf a shared execution runs, under an id of its own in the logs. */
export const nobody = (): Caller => sharedCaller(`shared ${randomUUID()}`);
