import { GraphQLScalarType, Kind } from 'graphql';
import {
  GraphQLCountryCode,
  GraphQLDate,
  GraphQLEmailAddress,
  GraphQLLocale,
  GraphQLLocalTime,
  GraphQLTimeZone,
} from 'graphql-scalars';
import { invalid } from '@parley/kit';

interface Wording {
  readonly name: string;
  readonly description: string;
  readonly specifiedByURL: string;
  /** The input field that carries it, under which a form shows the sentence. */
  readonly field: string;
  readonly sentence: string;
}

/** A string that `accepts` passes; anything else is INVALID, with the field and a sentence for people. */
function checkedString(
  wording: Wording,
  accepts: (value: string) => boolean,
): GraphQLScalarType<string, string> {
  const { field, sentence, ...config } = wording;
  const check = (value: unknown): string => {
    if (typeof value !== 'string' || !accepts(value)) throw invalid(field, sentence);
    return value;
  };
  return new GraphQLScalarType({
    ...config,
    serialize: (value) => String(value),
    parseValue: check,
    parseLiteral: (node) => check(node.kind === Kind.STRING ? node.value : undefined),
  });
}

/** graphql-scalars tells what it refuses only by throwing. */
const acceptedBy = (scalar: GraphQLScalarType) => (value: string) => {
  try {
    scalar.parseValue(value);
    return true;
  } catch {
    // Refused: checkedString() says so in our words.
    return false;
  }
};

const LONGEST_EMAIL = 254; // RFC 5321 §4.5.3.1.3, without the angle brackets

export const EmailAddressScalar = checkedString(
  {
    name: 'EmailAddress',
    description: 'An e-mail address.',
    specifiedByURL: 'https://html.spec.whatwg.org/multipage/input.html#valid-e-mail-address',
    field: 'email',
    sentence: 'Write an e-mail address, such as name@example.org',
  },
  (value) => value.length <= LONGEST_EMAIL && acceptedBy(GraphQLEmailAddress)(value),
);

export const PhoneNumberScalar = checkedString(
  {
    name: 'PhoneNumber',
    description: 'A telephone number, E.164.',
    specifiedByURL: 'https://www.itu.int/rec/T-REC-E.164',
    field: 'phone',
    sentence: 'Write the number with its country code and without spaces, such as +441314960000',
  },
  (value) => /^\+[1-9]\d{6,14}$/.test(value),
);

export const LocaleScalar = checkedString(
  {
    name: 'Locale',
    description: 'A language tag, BCP 47.',
    specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc5646',
    field: 'locale',
    sentence: 'Choose a language, such as en-GB',
  },
  acceptedBy(GraphQLLocale),
);

export const TimeZoneScalar = checkedString(
  {
    name: 'TimeZone',
    description: 'An IANA time zone, such as Africa/Nairobi.',
    specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc6557',
    field: 'timeZone',
    sentence: 'Choose a time zone of the IANA list, such as Africa/Nairobi',
  },
  // Intl also accepts bare offsets, which know nothing of daylight saving.
  (value) => /^[A-Za-z]/.test(value) && acceptedBy(GraphQLTimeZone)(value),
);

export const CountryCodeScalar = checkedString(
  {
    name: 'CountryCode',
    description: 'A country, ISO 3166-1 alpha-2.',
    specifiedByURL: 'https://www.iso.org/iso-3166-country-codes.html',
    field: 'country',
    sentence: 'Choose a country by its two letters, such as KE',
  },
  acceptedBy(GraphQLCountryCode),
);

export const LocalTimeScalar = checkedString(
  {
    name: 'LocalTime',
    description: 'A time of day without date or zone.',
    specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339#section-5.6',
    field: 'hours',
    sentence: 'Write a time of day such as 09:30',
  },
  acceptedBy(GraphQLLocalTime),
);

export const UrlScalar = checkedString(
  {
    name: 'URL',
    description: 'An absolute or root-relative address.',
    specifiedByURL: 'https://url.spec.whatwg.org',
    field: 'url',
    sentence: 'Write an address that begins with https:// or /',
  },
  (value) => value.startsWith('/') || URL.canParse(value),
);

const isDay = acceptedBy(GraphQLDate);

/** Days as text, `2026-10-20`: a day has no time zone, so it is never an instant. */
export const DateScalar = checkedString(
  {
    name: 'Date',
    description: 'A day of the calendar, such as 2026-10-20.',
    specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339#section-5.6',
    field: 'date',
    sentence: 'Write a day such as 2026-10-20',
  },
  (value) => isDay(value),
);

/** An answer for the gateway as JSON. Inside the product only, so its type is free. */
const forTheGateway = (name: string, description: string): GraphQLScalarType<unknown, object> =>
  new GraphQLScalarType<unknown, object>({
    name,
    description,
    specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc8259',
    extensions: { directives: { inaccessible: {} } },
    serialize: (value) => value as object,
  });

/** A Viewer, and for how long that holds. */
export const PassportScalar = forTheGateway('Passport', 'What the gateway learns of a credential.');

/** Whose connections are to be ended or checked. */
export const AccountChangesScalar = forTheGateway(
  'AccountChanges',
  'What the gateway learns of changes to accounts.',
);
