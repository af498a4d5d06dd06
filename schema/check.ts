import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { buildSchema, findBreakingChanges } from 'graphql';
import { emit } from './emit.js';
import { lint } from './lint.js';
import { faultsOfNodes } from './nodes.js';
import { subgraphs } from './subgraphs.js';

const read = (name: string) => readFile(new URL(name, import.meta.url), 'utf8').catch(() => '');

/** The API as last committed; empty where there is none yet. */
function committedApi(): string {
  try {
    return execFileSync('git', ['show', 'HEAD:schema/api.graphql'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    // Not a git checkout, or the first commit of the schema: there is nothing to break.
    return '';
  }
}

/** Breaking changes that the changelog's Unreleased section does not name. */
export function unannounced(before: string, now: string, changelog: string): string[] {
  if (before === '') return [];
  const unreleased = changelog.split(/^## /m).find((section) => section.startsWith('[Unreleased]')) ?? '';
  return findBreakingChanges(buildSchema(before), buildSchema(now))
    .map(({ description }) => description)
    .filter((description) => !unreleased.includes(description));
}

async function drifted(): Promise<string[]> {
  const emitted = await emit();
  const faults: string[] = [];
  for (const [name, text] of Object.entries(emitted)) {
    if ((await read(`./${name}`)) !== text) {
      faults.push(`schema/${name} is not what the classes say; run npm run schema`);
    }
  }
  return faults;
}

/** Nodes as the emitted files have them; the gateway's own subgraph only refers to them. */
async function nodeFaults(): Promise<readonly string[]> {
  const sdls = await Promise.all(
    subgraphs.map(async ({ name }) => [name, await read(`./${name}.graphql`)] as const),
  );
  return faultsOfNodes(Object.fromEntries(sdls));
}

/** `npm run check`, its schema step: drift, composition, nodes, conventions, breaking changes. */
export async function check(): Promise<string[]> {
  const api = await read('./api.graphql');
  const changelog = await read('../CHANGELOG.md');
  return [
    ...(await drifted()),
    ...(await nodeFaults()),
    ...lint(buildSchema(api)),
    ...unannounced(committedApi(), api, changelog).map(
      (change) => `Breaking and not in the changelog's Unreleased section: ${change}`,
    ),
  ];
}

if (process.argv[1]?.endsWith('check.ts')) {
  const faults = await check();
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  process.exitCode = faults.length > 0 ? 1 : 0;
}
