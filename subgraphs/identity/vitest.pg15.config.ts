import base from '../../vitest.config.ts';
const projects = base.test.projects.filter((p) => p.test.name === 'identity').map((p) => ({ ...p, test: { ...p.test, globalSetup: [], root: '/work/main/subgraphs/identity', sequence: {shuffle: true} } }));
export default { ...base, test: { ...base.test, projects } };
