import { auditServer, type AuditResult } from 'graphql-http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestGateway } from './gateway.js';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await TestGateway.start();
});
afterAll(() => gateway.stop());

/** The audit of the reference implementation, by whoever brings that token. */
async function audit(token: string | null): Promise<readonly AuditResult[]> {
  const results = await auditServer({
    url: `${gateway.url}/graphql`,
    fetchFn: (url: string, init: RequestInit = {}) => {
      const headers = new Headers(init.headers);
      if (token !== null) headers.set('authorization', `Bearer ${token}`);
      return fetch(url, { ...init, headers });
    },
  });
  // Bodies that nobody read hold connections open.
  await Promise.all(results.map(async (result) => 'response' in result && result.response.body?.cancel()));
  return results;
}

const LEVELS = ['MUST', 'SHOULD', 'MAY'] as const;

function countsOf(results: readonly AuditResult[]): Record<string, string> {
  const counts = LEVELS.map((level) => {
    const ofLevel = results.filter(({ name }) => name.startsWith(level));
    const passed = ofLevel.filter(({ status }) => status === 'ok');
    return [level, `${String(passed.length)} of ${String(ofLevel.length)}`] as const;
  });
  return Object.fromEntries(counts);
}

const failing = (results: readonly AuditResult[]): string[] =>
  results.flatMap((result) =>
    result.status === 'ok' ? [] : [`${result.id} ${result.name}: ${result.reason}`],
  );

test('the audit of graphql-http passes whole for someone who is signed in', async () => {
  const results = await audit(await gateway.token());
  expect(failing(results)).toEqual([]);
  expect(countsOf(results)).toEqual({ MUST: '13 of 13', SHOULD: '23 of 23', MAY: '25 of 25' });
});

/** Audits that send documents of their own, which without a session are answered 401 whatever they say. */
const NOT_PUBLISHED = [
  'BF61',
  '2EA1',
  '28B9',
  'D6D5',
  '6A70',
  '572B',
  'FDE2',
  '7B9B',
  '556A',
  '74FF',
  '86EE',
];

test('and for a stranger, but for documents that were not published: those are 401', async () => {
  const results = await audit(null);
  const failed = results.filter(({ status }) => status !== 'ok');
  expect(failed.map(({ id }) => id).sort()).toEqual(NOT_PUBLISHED.sort());
  expect(new Set(failed.map((result) => 'response' in result && result.response.status))).toEqual(
    new Set([401]),
  );
});
