import { expect, test } from 'vitest';
import { Documents } from '../src/documents/documents.js';
import { operationsIn } from '../src/documents/load.js';
import { DocumentStatistics } from '../src/documents/statistics.js';
import { TrustedDocuments } from '../src/documents/trusted.js';
import { federationOf } from '../src/federation/planned.js';
import { Operations } from '../src/operation.js';
import { Graph } from './graph.js';

const federation = federationOf(new Graph().supergraphSdl);
const trusted = operationsIn('query Whoami { viewer { id } }', 'the published documents');
const anew = () => new Operations(federation, new Documents(new TrustedDocuments(trusted)));
const numbered = (n: number) => `query Q${String(n)} { viewer { a${String(n)}: id } }`;

/** The same function is given as long as what was learned of a document is kept. */
const planOf = (operations: Operations, query: string, sender = 'me') =>
  operations.prepare({ query }, sender).plan;

test('what was reviewed is read once', () => {
  const operations = anew();
  const text = trusted[0]?.text ?? '';
  expect(planOf(operations, text)).toBe(planOf(operations, text));
});

test('what others made up is kept from the second time on', () => {
  const operations = anew();
  const [first, second, third] = [1, 2, 3].map(() => planOf(operations, numbered(1)));
  expect(second).not.toBe(first);
  expect(third).toBe(second);
});

test('whoever sends thousands of documents pushes out neither those of others nor the product’s own', () => {
  const operations = anew();
  const own = planOf(operations, trusted[0]?.text ?? '');
  planOf(operations, '{ lonely }', 'neighbour');
  const theirs = planOf(operations, '{ lonely }', 'neighbour');
  for (let n = 0; n < 3_000; n += 1) {
    planOf(operations, numbered(n), 'flood');
    planOf(operations, numbered(n), 'flood');
  }
  expect(planOf(operations, '{ lonely }', 'neighbour')).toBe(theirs);
  expect(planOf(operations, trusted[0]?.text ?? '')).toBe(own);
});

test('operations of one document are told apart', () => {
  const operations = anew();
  const query = 'query A { viewer { id } } query B { lonely }';
  const named = (operationName: string) => operations.prepare({ query, operationName }, 'me');
  expect([named('A').name, named('B').name]).toEqual(['A', 'B']);
  expect(named('A').key).not.toBe(named('B').key);
  expect(() => operations.prepare({ query }, 'me')).toThrow('Name one of the operations');
});

test('statistics of made-up documents stay within bounds, and are still counted', () => {
  const operations = anew();
  const statistics = new DocumentStatistics(trusted);
  const run = { ms: 1, hasErrors: false, spent: 1 };
  for (let n = 0; n < 2_500; n += 1) {
    const app = `app ${String(n)}`;
    statistics.note(operations.prepare({ query: numbered(n) }, 'me'), { ...run, app, sender: 'me' });
  }
  const report = statistics.report();
  expect(report).toHaveLength(1_001);
  expect(report[0]).toMatchObject({ name: '(others)', count: 2_500 });
  expect(Object.keys(report[0]?.apps ?? {})).toHaveLength(21);
});
