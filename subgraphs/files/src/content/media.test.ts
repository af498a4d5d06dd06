import { execFileSync } from 'node:child_process';
import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ContentDesk } from '../../test/content-desk.js';

let desk: ContentDesk;

beforeAll(async () => {
  desk = await ContentDesk.open();
});

afterAll(async () => {
  await desk.close();
});

describe('A film or a sound', () => {
  const made = (name: string, ...args: string[]): string => {
    const path = join(desk.folder, name);
    execFileSync('ffmpeg', ['-v', 'error', '-y', ...args, path]);
    return path;
  };
  const film = ['-f', 'lavfi', '-i', 'testsrc=size=320x180:rate=10:duration=3'];

  test.each(['mp4', 'avi', 'mov', 'wmv', 'flv', 'webm', 'mkv'])(
    'in %s gets a poster and its length',
    async (ending) => {
      const path = made(`film.${ending}`, ...film);
      const [seen, { answer, files }] = await Promise.all([
        desk.workOn('inspect', path),
        desk.workOn('render', path),
      ]);
      expect(seen.answer.measures).toMatchObject({ width: 320, height: 180 });
      expect(seen.answer.measures.durationSeconds).toBeCloseTo(3, 0);
      expect(answer.made.map(({ kind, width }) => [kind, width])).toEqual([
        ['THUMBNAIL', 320],
        ['POSTER', 320],
      ]);
      expect((await sharp(files['poster.webp']).stats()).isOpaque).toBe(true);
    },
  );

  test.each(['mp3', 'wav', 'flac', 'aac', 'ogg', 'wma', 'm4a'])(
    'in %s gets its shape and its length',
    async (ending) => {
      const half = 'aevalsrc=if(lt(t\\,1)\\,0.02\\,0.8)*sin(440*2*PI*t):d=2';
      const path = made(`sound.${ending}`, '-f', 'lavfi', '-i', half);
      const [seen, { answer }] = await Promise.all([
        desk.workOn('inspect', path),
        desk.workOn('render', path),
      ]);
      const heights = answer.waveform ?? [];
      expect(heights).toHaveLength(100);
      expect(Math.max(...heights.slice(0, 40))).toBeLessThan(0.2);
      expect(Math.min(...heights.slice(60, 90))).toBeGreaterThan(0.8);
      expect(answer.made).toMatchObject([{ kind: 'WAVEFORM', width: 1_000 }]);
      expect(seen.answer.measures.durationSeconds).toBeCloseTo(2, 0);
    },
  );

  test('that keeps ffmpeg busy without end is ended with everything that was started for it', async () => {
    const path = made('endless.mka', '-f', 'lavfi', '-i', 'sine=duration=2', '-c:a', 'flac');
    await truncate(path, 40_000_000_000);
    const hurried = desk.workers({ milliseconds: 2_500 });
    const type = { mediaType: 'audio/x-matroska', kind: 'AUDIO', icon: 'sound', inline: false } as const;
    const task = { kind: 'render', path, size: 40_000_000_000, type } as const;
    await expect(hurried.run(task, () => Promise.resolve())).rejects.toMatchObject({ why: 'TIME' });
    await expect.poll(() => commandsWith(path)).toEqual([]);
  });
});

/** What runs with that in its command line. */
function commandsWith(text: string): string[] {
  const listed = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' });
  return listed.split('\n').filter((line) => line.includes(text));
}
