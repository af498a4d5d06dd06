import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Config, PROGRAM_FOLDERS } from '@parley/kit';
import { clientDir } from './client-dir.js';
import type { embeddedShape } from './config.js';

const DEMO: readonly string[] = [
  'Demo people, all with the password parley-demo:',
  '  amara.okafor@northgate.ac.uk                 head of teaching, Edinburgh',
  '  wanjiru.kamau@northgate.ac.ke                dean, Nairobi',
  '  priya.raman@northgate.ac.uk                  super admin',
  '  tomas.herrera@students.northgate.ac.uk       student',
  '  yusuf.demir@northgate.ac.uk                  support agent',
  '  leila.haddad@harbour.example                 customer',
  '  noor.haddad@harbour.example                  admin of another organisation',
];

/** Programs of the system that look into files, and what is missing without them. */
const PROGRAMS: readonly (readonly [program: string, packages: string, lost: string])[] = [
  ['ffmpeg', 'ffmpeg', 'Films and sounds get no preview'],
  ['soffice', 'LibreOffice', 'Office files get no pages to look at'],
  ['tesseract', 'tesseract-ocr', 'Words on pictures are not found'],
];

const isInstalled = (program: string): boolean =>
  PROGRAM_FOLDERS.some((folder) => existsSync(join(folder, program)));

/** Address, demo log-ins, what is smaller than it could be; then the line that scripts wait for. */
export function welcome(config: Config<typeof embeddedShape>, url: string): string {
  const degraded = [
    !config.DATABASE_URL &&
      `PostgreSQL is our own, in ${resolve(config.DATA_DIR)}; set DATABASE_URL to use another`,
    !config.REDIS_URL && 'Events travel inside this one process; set REDIS_URL to run several',
    !config.CLAMD_URL && 'Files are not scanned for viruses; install clamav-daemon, or set CLAMD_URL',
    ...PROGRAMS.map(([program, name, lost]) => !isInstalled(program) && `${lost}; install ${name}`),
    !existsSync(clientDir) && 'The client is not built, so only the API answers; run npm run build',
  ].filter((line) => line !== false);
  const hasDemo = config.PARLEY_DEMO && config.NODE_ENV !== 'production';
  const lines = [
    '',
    `Parley is at ${config.PUBLIC_URL ?? url}`,
    `  the graph is at ${url}/graphql, its explorer at ${url}/explorer`,
    ...(hasDemo ? ['', ...DEMO] : []),
    ...(degraded.length > 0 ? ['', 'Running small:', ...degraded.map((line) => `  ${line}`)] : []),
    '',
    `ready ${url}`,
  ];
  return `${lines.join('\n')}\n`;
}
