import base from './vitest.config.js';
const projects = (base as any).test.projects.map((p: any) => p.test.globalSetup ? { ...p, test: { ...p.test, globalSetup: ['/tmp/parley-e2e/setup.ts'] } } : p);
export default { test: { projects } };
