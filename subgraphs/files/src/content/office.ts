import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runTool, unlessToolFails } from '@parley/kit/tool';

/**
 * Prints an office file to PDF by LibreOffice, which knows nothing of the machine but this file and a profile of its
 * own: macros stay asleep, links are not followed without a network.
 * @returns the PDF; null where LibreOffice is not installed or cannot read it
 */
export async function officeToPdf(
  path: string,
  folder: string,
): Promise<{ path: string; size: number } | null> {
  const out = join(folder, 'printed');
  await mkdir(out, { recursive: true });
  const profile = pathToFileURL(join(folder, 'profile')).href;
  const printed = await unlessToolFails(() =>
    runTool(
      'soffice',
      [
        `-env:UserInstallation=${profile}`,
        ...['--headless', '--norestore', '--nolockcheck', '--nodefault', '--nofirststartwizard'],
        ...['--convert-to', 'pdf', '--outdir', out, path],
      ],
      { milliseconds: 90_000 },
    ),
  );
  if (!printed) return null;
  const [name] = await readdir(out);
  if (!name) return null;
  const file = join(out, name);
  return { path: file, size: (await stat(file)).size };
}
