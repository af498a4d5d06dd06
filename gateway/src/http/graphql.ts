import type { IncomingMessage, ServerResponse } from 'node:http';
import { invalid, type Caller } from '@parley/kit';
import type { ClientAddress } from '../client-address.js';
import { NotAdmitted, type Admitted } from '../door.js';
import { asRefusal, presentError } from '../errors.js';
import { Refused } from '../operation.js';
import type { Sessions } from '../session.js';
import { sendAnswer, sendRefusal, type Outgoing } from './answer.js';
import { readOperation } from './body.js';
import { callerOfRequest } from './caller.js';
import { setCookies } from './cookies.js';
import type { CrossOrigin } from './cross-origin.js';
import { EVENTS_TYPE, JSON_TYPE, negotiate, RESPONSE_TYPE } from './negotiation.js';
import { HttpRefusal } from './refusal.js';
import { streamEvents, streamRefusal, type EventStreams } from './sse.js';

/** What answering GraphQL over HTTP needs. */
export interface GraphQLOverHttp extends EventStreams {
  readonly sessions: Sessions;
  readonly address: ClientAddress;
  /** Whether browsers reach us by https: cookies are then for https only. */
  readonly isSecure: boolean;
  readonly crossOrigin: CrossOrigin;
}

/** Given as it is, since an abort without a reason makes an exception with a stack for every answer that was sent. */
const CLIENT_LEFT = 'The client left';
const METHODS = 'GET, HEAD, POST, OPTIONS';

/** Answers one request: a result, a refusal, or a stream of events. */
export async function answerGraphQL(
  parts: GraphQLOverHttp,
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
): Promise<void> {
  if (request.method === 'OPTIONS') {
    response.writeHead(204, { allow: METHODS, ...parts.crossOrigin.preflight(request) }).end();
    return;
  }
  const readable = Object.entries(parts.crossOrigin.headersFor(request));
  for (const [name, value] of readable) if (value !== undefined) response.setHeader(name, value);
  const accepted = negotiate(request.headers.accept);
  const outgoing = { request, response, accepted: accepted ?? { named: JSON_TYPE } };
  try {
    if (!accepted) {
      throw new HttpRefusal(406, invalid('accept', `Answers are ${RESPONSE_TYPE} or ${JSON_TYPE}`));
    }
    await answer(parts, outgoing, requestId);
  } catch (error) {
    // Every refusal arrives here; what is none is logged and masked by presentError.
    refuse(parts, outgoing, error, requestId);
  }
}

async function answer(parts: GraphQLOverHttp, outgoing: Outgoing, requestId: string): Promise<void> {
  const { request, response, accepted } = outgoing;
  if (request.method !== 'GET' && request.method !== 'HEAD' && request.method !== 'POST') {
    throw new HttpRefusal(405, invalid('method', 'GraphQL is asked by GET or POST'), { allow: METHODS });
  }
  const asked = await readOperation(request);
  const { caller, credential } = await callerOfRequest(request, requestId, parts);
  const admitted = await parts.door.admit(asked, caller, credential);
  refuseUnsafe(request, admitted);
  if (accepted.named === EVENTS_TYPE) await streamEvents(parts, { response, admitted, caller, credential });
  else await answerOnce(parts, outgoing, admitted, caller);
}

/** A link must never change anything: only queries are answered by GET. */
function refuseUnsafe(request: IncomingMessage, { operation, purse }: Admitted): void {
  if (request.method === 'POST' || operation.kind !== 'mutation') return;
  purse.refund(operation.cost - 1);
  throw new HttpRefusal(405, invalid('method', 'Mutations are sent by POST'), { allow: 'POST' });
}

async function answerOnce(
  parts: GraphQLOverHttp,
  outgoing: Outgoing,
  admitted: Admitted,
  caller: Caller,
): Promise<void> {
  const { response } = outgoing;
  const gone = new AbortController();
  response.once('close', () => {
    gone.abort(CLIENT_LEFT);
  });
  const priced = await parts.door.answer(admitted, caller, gone.signal);
  if (priced.cookies.length > 0) {
    response.setHeader('set-cookie', setCookies(priced.cookies, parts.isSecure));
  }
  sendAnswer(outgoing, priced);
}

function refuse({ logger }: GraphQLOverHttp, outgoing: Outgoing, error: unknown, requestId: string): void {
  const { response, accepted } = outgoing;
  const isWhole = error instanceof HttpRefusal;
  const reasons = error instanceof Refused || isWhole ? error.errors : [asRefusal(error)];
  const errors = reasons.map((reason) => presentError(reason, requestId, logger));
  const extensions = error instanceof NotAdmitted ? error.extensions : undefined;
  if (response.headersSent) response.end();
  else if (accepted.named === EVENTS_TYPE && !isWhole) streamRefusal(response, errors, extensions);
  else {
    const status = isWhole ? error.status : null;
    sendRefusal(outgoing, { errors, status, headers: isWhole ? error.headers : {}, extensions });
  }
}
