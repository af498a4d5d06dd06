import { GraphQLScalarType } from 'graphql';
import { invalid } from '@parley/kit';

const refuse = (): never => {
  throw invalid('country', 'A country is told here, never asked for');
};

/** Identity's scalar; files only ever answers with what identity told. */
export const CountryCodeScalar = new GraphQLScalarType<string, string>({
  name: 'CountryCode',
  description: 'A country, ISO 3166-1 alpha-2.',
  specifiedByURL: 'https://www.iso.org/iso-3166-country-codes.html',
  serialize: (value) => String(value),
  parseValue: refuse,
  parseLiteral: refuse,
});
