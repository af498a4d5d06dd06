import { audit } from './audit.js';
import { pageRequest, toPage, type Page, type PageArgs } from './connection.js';
import type { RequestContext } from './context.js';
import {
  discardDeadLetter,
  isLetterOf,
  listDeadLetters,
  replayDeadLetter,
  type Around,
  type DeadLetterRow,
} from './dead-letter.js';
import { forbidden, notFound } from './errors.js';
import { once } from './once.js';
import { hasPermission, systemCaller } from './viewer.js';

interface LetterInput {
  readonly id: string;
  readonly key: string;
}

const isAdministrator = (ctx: RequestContext): boolean => hasPermission(ctx.viewer, 'MANAGE_ORGANIZATION');

/** The dead letters that concern the viewer's organisation. */
export async function deadLettersOf(ctx: RequestContext, args: PageArgs): Promise<Page<DeadLetterRow>> {
  if (!isAdministrator(ctx)) throw forbidden('Only administrators of the organisation see this');
  const request = pageRequest(args);
  const rows = await listDeadLetters(ctx.db, ctx.viewer.organizationId, request);
  return toPage(rows, request, ({ place }) => [place]);
}

type Act = (ctx: RequestContext, id: string, around: Around) => Promise<void>;

/**
 * Acts on a dead letter for an administrator. The handler runs on behalf of the product, as it would have when the
 * event came; the client key and the audit entry are the administrator's, in the same transaction.
 */
async function actFor(
  ctx: RequestContext,
  action: string,
  input: LetterInput,
  act: Act,
): Promise<{ readonly id: string }> {
  const { id } = input;
  if (!isAdministrator(ctx)) {
    await audit(ctx, { action, targetId: id, refused: true });
    throw forbidden('Only administrators of the organisation may do this');
  }
  const { organizationId } = ctx.viewer;
  const product = ctx.subgraph.context(systemCaller(ctx.caller.requestId));
  await act(product, id, async (inner, proceed) => {
    const asAdministrator = Object.create(inner, { caller: { value: ctx.caller } }) as RequestContext;
    await once(asAdministrator, action, input, async () => {
      if (!(await isLetterOf(inner.db, organizationId, id))) throw notFound('Dead letter');
      await proceed();
      await audit(asAdministrator, { action, targetId: id });
      return { id };
    });
  });
  return { id };
}

/** Takes an event in after all. */
export const replayFor = (ctx: RequestContext, action: string, input: LetterInput) =>
  actFor(ctx, action, input, replayDeadLetter);

/** Gives an event up. */
export const discardFor = (ctx: RequestContext, action: string, input: LetterInput) =>
  actFor(ctx, action, input, discardDeadLetter);
