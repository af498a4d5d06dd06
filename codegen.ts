import type { CodegenConfig } from '@graphql-codegen/cli';

type Output = NonNullable<CodegenConfig['generates'][string]>;

const scalars = {
  ClientKey: 'string',
  CountryCode: 'string',
  Cursor: 'string',
  Date: 'string',
  DateTime: 'string',
  EmailAddress: 'string',
  ID: 'string',
  LocalDate: 'string',
  Locale: 'string',
  LocalTime: 'string',
  Markdown: 'string',
  PhoneNumber: 'string',
  SafeInt: 'number',
  TimeZone: 'string',
  URL: 'string',
};

/** Types and documents of the operations that stand as `.graphql` files in a folder. */
function operations(folder: string, more: Record<string, unknown> = {}): Output {
  return {
    documents: [`${folder}/**/*.graphql`],
    plugins: ['typescript-operations', 'typed-document-node'],
    config: {
      useTypeImports: true,
      enumsAsTypes: true,
      strictScalars: true,
      scalars,
      dedupeFragments: true,
      documentMode: 'documentNode',
      optimizeDocumentNode: true,
      ...more,
    },
  };
}

const config: CodegenConfig = {
  schema: './schema/api.graphql',
  ignoreNoDocuments: true,
  generates: {
    // Apollo's cache asks for every __typename by itself, so answers have it though documents do not name it.
    // client/build/documents.mjs makes client/src/generated/graphql.ts of it.
    'client/src/generated/source/operations.ts': operations('client/src/app', {
      nonOptionalTypename: true,
      skipTypeNameForRoot: true,
    }),
    'client/src/generated/contract.ts': { plugins: ['./client/build/contract.cjs'] },
    'e2e/generated/graphql.ts': operations('e2e'),
    'bench/generated/graphql.ts': operations('bench'),
  },
};

export default config;
