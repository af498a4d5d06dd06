import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ContentDesk } from '../../test/content-desk.js';
import { aPng } from '../../test/content-files.js';
import { contentWorkers } from './content-workers.js';

let desk: ContentDesk;

beforeAll(async () => {
  desk = await ContentDesk.open();
});

afterAll(async () => {
  await desk.close();
});

// What was killed is there for a moment longer.
beforeEach(() => expect.poll(childrenHere).toEqual([]));

describe('A child process', () => {
  const large = (): Promise<Buffer> => Promise.resolve(aPng(6_000, 6_000));

  test('that wants more memory than it may have is ended', async () => {
    const narrow = desk.workers({ memoryBytes: 60_000_000 });
    await expect(desk.work('render', 'large.png', await large(), narrow)).rejects.toMatchObject({
      why: 'MEMORY',
    });
  });

  test('that writes more than it may is ended', async () => {
    const narrow = desk.workers({ outputBytes: 2_000 });
    const noise = await sharp({
      create: { width: 900, height: 900, channels: 3, noise: { type: 'gaussian' }, background: '#888' },
    })
      .png()
      .toBuffer();
    await expect(desk.work('render', 'noise.png', noise, narrow)).rejects.toMatchObject({
      why: expect.stringMatching(/^(?:OUTPUT|FAILED)$/) as string,
    });
  });

  test('has none of our secrets and cannot reach the network', async () => {
    process.env['PARLEY_TEST_SECRET'] = 'secret';
    const probe = join(desk.folder, 'tasks');
    const environment = new Set<string>();
    const networks = new Set<string>();
    const running = desk.work('render', 'film.png', await large());
    await expect
      .poll(() => {
        for (const line of childrenHere()) {
          for (const entry of readFileSync(`/proc/${line}/environ`, 'utf8').split('\0')) {
            environment.add(entry);
          }
          networks.add(readlinkSync(`/proc/${line}/ns/net`));
        }
        return environment.size;
      })
      .toBeGreaterThan(1);
    await running;
    delete process.env['PARLEY_TEST_SECRET'];
    const names = [...environment].map((entry) => entry.split('=')[0]).filter(Boolean);
    expect(names).not.toContain('PARLEY_TEST_SECRET');
    expect(names).not.toContain('DATABASE_URL');
    expect([...environment].find((entry) => entry.startsWith('HOME='))).toContain(probe);
    // Containers may forbid it; where this process may do it, it is done.
    const mayCage = spawnSync('unshare', ['--net', 'true']).status === 0;
    expect(networks.has(readlinkSync('/proc/self/ns/net'))).toBe(!mayCage);
  });

  test('that crashes takes nobody with it, and the next one works', async () => {
    const crashing = desk.work('render', 'crash.png', await large());
    await expect
      .poll(() => {
        const [pid] = childrenHere();
        if (pid) process.kill(Number(pid), 'SIGSEGV');
        return pid !== undefined;
      })
      .toBe(true);
    await expect(crashing).rejects.toMatchObject({ why: 'CRASH' });
    expect((await desk.work('render', 'next.png', aPng(20, 10))).answer.made).toHaveLength(2);
  });

  test('waits for its turn: two at a time', async () => {
    let most = 0;
    const tasks = Array.from({ length: 5 }, (_, nth) =>
      desk.work('inspect', `turn-${String(nth)}.png`, aPng(9, 9)),
    );
    const watch = setInterval(() => {
      most = Math.max(most, childrenHere().length);
    }, 10);
    await Promise.all(tasks);
    clearInterval(watch);
    expect(most).toBe(2);
  });

  test('does first what somebody waits for', async () => {
    const one = contentWorkers({ folder: join(desk.folder, 'tasks'), atOnce: 1 });
    const done: string[] = [];
    const note = (kind: 'render' | 'read' | 'inspect', name: string, content: Buffer | string) =>
      desk.work(kind, name, content, one).then(() => done.push(kind));
    const running = note('inspect', 'first.png', aPng(9, 9));
    await expect.poll(() => childrenHere().length).toBe(1);
    await Promise.all([running, note('read', 'words.txt', 'words'), note('render', 'last.png', aPng(9, 9))]);
    expect(done).toEqual(['inspect', 'render', 'read']);
  });
});

/** Process ids of the children that work in the folder of this test. */
function childrenHere(): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      if (!/^\d+$/.test(pid) || !readlinkSync(`/proc/${pid}/cwd`).startsWith(desk.folder)) return false;
      // Until it is that program, it has the environment of whoever starts it.
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').startsWith(`${process.execPath}\0`);
    } catch {
      // Processes end while they are looked at.
      return false;
    }
  });
}
