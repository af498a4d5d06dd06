import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCampus } from './gateway/campus.js';
import { type Addresses, campusSupergraph, productSupergraph } from './gateway/composed.js';
import { arrange } from './gateway/cores.js';
import { crowded } from './gateway/crowded.js';
import { type Asked, OVER_FOUR_SUBGRAPHS, OVER_THE_PRODUCT } from './gateway/operations.js';
import { installReferences } from './gateway/references.js';
import { inTurn, mustAgree, type Round } from './gateway/rounds.js';
import { aScene, type Scene } from './gateway/scene.js';
import { type Setup, startTarget, type Target, type TargetName } from './gateway/targets.js';
import { thousandDocuments } from './gateway/thousand-documents.js';
import { inWords, median, residentKilobytes } from './measure.js';
import { type Server, settingOf } from './product.js';
import type { Report } from './report.js';
import { withInstallation } from './servers/installation.js';

/** The first is the one that the others have to agree with. */
const TARGETS: readonly TargetName[] = ['apollo', 'hive', 'distributed', 'embedded'];
const BARS = { apollo: 0.2, hive: 0.6, embedded: 0.35, slowest: 3, mebibytes: 150 };

const addressesOf = (servers: Readonly<Record<string, Server>>): Addresses =>
  Object.fromEntries(Object.entries(servers).map(([name, { url }]) => [name, `${url}/graphql`]));

async function withTargets(setup: Setup, work: (targets: readonly Target[]) => Promise<void>): Promise<void> {
  const targets: Target[] = [];
  try {
    for (const name of TARGETS) targets.push(await startTarget(name, setup));
    await work(targets);
  } finally {
    // They hold nothing that would have to be kept, and one of them takes its time.
    await Promise.all(targets.map(({ server }) => server.end('SIGKILL')));
  }
}

const sorted = (rounds: readonly Round[], of: (round: Round) => number): string =>
  rounds
    .map(of)
    .toSorted((one, other) => one - other)
    .map((each) => each.toFixed(2))
    .join(' ');

/** One round against the same round of the other, since both met the same neighbours. */
const ratioOf = (
  rounds: readonly Round[],
  others: readonly Round[],
  of: (round: Round) => number,
  ofOther = of,
): number => median(rounds.map((round, n) => of(round) / ofOther(others[n] ?? round)));

async function compare(
  targets: readonly Target[],
  asked: Asked,
  scene: Scene,
  report: Report,
): Promise<void> {
  const { channelId, authorizations } = scene;
  const rounds = settingOf('BENCH_ROUNDS', 3);
  const scale = settingOf('BENCH_SCALE', 1);
  const comparison = { targets, asked, channelId, authorizations, rounds, scale };
  const bytes = await mustAgree(comparison);
  report.note(`${asked.name}: answers of ${(bytes / 1_000).toFixed(1)} kB, the same from all`);
  const found = await inTurn(comparison);
  for (const { name, server } of targets) {
    const own = found.get(name) ?? [];
    const last = own.at(-1)?.burst;
    report.note(
      `${asked.name}: ${name} ${sorted(own, ({ gateway }) => gateway)} ms of processor a request, its subgraphs ` +
        `${sorted(own, ({ subgraphs }) => subgraphs)}; ${last ? inWords(last) : ''}; ` +
        `${(residentKilobytes(server.pid) / 1_024).toFixed(0)} MiB resident`,
    );
  }
  const of = (name: TargetName): readonly Round[] => found.get(name) ?? [];
  const figure = (name: string, value: number, bar: number): void => {
    report.figure({ name: `${asked.name}-${name}`, value, must: '<=', bar });
  };
  const alone = ({ gateway }: Round): number => gateway;
  const whole = ({ gateway, subgraphs }: Round): number => gateway + subgraphs;
  figure('distributed-to-apollo', ratioOf(of('distributed'), of('apollo'), alone), BARS.apollo);
  figure('distributed-to-hive', ratioOf(of('distributed'), of('hive'), alone), BARS.hive);
  figure('embedded-to-distributed', ratioOf(of('embedded'), of('distributed'), alone, whole), BARS.embedded);
}

/** What only ours is asked: many at once, and many documents. */
async function alone(target: Target, { channelId, authorizations }: Scene, report: Report): Promise<void> {
  const found = await crowded(target, channelId, authorizations);
  report.note(`${target.name}: trivial over 200 connections ${inWords(found)}`);
  const figure = (name: string, value: number, bar: number): void => {
    report.figure({ name: `${target.name}-${name}`, value, must: '<=', bar });
  };
  figure('trivial-p99-to-p50', found.p99 / found.p50, BARS.slowest);
  const mebibytes = await thousandDocuments(target, channelId, authorizations);
  figure('thousand-documents-mib', mebibytes, BARS.mebibytes);
}

type Place = Pick<Setup, 'installation' | 'cores' | 'folder' | 'references'>;

async function measure(place: Place, report: Report): Promise<void> {
  const { installation } = place;
  const [door] = installation.gateways;
  const { identity } = installation.subgraphs;
  const { PROOF_SECRET: proofSecret = '' } = installation.environment;
  if (!door || !identity) throw new Error('The installation has no gateway, or no identity behind it');
  const scene = await aScene({ gatewayUrl: door.url, identityUrl: identity.url, proofSecret });
  const addresses = addressesOf(installation.subgraphs);
  const setup = { ...place, scene };
  const product = { ...setup, addresses, supergraph: productSupergraph(addresses), campus: [] };
  await withTargets(product, async (targets) => {
    for (const asked of OVER_THE_PRODUCT) await compare(targets, asked, scene, report);
    for (const target of targets) {
      if (target.name === 'distributed' || target.name === 'embedded') await alone(target, scene, report);
    }
  });
  const servers = await startCampus(scene, proofSecret);
  try {
    const all = { ...addresses, ...addressesOf(servers) };
    const four = {
      ...setup,
      addresses: all,
      supergraph: campusSupergraph(all),
      campus: Object.values(servers),
    };
    await withTargets(four, async (targets) => {
      for (const asked of OVER_FOUR_SUBGRAPHS) await compare(targets, asked, scene, report);
    });
  } finally {
    await Promise.all(Object.values(servers).map((server) => server.end()));
  }
}

/** What a request costs at our gateway, against what it costs at others in front of the same subgraphs. */
export async function gateway(report: Report): Promise<void> {
  const references = await installReferences();
  const cores = arrange();
  const folder = await mkdtemp(join(tmpdir(), 'parley-bench-gateway-'));
  try {
    await withInstallation({ mode: 'distributed' }, (installation) =>
      measure({ installation, cores, folder, references }, report),
    );
  } finally {
    cores.release();
    await rm(folder, { recursive: true, force: true });
  }
}
