import { runTool } from '../src/tool.js';

/** A process of its own, for a test that kills it: passes on what a program says, which is its id. */
await runTool(
  process.execPath,
  ['-e', 'process.stdout.write(String(process.pid)); setInterval(() => {}, 1_000)'],
  {
    onBytes: (said) => process.stdout.write(said),
  },
);
