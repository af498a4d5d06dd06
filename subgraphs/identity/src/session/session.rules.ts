import { invalid } from '@parley/kit';

const SHORTEST_PASSWORD = 10;
// argon2 takes any length, but hashing a book is work that an attacker gets for free.
const LONGEST_PASSWORD = 256;
const GUESSED_FIRST = new Set([
  '1234567890',
  '0123456789',
  'qwertyuiop',
  'passwordpassword',
  'password12',
  'password123',
]);

/** A password fit to be chosen: length counts, composition does not (NIST SP 800-63B §3.1.1.2). */
export function checkPassword(
  password: string,
  owner: { readonly email: string | null; readonly displayName: string },
): string {
  if (password.length < SHORTEST_PASSWORD) {
    throw invalid('password', `Choose a password of at least ${String(SHORTEST_PASSWORD)} characters`);
  }
  if (password.length > LONGEST_PASSWORD) {
    throw invalid('password', `Choose a password of at most ${String(LONGEST_PASSWORD)} characters`);
  }
  const plain = password.toLowerCase();
  const guessable = [
    owner.email?.toLowerCase(),
    owner.email?.split('@')[0]?.toLowerCase(),
    owner.displayName.toLowerCase(),
  ];
  if (GUESSED_FIRST.has(plain) || guessable.includes(plain)) {
    throw invalid('password', 'This password is among the first that somebody would guess');
  }
  return password;
}

const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdg\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bFirefox\//, 'Firefox'],
  [/\bChrome\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'Mac'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
];

const wordFor = (list: readonly (readonly [RegExp, string])[], userAgent: string) =>
  list.find(([pattern]) => pattern.test(userAgent))?.[1];

/** Words for a device that named itself by its user agent: "Firefox on Linux". */
export function deviceWords(userAgent: string): string {
  const browser = wordFor(BROWSERS, userAgent);
  const system = wordFor(SYSTEMS, userAgent);
  if (browser && system) return `${browser} on ${system}`;
  return browser ?? system ?? 'Unknown device';
}

/** How many attempts each subject has within the window, before it is refused until the window is over. */
export const ATTEMPTS = { account: 8, ip: 60, windowMinutes: 15 } as const;

const SEEN_EVERY_MS = 60_000;

/** Whether it is time to note again that something is in use: at most once a minute, so that reading costs no writing. */
export const isStale = (notedAt: Date | null, now = Date.now()): boolean =>
  notedAt === null || notedAt.getTime() < now - SEEN_EVERY_MS;
