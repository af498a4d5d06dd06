import { HttpProblem, AppError, notFound, systemCaller } from '@parley/kit';
import { accessFile } from '../access/node.access.js';
import type { FilesContext } from '../context.js';
import { onBehalfOf } from '../person/on-behalf.service.js';

/** What a signed address says; short names, for it stands in an address. */
interface Claims {
  /** Id of the file. */
  readonly f: string;
  /** Id of the version that was the newest. */
  readonly v: string | null;
  /** Id of whom it was made for. */
  readonly u: string;
  /** Their roles. */
  readonly r: readonly string[];
  /** When it ends, in seconds since 1970. */
  readonly e: number;
}

/** Long enough for a program that is handed the address; whoever loses the right is refused at once all the same. */
const LIFETIME_SECONDS = 300;

/**
 * An address that opens a file for a moment without anything beside it, for programs that cannot add a header; null for
 * whoever may not download it. Whose right it stands for is asked at each use, so that it ends with that right.
 */
export async function signedAddress(ctx: FilesContext, fileId: string): Promise<string | null> {
  const { viewer } = ctx;
  // What guests may do hangs on a pass that only their own requests bring.
  if (viewer.kind !== 'user') return null;
  const file = await accessFile(ctx, fileId, 'DOWNLOAD').catch(() => null);
  if (!file) return null;
  const claims: Claims = {
    f: file.id,
    v: file.currentVersionId,
    u: viewer.id,
    r: viewer.roles,
    e: Math.floor(Date.now() / 1_000) + LIFETIME_SECONDS,
  };
  const text = Buffer.from(JSON.stringify(claims)).toString('base64url');
  return `/f/s/${text}.${ctx.blobs.sign(text)}/${encodeURIComponent(file.name.toWellFormed())}`;
}

/** What a signed address opens, and for whom. @throws NOT_FOUND for one of our making that was changed, 410 when over */
export async function openSigned(
  ctx: FilesContext,
  signed: string,
): Promise<{
  readonly wanted: { readonly fileId: string; readonly versionId: string | null };
  readonly context: FilesContext;
}> {
  const [text = '', signature = ''] = signed.split('.');
  if (!ctx.blobs.isSigned(text, signature)) throw notFound('File');
  const claims = JSON.parse(Buffer.from(text, 'base64url').toString()) as Claims;
  if (claims.e * 1_000 <= Date.now()) {
    throw new HttpProblem(
      410,
      new AppError('NOT_FOUND', 'This address was for a moment only; ask for another'),
    );
  }
  const viewer = await onBehalfOf(ctx, claims.u, claims.r);
  if (!viewer) throw notFound('File');
  const caller = {
    ...systemCaller(ctx.caller.requestId),
    client: ctx.caller.client,
    internal: false,
    viewer,
  };
  const context = ctx.subgraph.context(caller) as FilesContext;
  return { wanted: { fileId: claims.f, versionId: claims.v }, context };
}
