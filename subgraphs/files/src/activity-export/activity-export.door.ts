import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  HttpProblem,
  type HttpExchange,
  audit,
  csvHead,
  csvLine,
  forbidden,
  hasPermission,
  invalid,
} from '@parley/kit';
import { accessNode, viewerRights } from '../access/node.access.js';
import type { FilesContext } from '../context.js';
import { type Exported, type ExportedDeed, nextDeeds } from './activity-export.store.js';

const PATH = /^\/f\/activity(?:\/((?:file|folder)_\w{1,64}))?\.csv$/;
const BATCH = 1_000;

const COLUMNS = [
  ...['at', 'deed', 'itemId', 'item', 'personId', 'person', 'linkId', 'linkFor', 'requestId', 'sender'],
  ...['country', 'region'],
];

const rowOf = (deed: ExportedDeed): readonly (string | null)[] => [
  ...[deed.at.toISOString(), deed.kind, deed.nodeId, deed.nodeName, deed.personId, deed.personName],
  ...[deed.linkId, deed.recipient, deed.requestId, deed.senderName, deed.country, deed.region],
];

/** Whether an address is one of these. */
export const isActivity = (path: string): boolean => path === '/f/activity.csv' || PATH.test(path);

/** A moment of an address; null where none is named. @throws HttpProblem 400 */
function momentOf({ query }: HttpExchange, name: 'from' | 'to'): Date | null {
  const text = query.get(name);
  if (text === null) return null;
  const moment = new Date(text);
  if (!/^\d{4}-\d{2}-\d{2}/.test(text) || Number.isNaN(moment.getTime())) {
    throw new HttpProblem(400, invalid(name, 'Write a date as 2026-03-31'));
  }
  return moment;
}

/**
 * Asks for the right anew: of a file or folder, those may know what everybody did who may change or share it; of everything in
 * an organisation, those who read its audit trail.
 * @throws NOT_FOUND, FORBIDDEN
 */
async function checkRight(ctx: FilesContext, nodeId: string | null): Promise<void> {
  const now = ctx.subgraph.context(ctx.caller) as FilesContext;
  if (nodeId !== null) {
    await accessNode(now, nodeId, 'VIEW');
    const rights = await viewerRights(now, nodeId);
    if (rights.has('EDIT') || rights.has('SHARE')) return;
    throw forbidden('Only people who may change or share it learn what others did with it');
  }
  if (!hasPermission(now.viewer, 'SEE_AUDIT')) {
    throw forbidden('Only people who read the audit trail may do this');
  }
}

/** Line by line; the right is asked for with every thousand of them, and whoever lost it gets no more. */
async function* linesOf(ctx: FilesContext, exported: Exported): AsyncGenerator<string, void, undefined> {
  yield csvHead(COLUMNS);
  let last: ExportedDeed | null = null;
  for (;;) {
    const deeds: ExportedDeed[] = await nextDeeds(ctx.db, exported, last, BATCH);
    if (deeds.length > 0) yield deeds.map((deed) => csvLine(rowOf(deed))).join('');
    last = deeds.at(-1) ?? last;
    if (deeds.length < BATCH) return;
    await checkRight(ctx, exported.nodeId);
  }
}

/** Gives who did what as a table, of a file, of a folder and all in it, or of the whole organisation. */
export async function answerActivity(ctx: FilesContext, exchange: HttpExchange): Promise<void> {
  const { request, response, path } = exchange;
  if (request.method !== 'GET') {
    throw new HttpProblem(405, invalid('method', 'Activity is read here'), { allow: 'GET' });
  }
  const { organizationId } = ctx.viewer;
  const nodeId = PATH.exec(path)?.[1] ?? null;
  const [from, to] = [momentOf(exchange, 'from'), momentOf(exchange, 'to')];
  const act = { action: 'exportFileActivity', targetId: nodeId ?? organizationId };
  await checkRight(ctx, nodeId).catch(async (error: unknown) => {
    await audit(ctx, { ...act, refused: true });
    throw error;
  });
  await audit(ctx, { ...act, details: { from, to } });
  response.writeHead(200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': 'attachment; filename="activity.csv"',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
  // Whoever leaves ends it.
  await pipeline(Readable.from(linesOf(ctx, { organizationId, nodeId, from, to })), response).catch(
    (error: unknown) => {
      ctx.subgraph.logger.info({ err: String(error) }, 'activity not given to its end');
    },
  );
}
