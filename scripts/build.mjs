import { StepError, build, install } from './steps.mjs';

/** `npm run build`: everything that npm start runs. */
try {
  await install();
  await build();
} catch (error) {
  if (!(error instanceof StepError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
