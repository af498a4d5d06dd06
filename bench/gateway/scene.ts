import { writeFile } from 'node:fs/promises';
import { type Caller, PROOF_HEADER, signProof, systemCaller, type Viewer } from '@parley/kit';
import {
  AddReactionDocument,
  CreateChannelDocument,
  JoinChannelDocument,
  SendMessageDocument,
} from '../generated/graphql.js';
import { Graph } from '../graph.js';
import { PEOPLE } from '../people.js';
import { aKey } from '../product.js';

const MESSAGES = 80;
/** More people than requests under way: no two of those are of the same viewer. */
const SESSIONS_EACH = 7;

/** Those who ask, and the channel that they ask for. */
export interface Scene {
  readonly channelId: string;
  /** Authorization headers: one for each session. */
  readonly authorizations: readonly string[];
  /** Who each of them stands for, as identity says. */
  readonly callers: Readonly<Record<string, Caller>>;
  /** Ids of the people behind them. */
  readonly people: readonly string[];
}

/** A channel in which eight people talk, react and are members; through the product itself. */
async function aChannel(people: readonly Graph[]): Promise<string> {
  const [host, ...others] = people;
  if (!host) throw new Error('Nobody is signed in');
  const input = { kind: 'PUBLIC' as const, name: 'bench-gateway', key: aKey() };
  const { id: channelId } = (await host.get(CreateChannelDocument, { input })).createChannel;
  for (const each of others) await each.get(JoinChannelDocument, { input: { channelId, key: aKey() } });
  for (let n = 0; n < MESSAGES; n++) {
    const author = people[n % people.length] ?? host;
    const text = `Message ${String(n)}: the board meets on **Thursday** at two, in room 2.14; bring what is ready.`;
    const { sendMessage } = await author.get(SendMessageDocument, {
      input: { channelId, text, key: aKey() },
    });
    const reader = people[(n + 3) % people.length] ?? host;
    await reader.get(AddReactionDocument, { input: { messageId: sendMessage.id, emoji: '👍', key: aKey() } });
  }
  return channelId;
}

interface PassportsAnswer {
  readonly data: { readonly passports: readonly (Viewer & { expiresAt: unknown; changesAt: unknown })[] };
}

/** Asks identity as the gateway does; a reference is told what ours finds out by itself. */
async function passportsOf(identityUrl: string, secret: string, credentials: readonly string[]) {
  const query = 'query Passports($credentials: [String!]!) { passports(credentials: $credentials) }';
  const body = JSON.stringify({ query, variables: { credentials } });
  const caller = systemCaller('bench');
  const proof = await Promise.resolve(signProof(secret, { audience: 'identity', caller, body }));
  const headers = { 'content-type': 'application/json', [PROOF_HEADER]: proof };
  const answer = await fetch(`${identityUrl}/graphql`, { method: 'POST', headers, body });
  const { data } = (await answer.json()) as PassportsAnswer;
  return data.passports.map(({ expiresAt: _, changesAt: __, ...viewer }): Caller => {
    const client = { ip: '127.0.0.1', userAgent: 'bench', refreshToken: null };
    return { viewer, client, internal: false, requestId: 'bench' };
  });
}

/** What making a scene needs. */
export interface Setting {
  readonly gatewayUrl: string;
  readonly identityUrl: string;
  readonly proofSecret: string;
}

/** Signs everybody in and makes the channel. */
export async function aScene({ gatewayUrl, identityUrl, proofSecret }: Setting): Promise<Scene> {
  const nobody = Graph.at(gatewayUrl, 1);
  const sessions: Graph[] = [];
  for (let n = 0; n < SESSIONS_EACH; n++) {
    for (const email of PEOPLE) sessions.push(await nobody.signIn(email));
  }
  const channelId = await aChannel(sessions.slice(0, PEOPLE.length));
  const tokens = sessions.map(({ token }) => token ?? '');
  const callers = await passportsOf(identityUrl, proofSecret, tokens);
  await nobody.close();
  const authorizations = tokens.map((token) => `Bearer ${token}`);
  return {
    channelId,
    authorizations,
    callers: Object.fromEntries(
      authorizations.flatMap((each, n) => (callers[n] ? [[each, callers[n]]] : [])),
    ),
    people: callers.slice(0, PEOPLE.length).map(({ viewer }) => viewer?.id ?? ''),
  };
}

/** For the reference gateways, who read it when they start. */
export const writeCallers = (file: string, { callers }: Scene): Promise<void> =>
  writeFile(file, JSON.stringify(callers));
