import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { Graph } from './graph.js';
import { median } from './measure.js';
import { PEOPLE } from './people.js';
import { freePort, settingOf } from './product.js';
import type { Report } from './report.js';
import { withInstallation } from './servers/installation.js';
import { CHUNK, productDestination, sendAll } from './transfer/sender.js';

const MEGABYTE = 1_048_576;
const NGINX = '/usr/sbin/nginx';
const run = promisify(execFile);

/** One file behind nginx, as its makers ship it for files: sendfile, and nothing asked. */
async function withNginx(size: number, work: (url: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-bench-nginx-'));
  await chmod(folder, 0o755);
  const port = await freePort();
  const file = await open(join(folder, 'file.bin'), 'w');
  const chunk = randomBytes(CHUNK);
  for (let at = 0; at < size; at += CHUNK) await file.write(chunk);
  await file.close();
  await writeFile(
    join(folder, 'nginx.conf'),
    `daemon off; worker_processes 1; pid ${folder}/pid; error_log stderr;
     events { worker_connections 256; }
     http { access_log off; sendfile on; tcp_nopush on; client_body_temp_path ${folder}; proxy_temp_path ${folder};
       fastcgi_temp_path ${folder}; uwsgi_temp_path ${folder}; scgi_temp_path ${folder};
       server { listen 127.0.0.1:${String(port)}; root ${folder}; } }`,
  );
  const child = spawn(NGINX, ['-c', join(folder, 'nginx.conf'), '-p', folder], { stdio: 'ignore' });
  try {
    const url = `http://127.0.0.1:${String(port)}/file.bin`;
    while (
      !(await fetch(url, { method: 'HEAD' }).then(
        ({ ok }) => ok,
        () => false,
      ))
    ) {
      await pause(50);
    }
    await work(url);
  } finally {
    child.kill('SIGQUIT');
    await once(child, 'exit');
    await rm(folder, { recursive: true, force: true });
  }
}

/** Megabytes (10^6) a second as curl reads them; it costs the reader less than a client in Node does. */
async function rateOf(url: string, headers: readonly string[], range: string | null): Promise<number> {
  const args = ['-sS', '--fail', '-o', '/dev/null', '-w', '%{size_download} %{time_total}'];
  const { stdout } = await run('curl', [
    ...args,
    ...headers.flatMap((each) => ['-H', each]),
    ...(range === null ? [] : ['-r', range]),
    url,
  ]);
  const [bytes = 0, seconds = 1] = stdout.split(' ').map(Number);
  return bytes / 1e6 / seconds;
}

interface Compared {
  readonly name: string;
  readonly range: string | null;
}

async function compare(
  urls: { readonly ours: string; readonly nginx: string },
  headers: readonly string[],
  { name, range }: Compared,
  report: Report,
): Promise<void> {
  const ratios: number[] = [];
  for (let n = 0; n < settingOf('BENCH_ROUNDS', 5); n += 1) {
    const theirs = await rateOf(urls.nginx, [], range);
    const own = await rateOf(urls.ours, headers, range);
    ratios.push(own / theirs);
    report.note(`${name}: ${own.toFixed(0)} MB/s; nginx ${theirs.toFixed(0)} MB/s`);
  }
  report.figure({ name: `${name}-ratio`, value: median(ratios), must: '>=', bar: 0.8 });
}

const OPEN = '{ viewer { recentFiles(first: 1) { nodes { url } } } }';

/** What it costs that each request is authorised, noted and watched while it runs. */
export async function download(report: Report): Promise<void> {
  if (!existsSync(NGINX)) {
    report.note('nginx is not installed (nginx-light): nothing to compare with');
    return;
  }
  const size = settingOf('BENCH_MEGABYTES', 1_024) * MEGABYTE;
  await withNginx(size, async (nginx) => {
    for (const mode of ['embedded', 'distributed'] as const) {
      await withInstallation({ mode }, async ({ gateways: [door] }) => {
        if (!door) throw new Error('The product has no door');
        const graph = await Graph.at(door.url, 64).signIn(PEOPLE[0] ?? '');
        const token = graph.token ?? '';
        await sendAll(productDestination(door.url, graph, token), size, randomBytes(CHUNK));
        interface Recent {
          viewer: { recentFiles: { nodes: { url: string }[] } };
        }
        const { viewer } = await graph.ask<Recent>(OPEN, {});
        const ours = door.url + (viewer.recentFiles.nodes[0]?.url ?? '');
        const headers = [`authorization: Bearer ${token}`];
        // Downloadable once the pipeline has looked at it.
        const isThere = () => fetch(ours, { method: 'HEAD', headers: { authorization: `Bearer ${token}` } });
        while (!(await isThere()).ok) await pause(100);
        const middle = `${String(size / 4)}-${String(size / 2 - 1)}`;
        await compare({ ours, nginx }, headers, { name: `${mode}-whole`, range: null }, report);
        await compare({ ours, nginx }, headers, { name: `${mode}-range`, range: middle }, report);
        await graph.close();
      });
    }
  });
}
