import { describe, expect, test } from 'vitest';
import {
  ConfigError,
  decodeCursor,
  demoId,
  encodeCursor,
  flag,
  idTime,
  integer,
  isId,
  newId,
  oneOf,
  pageRequest,
  port,
  readConfig,
  secret,
  text,
  toPage,
  url,
} from '../src/index.js';

describe('ids', () => {
  test('order is time order, the type shows, the time can be read back', () => {
    const before = Date.now();
    const ids = Array.from({ length: 100 }, () => newId('note'));
    expect([...ids].sort()).toEqual(ids);
    expect(isId('note', ids[0] ?? '')).toBe(true);
    expect(isId('user', ids[0] ?? '')).toBe(false);
    expect(isId('note', 'note_x')).toBe(false);
    expect(idTime(ids[0] ?? '').getTime()).toBeGreaterThanOrEqual(before);
  });

  test('demo ids are fixed', () => {
    expect(demoId('user', 1)).toBe(demoId('user', 1));
    expect(demoId('user', 1)).not.toBe(demoId('user', 2));
  });
});

describe('configuration', () => {
  const shape = {
    PORT: port(4000),
    NAME: text('parley'),
    POOL: integer({ min: 1, max: 10 }, 5),
    DATABASE_URL: url(['postgres:']),
    REDIS_URL: url(['redis:']).optional(),
    DEMO: flag(true),
    MODE: oneOf(['quiet', 'loud'], 'quiet'),
    SECRET: secret(),
  };

  test('gives typed values, defaults and nothing for what is optional', () => {
    const config = readConfig(shape, {
      DATABASE_URL: 'postgres://x/y',
      SECRET: 's'.repeat(32),
      PORT: '0',
      DEMO: '0',
    });
    expect(config).toEqual({
      PORT: 0,
      NAME: 'parley',
      POOL: 5,
      DATABASE_URL: 'postgres://x/y',
      REDIS_URL: undefined,
      DEMO: false,
      MODE: 'quiet',
      SECRET: 's'.repeat(32),
    });
    expect(Object.isFrozen(config)).toBe(true);
  });

  test('lists every fault at once, and repeats no secret', () => {
    const faulty = {
      PORT: '99999',
      POOL: 'x',
      DATABASE_URL: 'mysql://x',
      REDIS_URL: 'x',
      DEMO: 'maybe',
      MODE: 'odd',
      SECRET: 'hush',
    };
    const read = () => readConfig(shape, faulty);
    expect(read).toThrow(ConfigError);
    let faults: readonly string[] = [];
    try {
      read();
    } catch (error) {
      // The list is what this test is about.
      faults = (error as ConfigError).faults;
    }
    expect(faults.map((fault) => fault.split(' ')[0])).toEqual([
      'PORT',
      'POOL',
      'DATABASE_URL',
      'REDIS_URL',
      'DEMO',
      'MODE',
      'SECRET',
    ]);
    expect(faults.join()).not.toContain('hush');
  });
});

describe('pages', () => {
  const rows = [1, 2, 3, 4];
  const keyOf = (row: number) => [row];

  test('forward: one row more only tells that more follows', () => {
    const page = toPage(rows, pageRequest({ first: 3 }), keyOf);
    expect(page.nodes).toEqual([1, 2, 3]);
    expect(page.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    expect(decodeCursor(page.pageInfo.endCursor ?? '')).toEqual([3]);
  });

  test('backward: rows come newest first and are shown in order', () => {
    const page = toPage([9, 8, 7], pageRequest({ last: 2, before: encodeCursor([10]) }), keyOf);
    expect(page.nodes).toEqual([8, 9]);
    expect(page.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
  });

  test.each([
    [{ first: 0 }, 'first'],
    [{ first: 101 }, 'first'],
    [{ last: 1000 }, 'last'],
    [{ first: 1, last: 1 }, 'last'],
    [{ after: 'nonsense' }, 'cursor'],
    [{ after: Buffer.from('{"a":1}').toString('base64url') }, 'cursor'],
  ])('%j is INVALID and names the argument', (args, field) => {
    expect(() => pageRequest(args)).toThrow(
      expect.objectContaining({ extensions: { code: 'INVALID', field } }) as Error,
    );
  });
});
