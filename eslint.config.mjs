import angular from 'angular-eslint';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import parley from './eslint/plugin.mjs';

const TESTS = ['**/*.test.ts', '**/test/**/*.ts', 'e2e/**/*.ts', '**/testing/**/*.ts'];

const environment = {
  object: 'process',
  property: 'env',
  message: 'Configuration is read once, by readConfig in a config.ts or main.ts.',
};

const restricted = {
  exportDefault: { selector: 'ExportDefaultDeclaration', message: 'Exports have names.' },
  error: {
    selector: "ThrowStatement > NewExpression[callee.name='Error']",
    message: 'Throw one of the closed set: notFound(), invalid(), forbidden(), conflict() or an AppError.',
  },
  enum: { selector: 'TSEnumDeclaration', message: 'Use a const object; only the schema has enums.' },
};

/** The fifteen rules of style, as far as a syntax tree can show them. */
const house = {
  plugins: { parley },
  linterOptions: { reportUnusedDisableDirectives: 'error' },
  rules: {
    'parley/filename': 'error',
    'parley/explain-catch': 'error',
    'parley/reasoned-suppression': 'error',
    'parley/no-own-mocks': 'error',
    'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
    'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
    'no-restricted-properties': ['error', environment],
    'no-restricted-syntax': ['error', restricted.exportDefault, restricted.error],
    'no-console': 'error',
    'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'] }],
    'object-shorthand': 'error',
    'prefer-template': 'error',
    eqeqeq: ['error', 'always', { null: 'ignore' }],
    curly: ['error', 'multi-line'],
  },
};

const typed = {
  rules: {
    'no-restricted-syntax': ['error', restricted.exportDefault, restricted.error, restricted.enum],
    '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
    '@typescript-eslint/no-unused-vars': [
      'error',
      { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
    ],
    '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    '@typescript-eslint/prefer-readonly': 'error',
    '@typescript-eslint/no-import-type-side-effects': 'error',
    // Resolver, component and table classes are read by their decorators, and many hold nothing else.
    '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
    '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    // A promise handed to a DOM or emitter listener is already looked after by no-floating-promises.
    '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
    // Bracket access to an index signature is what TypeScript asks for under noPropertyAccessFromIndexSignature.
    '@typescript-eslint/dot-notation': 'off',
    // `interface` for shapes; a `type` is right for unions and mapped types, which this rule leaves alone.
    '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
    '@typescript-eslint/non-nullable-type-assertion-style': 'off',
    // A row is returned where a type is promised (style, rule 1): classes are compared by shape, never by constructor.
    '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
  },
};

const server = [
  'subgraphs/**/*.ts',
  'gateway/**/*.ts',
  'schema/**/*.ts',
  'e2e/**/*.ts',
  'bench/**/*.ts',
  '*.ts',
  'eslint/**/*.ts',
  'scripts/**/*.ts',
  'docs/**/*.ts',
];

export default defineConfig(
  {
    ignores: [
      '**/dist/',
      '**/node_modules/',
      '**/generated/',
      '**/.angular/',
      'test-output/',
      'coverage/',
      'data/',
      'client/public/',
    ],
  },

  // Plain JavaScript: scripts that run before anything is built, and configuration.
  {
    files: ['**/*.mjs', '**/*.cjs', '**/*.js'],
    ...house,
    rules: {
      ...house.rules,
      'no-restricted-properties': 'off',
      'no-console': 'off',
      'no-restricted-syntax': 'off',
      'parley/explain-catch': 'off',
    },
  },

  // Everything in TypeScript that is not the client.
  {
    files: server,
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked, house, typed],
    languageOptions: {
      parserOptions: { project: './tsconfig.eslint.json', tsconfigRootDir: import.meta.dirname },
    },
  },
  {
    files: ['subgraphs/**/src/**/*.ts', 'gateway/src/**/*.ts'],
    plugins: { parley },
    rules: { 'parley/publish-in-services': 'error' },
  },
  { files: ['**/*.resolver.ts'], rules: { 'max-statements': ['error', 3], 'max-lines': ['error', 200] } },

  // The client.
  {
    files: ['client/src/**/*.ts'],
    extends: [
      tseslint.configs.strictTypeChecked,
      tseslint.configs.stylisticTypeChecked,
      angular.configs.tsRecommended,
      house,
      typed,
    ],
    languageOptions: {
      parserOptions: { project: './client/tsconfig.json', tsconfigRootDir: import.meta.dirname },
    },
    processor: angular.processInlineTemplates,
    rules: {
      '@angular-eslint/prefer-inject': 'error',
      '@angular-eslint/prefer-signals': 'error',
      '@angular-eslint/component-class-suffix': 'off',
      '@angular-eslint/directive-class-suffix': 'off',
    },
  },
  {
    files: ['client/src/**/*.html'],
    extends: [angular.configs.templateRecommended, angular.configs.templateAccessibility],
    rules: {
      // appIconButton and appNavItem turn their label into the name of the element.
      '@angular-eslint/template/elements-content': ['error', { allowList: ['label'] }],
      '@angular-eslint/template/prefer-control-flow': 'error',
      '@angular-eslint/template/prefer-self-closing-tags': 'error',
      '@angular-eslint/template/button-has-type': 'error',
      '@angular-eslint/template/no-inline-styles': ['error', { allowBindToStyle: true, allowNgStyle: false }],
    },
  },

  // Exceptions, each by what the file is for.
  {
    files: ['*.ts', '*.mjs', '**/*.config.ts', '**/vitest.setup.ts', 'e2e/stack/*.setup.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['subgraphs/kit/**/*.ts', 'schema/**/*.ts', 'bench/**/*.ts', 'e2e/**/*.ts', ...TESTS],
    rules: { 'no-restricted-syntax': ['error', restricted.exportDefault] },
  },
  {
    files: [
      '**/config.ts',
      '**/main.ts',
      '**/all-in-one.ts',
      '**/vitest*.ts',
      'codegen.ts',
      'bench/product.ts',
      'subgraphs/kit/src/testing/**',
      ...TESTS,
    ],
    rules: { 'no-restricted-properties': 'off' },
  },
  // Examples are programs of other people, who have their own errors, and are read on one page.
  {
    files: ['docs/**/*.ts'],
    rules: { 'no-restricted-syntax': 'off', '@typescript-eslint/no-confusing-void-expression': 'off' },
  },
  // A first migration is one SQL text; cutting it up would hide what it makes.
  { files: ['**/migrations/*.ts'], rules: { 'max-lines-per-function': 'off' } },
  {
    files: ['schema/*.ts', 'bench/**/*.ts', '**/main.ts', '**/all-in-one.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: TESTS,
    rules: {
      'max-lines': ['error', 400],
      'max-lines-per-function': 'off',
      'no-restricted-syntax': 'off',
      // Answers of the API are compared as whole values of any shape.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/require-await': 'off',
    },
  },
);
