import type { CodegenConfig } from '@graphql-codegen/cli';

type Output = NonNullable<CodegenConfig['generates'][string]>;

/** Types and documents of every operation beside which a `.graphql` file stands in `folder`. */
function operations(folder: string): Output {
  return {
    documents: [`${folder}/**/*.graphql`],
    plugins: ['typescript-operations', 'typed-document-node'],
    config: {
      useTypeImports: true,
      enumsAsTypes: true,
      strictScalars: true,
      scalars: {
        ClientKey: 'string',
        CountryCode: 'string',
        Cursor: 'string',
        DateTime: 'string',
        EmailAddress: 'string',
        Locale: 'string',
        LocalTime: 'string',
        Markdown: 'string',
        PhoneNumber: 'string',
        TimeZone: 'string',
        URL: 'string',
      },
      dedupeFragments: true,
      documentMode: 'documentNode',
      optimizeDocumentNode: true,
    },
  };
}

const config: CodegenConfig = {
  schema: './schema/api.graphql',
  ignoreNoDocuments: true,
  generates: {
    'client/src/generated/graphql.ts': operations('client/src/app'),
    'client/src/generated/contract.ts': { plugins: ['./client/build/contract.cjs'] },
    'e2e/generated/graphql.ts': operations('e2e'),
    'bench/generated/graphql.ts': operations('bench'),
  },
};

export default config;
