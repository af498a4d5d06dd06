import { randomUUID } from 'node:crypto';
import type { Caller } from '@parley/kit';

/** On whose behalf a shared execution runs: nobody's, so that whatever depends on somebody has to say so. */
export const nobody = (): Caller => ({
  viewer: null,
  client: { ip: '127.0.0.1', userAgent: 'parley-gateway', refreshToken: null },
  internal: false,
  shared: true,
  requestId: `shared ${randomUUID()}`,
});
