import { existsSync, readdirSync } from 'node:fs';
import { StepError, run, step } from './steps.mjs';

const POSTGRES = '/usr/lib/postgresql';

const hasPostgres = () =>
  existsSync(POSTGRES) &&
  readdirSync(POSTGRES).some((version) => existsSync(`${POSTGRES}/${version}/bin/postgres`));

/** What the tests drive that npm does not ship: the package, and how to see that it is there. */
const needed = [
  { name: 'chromium', there: () => existsSync('/usr/bin/chromium') },
  { name: 'clamav-daemon', there: () => existsSync('/usr/sbin/clamd') },
  { name: 'curl', there: () => existsSync('/usr/bin/curl') },
  { name: 'ffmpeg', there: () => existsSync('/usr/bin/ffmpeg') },
  { name: 'janus', there: () => existsSync('/usr/bin/janus') },
  { name: 'janus-tools', there: () => existsSync('/usr/bin/janus-pp-rec') },
  { name: 'janus-tools', there: () => existsSync('/usr/bin/janus-pp-rec') },
  { name: 'redis-server', there: () => existsSync('/usr/bin/redis-server') },
  { name: 'postgresql', there: hasPostgres },
  {
    name: 'tesseract-ocr-eng',
    there: () => existsSync('/usr/share/tesseract-ocr/5/tessdata/eng.traineddata'),
  },
  { name: 'tesseract-ocr', there: () => existsSync('/usr/bin/tesseract') },
];

/** Installs the missing Debian packages as root; anyone else is told their names. */
export async function installDebianPackages() {
  const missing = needed.filter(({ there }) => !there()).map(({ name }) => name);
  if (missing.length === 0) return;
  const command = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (process.getuid?.() !== 0) {
    throw new StepError(
      `The tests need Debian packages that are missing. Install them, then run again:\n  sudo ${command}`,
    );
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await step(`Installing ${missing.join(', ')}`, async () => {
    try {
      await run('apt-get', ['update'], { env });
      await run('apt-get', command.split(' ').slice(1), { env });
    } catch (error) {
      throw new StepError(
        `${command} failed:\n${(error.said ?? error.message).trim().split('\n').slice(-5).join('\n')}`,
      );
    }
  });
}
