import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root } from './steps.mjs';

/** The pages of the repository: what git tracks, and what it would. */
function pages() {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.md'], { cwd: root });
  return String(listed)
    .split('\n')
    .filter((path) => path !== '' && existsSync(join(root, path)));
}

/** The text without blocks and spans of code, in which nothing is a link. */
const proseOf = (text) => text.replace(/^( *)(```|~~~)[\s\S]*?^\1\2/gm, '').replace(/`[^`\n]*`/g, '');

/** What a heading is called by in an address, as the places that show these pages do it. */
const anchorOf = (heading) =>
  heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');

const known = new Map();

/** The anchors of a page; a heading that stands there again has a number. */
function anchorsOf(file) {
  if (known.has(file)) return known.get(file);
  const text = readFileSync(file, 'utf8').replace(/^( *)(```|~~~)[\s\S]*?^\1\2/gm, '');
  const seen = new Map();
  const anchors = new Set();
  for (const [, heading] of text.matchAll(/^#{1,6} +(.+)$/gm)) {
    const anchor = anchorOf(heading);
    const before = seen.get(anchor) ?? 0;
    seen.set(anchor, before + 1);
    anchors.add(before === 0 ? anchor : `${anchor}-${before}`);
  }
  known.set(file, anchors);
  return anchors;
}

/** Why a link leads nowhere; null when it leads somewhere, or out of here. */
function faultOf(page, link) {
  if (/^[a-z][a-z+.-]*:/i.test(link) || link.startsWith('//')) return null;
  const [path, anchor] = link.split('#');
  const file = path === '' ? page : join(dirname(page), decodeURI(path));
  if (relative(root, file).startsWith('..')) return 'leads out of the repository';
  if (!existsSync(file)) return 'is not there';
  if (anchor === undefined || !file.endsWith('.md')) return null;
  return anchorsOf(file).has(anchor) ? null : 'has no such heading';
}

const faults = pages().flatMap((path) => {
  const page = join(root, path);
  const links = proseOf(readFileSync(page, 'utf8')).matchAll(/\]\(<?([^)\s>]+)>?(?: +"[^"]*")?\)/g);
  return [...links].flatMap(([, link]) => {
    const fault = faultOf(page, link);
    return fault === null ? [] : [`${path}: ${link} ${fault}`];
  });
});
for (const fault of faults) process.stderr.write(`${fault}\n`);
process.exitCode = faults.length > 0 ? 1 : 0;
