import { runTool, unlessToolFails } from '@parley/kit/tool';

/** Languages that are read where nothing else is installed; one more costs as much time again. */
const MOST_LANGUAGES = 3;

/** Reads the words off a picture; null where tesseract is not installed, or cannot. */
export async function readOff(picture: string): Promise<string | null> {
  const words = await unlessToolFails(async () => {
    const languages = await installedLanguages();
    return runTool('tesseract', [picture, 'stdout', '-l', languages.join('+')], {
      milliseconds: 60_000,
      most: 4_000_000,
    });
  });
  return words?.toString('utf8') ?? null;
}

async function installedLanguages(): Promise<readonly string[]> {
  const listed = await runTool('tesseract', ['--list-langs'], { milliseconds: 5_000 });
  const all = listed
    .toString('utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^[a-z]{3}(?:_\w+)?$/.test(line) && line !== 'osd');
  const first = all.includes('eng') ? ['eng'] : [];
  return [...first, ...all.filter((language) => language !== 'eng')].slice(0, MOST_LANGUAGES);
}
