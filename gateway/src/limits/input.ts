import { invalid } from '@parley/kit';
import { overLimit } from '../errors.js';
import { limits } from './structure.js';

interface Visit {
  readonly value: unknown;
  readonly path: string;
  readonly depth: number;
}

/**
 * Refuses variables that no honest client sends and that would only fail deeper inside: numbers beyond all bounds,
 * texts PostgreSQL cannot keep, keys that reach for prototypes, and sheer mass. Iterative, since depth is hostile too.
 * @throws AppError INVALID with the path of the fault as its field
 */
export function checkInput(variables: unknown): void {
  const waiting: Visit[] = [{ value: variables, path: 'variables', depth: 0 }];
  const { valuesInVariables: values, depthOfVariables: depth } = limits;
  let seen = 0;
  for (let visit = waiting.pop(); visit; visit = waiting.pop()) {
    if (++seen > values) throw overLimit('values in variables', values, `more than ${String(values)}`);
    if (visit.depth > depth) throw overLimit('depth of variables', depth, `more than ${String(depth)}`);
    checkScalar(visit);
    for (const [key, value] of entriesOf(visit)) {
      waiting.push({ value, path: `${visit.path}.${key}`, depth: visit.depth + 1 });
    }
  }
}

function checkScalar({ value, path }: Visit): void {
  if (typeof value === 'number' && !Number.isFinite(value)) throw invalid(path, 'This number is too large');
  if (typeof value === 'string') checkText(value, path);
}

function checkText(text: string, path: string): void {
  if (text.includes('\0')) throw invalid(path, 'This text contains a NUL character');
  if (!text.isWellFormed()) throw invalid(path, 'This text is not well-formed Unicode');
}

function entriesOf({ value, path }: Visit): readonly (readonly [string, unknown])[] {
  if (typeof value !== 'object' || value === null) return [];
  const entries = Object.entries(value);
  for (const [key] of entries) {
    if (key === '__proto__' || key === 'constructor' || key === 'prototype') {
      throw invalid(path, `The key ${key} is not allowed`);
    }
    checkText(key, path);
  }
  return entries;
}
