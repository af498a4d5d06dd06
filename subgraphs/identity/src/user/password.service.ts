import { audit, forbidden, invalid, transaction } from '@parley/kit';
import type { IdentityContext } from '../context.js';
import type { Session } from '../session/session.js';
import type { ChangePasswordInput } from '../session/session.inputs.js';
import { checkPassword } from '../session/session.rules.js';
import { countTry, currentSession, endSessions } from '../session/session.service.js';
import { freshUser } from './user.access.js';
import { setPasswordHash } from './user.store.js';

/**
 * Sets a new password and ends the other sessions. Retries are not remembered by key: their digest would be a fast hash
 * of a password. A repeated change finds another present password and is refused, which changes nothing.
 */
export async function changePassword(ctx: IdentityContext, input: ChangePasswordInput): Promise<Session> {
  const { id, sessionId } = ctx.viewer;
  const session = await currentSession(ctx);
  if (!session || ctx.viewer.kind === 'guest') throw forbidden('Sign in with your password to change it');
  const user = await freshUser(ctx, id);
  await countTry(ctx, `password:${id}`);
  if (!(await ctx.passwords.matches(user.passwordHash, input.current))) {
    await audit(ctx, { action: 'changePassword', targetId: id, refused: true });
    throw invalid('current', 'This is not your present password');
  }
  const passwordHash = await ctx.passwords.hash(checkPassword(input.password, user));
  await transaction(ctx, async (ctx) => {
    await setPasswordHash(ctx.db, id, passwordHash);
    await endSessions(ctx, { userId: id, exceptId: sessionId }, 'password changed');
    await audit(ctx, { action: 'changePassword', targetId: id });
  });
  return session;
}
