import type { RequestContext } from '@parley/kit';
import type { Passwords } from '@parley/kit/passwords';
import type { Secrets } from './session/secrets.js';

/** What identity's use cases are given. */
export interface IdentityContext extends RequestContext {
  readonly passwords: Passwords;
  readonly secrets: Secrets;
  /** Where guest links begin. */
  readonly publicUrl: string;
}
