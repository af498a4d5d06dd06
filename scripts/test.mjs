import { checks, runChecks } from './check.mjs';
import { installDebianPackages } from './debian.mjs';
import { StepError, build, install } from './steps.mjs';
import { componentTests, vitest } from './vitest.mjs';

const e2e = (project) => vitest(project, ['--config', 'e2e/vitest.config.ts', '--project', project]);

/** What `npm test` runs, in order: what is cheap to be wrong about comes first. */
const sections = [
  { name: 'check', run: () => runChecks(checks) },
  { name: 'unit', run: () => vitest('unit', []) },
  { name: 'components', run: () => componentTests('components') },
  { name: 'graph-embedded', e2e: true, run: () => e2e('graph-embedded') },
  { name: 'graph-distributed', e2e: true, run: () => e2e('graph-distributed') },
  { name: 'faults', e2e: true, run: () => e2e('faults') },
  { name: 'browser', e2e: true, run: () => e2e('browser') },
];

/** `npm test`, or `npm test <section> …`, where e2e stands for all that drive the whole product. */
async function test(wanted) {
  await install();
  await installDebianPackages();
  await build();
  const total = { passed: 0, failed: 0 };
  const seconds = [];
  for (const section of sections) {
    const asked =
      wanted.length === 0 || wanted.includes(section.name) || (section.e2e && wanted.includes('e2e'));
    if (!asked) continue;
    process.stdout.write(`\n── ${section.name} ──\n`);
    const begun = Date.now();
    const { passed, failed } = await section.run();
    total.passed += passed;
    total.failed += failed;
    seconds.push(
      `${section.name} ${passed} passed, ${failed} failed, ${((Date.now() - begun) / 1000).toFixed(0)} s`,
    );
  }
  process.stdout.write(`\n${seconds.join('\n')}\n\n${total.passed} passed, ${total.failed} failed\n`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}

try {
  await test(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof StepError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.stdout.write('0 passed, 1 failed\n');
  process.exitCode = 1;
}
