import type { RequestContext } from './context.js';
import { decided, no, type Decision } from './decision.js';
import { notFound, unavailable } from './errors.js';
import type { Explained, PersonNow } from './explanation.js';
import type { WhyArgs } from './guarded.js';
import type { Action } from './interfaces.js';
import type { Viewer } from './viewer.js';

/** The things of a subgraph that it explains. */
export interface Explainable {
  /** Lets those at a thing who may ask; throws NOT_FOUND or FORBIDDEN for others. */
  readonly access: (ctx: RequestContext, id: string) => Promise<unknown>;
  /** Whether the viewer may know of a person. */
  readonly seesPerson: (ctx: RequestContext, userId: string) => Promise<boolean>;
  /** By the rules that decide when that person asks for it themselves. */
  readonly decide: (ctx: RequestContext, who: Viewer, id: string, action: Action) => Promise<Decision>;
}

/** What is explained and about whom, before it is known who that is now. */
export interface AskedWhy {
  readonly key: string;
  readonly subject: { readonly id: string };
}

/** An explanation as it is read back, by the key field that explainedByKey() gave it. */
export type ExplanationKey<K extends string> = Readonly<Record<K, string>> & {
  readonly subject?: { readonly now?: PersonNow | null } | null;
};

/**
 * How a subgraph that does not know people explains who may do what: it is asked, the gateway has identity say who that
 * is now, and it decides when its answer is read back by its key. It only ever explains, and lets nobody in.
 */
export function explainer<K extends string>(keyField: K, { access, seesPerson, decide }: Explainable) {
  /**
   * Asks why somebody may or may not do something with a thing.
   * @throws NOT_FOUND and FORBIDDEN for those who may not ask, NOT_FOUND where the viewer may not know of the person
   */
  const askWhy = async (ctx: RequestContext, id: string, { userId, action }: WhyArgs): Promise<AskedWhy> => {
    await access(ctx, id);
    if (!(await seesPerson(ctx, userId))) throw notFound('User');
    return { key: [id, userId, action].join(' '), subject: { id: userId } };
  };

  /** What was asked, decided. */
  const explain = async (
    ctx: RequestContext,
    { [keyField]: key, subject }: ExplanationKey<K>,
  ): Promise<(AskedWhy & Explained) | null> => {
    const [id = '', userId = '', action = ''] = key.split(' ');
    await access(ctx, id);
    if (!subject?.now) throw unavailable('Nobody says who this person is right now');
    const { viewer, barredBecause } = subject.now;
    const asked = { key, subject: { id: userId } };
    if (!viewer) {
      return { ...asked, ...decided(no('ACCOUNT', barredBecause ?? 'Their account lets nobody in')) };
    }
    if (viewer.id !== userId) return null;
    return { ...asked, ...(await decide(ctx, viewer, id, action as Action)) };
  };

  return { askWhy, explain };
}
