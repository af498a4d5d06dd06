import { invalid } from '@parley/kit';
import { GraphQLScalarType, Kind } from 'graphql';
import { GraphQLLocalDate, GraphQLLocalTime } from 'graphql-scalars';

interface Wording {
  readonly name: string;
  readonly description: string;
  readonly specifiedByURL: string;
  readonly field: string;
  readonly sentence: string;
}

function localScalar(
  { field, sentence, ...config }: Wording,
  standard: GraphQLScalarType,
): GraphQLScalarType<string, string> {
  const check = (value: unknown): string => {
    try {
      standard.parseValue(value);
    } catch {
      // The standard scalar tells what it refuses only by throwing; people are told in our words.
      throw invalid(field, sentence);
    }
    return String(value);
  };
  return new GraphQLScalarType({
    ...config,
    serialize: String,
    parseValue: check,
    parseLiteral: (node) => check(node.kind === Kind.STRING ? node.value : undefined),
  });
}

/** A time of day, as identity's working hours have it. */
export const LocalTimeScalar = localScalar(
  {
    name: 'LocalTime',
    description: 'A time of day without date or zone.',
    specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339#section-5.6',
    field: 'recipientLocalTime',
    sentence: 'Write a time of day such as 09:30',
  },
  GraphQLLocalTime,
);

/** A day of a calendar on somebody's wall. */
export const LocalDateScalar = localScalar(
  {
    name: 'LocalDate',
    description: 'A day without time or zone, such as 2026-11-23.',
    specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339#section-5.6',
    field: 'recipientLocalDate',
    sentence: 'Write a day such as 2026-11-23',
  },
  GraphQLLocalDate,
);
