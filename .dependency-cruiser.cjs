/** Who may import whom. Paths are roles: `*.store.ts` means the same thing in every subgraph. */
const subgraph = '^subgraphs/(?!kit/)([^/]+)/src/';
const feature = `${subgraph}([^/]+)/`;
const notOnlyTypes = { dependencyTypesNot: ['type-only'] };
const tests = '\\.test\\.ts$|/test/|/testing/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or hide a third.',
      severity: 'error',
      from: { pathNot: '^client/' },
      to: { circular: true, viaOnly: notOnlyTypes },
    },
    {
      name: 'subgraphs-are-strangers',
      comment: 'A subgraph refers to others by key and follows their events; it never imports them.',
      severity: 'error',
      from: { path: subgraph },
      to: { path: '^(subgraphs/(?!kit/)|gateway/|client/|schema/)', pathNot: '^subgraphs/$1/' },
    },
    {
      name: 'kit-knows-no-product',
      severity: 'error',
      from: { path: '^subgraphs/kit/' },
      to: { path: '^(subgraphs/(?!kit/)|gateway/|client/|schema/)' },
    },
    {
      name: 'kit-is-used-through-its-doors',
      comment:
        'kit exports ".", "./testing", "./testing/peers", "./passwords" and "./tool"; its inside is its own.',
      severity: 'error',
      from: { path: '^(subgraphs/(?!kit/)|gateway/|schema/)' },
      to: { path: '^subgraphs/kit/src/(?!((testing/)?index|testing/peers|passwords|tool)\\.ts$)' },
    },
    {
      name: 'the-gateway-knows-the-contract-only',
      comment: 'Only the embedded entry point and the schema emitter import subgraphs.',
      severity: 'error',
      from: { path: '^gateway/src/', pathNot: '/all-in-one\\.ts$' },
      to: { path: '^subgraphs/(?!kit/)' },
    },
    {
      name: 'apollo-stays-in-its-folder',
      comment: 'Elastic-licensed packages are used behind one interface.',
      severity: 'error',
      from: { path: '^gateway/src/', pathNot: '^gateway/src/federation/' },
      to: { path: 'node_modules/@apollo/' },
    },
    {
      name: 'client-knows-only-the-schema',
      severity: 'error',
      from: { path: '^client/' },
      to: { path: '^(subgraphs|gateway|schema)/' },
    },
    {
      name: 'client-features-are-strangers',
      severity: 'error',
      from: { path: '^client/src/app/(admin|chat|files|meetings|people|settings|sign-in)/' },
      to: {
        path: '^client/src/app/(admin|chat|files|meetings|people|settings|sign-in)/',
        pathNot: '^client/src/app/$1/',
      },
    },
    {
      name: 'ui-only-looks',
      comment: 'No GraphQL, no session, no router, no feature: looks.',
      severity: 'error',
      from: { path: '^client/src/app/ui/' },
      to: {
        path: '^client/src/(app/(admin|chat|core|files|meetings|people|settings|shell|sign-in)/|generated/graphql)|node_modules/(@apollo|apollo-angular|@angular/router)',
        ...notOnlyTypes,
      },
    },
    {
      name: 'core-knows-no-feature',
      severity: 'error',
      from: { path: '^client/src/app/core/' },
      to: { path: '^client/src/app/(chat|meetings|people|settings|sign-in|shell)/' },
    },
    {
      name: 'resolvers-only-call-services',
      severity: 'error',
      from: { path: '\\.resolver\\.ts$' },
      to: { path: '\\.(store|table|access|rules)\\.ts$|node_modules/typeorm', ...notOnlyTypes },
    },
    {
      name: 'sql-lives-in-stores',
      severity: 'error',
      from: { path: '^subgraphs/', pathNot: `\\.(store|table)\\.ts$|/migrations/|^subgraphs/kit/|${tests}` },
      to: { path: 'node_modules/typeorm', ...notOnlyTypes },
    },
    {
      name: 'graphql-stays-at-the-edge',
      severity: 'error',
      from: { path: '\\.(service|store|table|access|rules)\\.ts$' },
      to: { path: 'node_modules/type-graphql' },
    },
    {
      name: 'rules-are-pure',
      severity: 'error',
      from: { path: '^subgraphs/.*\\.rules\\.ts$' },
      to: { path: '\\.(store|service|access|resolver|consumer)\\.ts$|^node:', ...notOnlyTypes },
    },
    {
      name: 'stores-are-private-to-their-feature',
      severity: 'error',
      from: { path: feature, pathNot: tests },
      to: { path: '\\.store\\.ts$', pathNot: '^subgraphs/$1/src/$2/' },
    },
    {
      name: 'ship-no-tests',
      severity: 'error',
      from: { pathNot: `${tests}|^e2e/|^bench/` },
      to: { path: '\\.test\\.ts$|/test/' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.base.json' },
    tsPreCompilationDeps: 'specify',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/|/generated/icons|\\.d\\.ts$' },
    enhancedResolveOptions: {
      conditionNames: ['parley-source', 'import', 'require', 'node', 'default', 'types'],
      exportsFields: ['exports'],
    },
  },
};
