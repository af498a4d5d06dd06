/** Reads one variable: gives its value, or says in a sentence what is wrong. */
export interface Variable<T> {
  readonly read: (raw: string | undefined) => { readonly value: T } | { readonly fault: string };
  optional(): Variable<T | undefined>;
}

/** What a program needs to know from its environment. */
export type ConfigShape = Readonly<Record<string, Variable<unknown>>>;

/** The values of a shape, frozen. */
export type Config<S extends ConfigShape> = {
  readonly [K in keyof S]: S[K] extends Variable<infer T> ? T : never;
};

/** Every fault of the environment at once, so that one start tells all. */
export class ConfigError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(
      `The configuration has ${faults.length === 1 ? 'a fault' : 'faults'}:\n${faults.map((f) => `  ${f}`).join('\n')}`,
    );
  }
}

function variable<T>(
  parse: (raw: string) => { value: T } | { fault: string },
  fallback?: NoInfer<T>,
): Variable<T> {
  const required: Variable<T> = {
    read: (raw) => {
      if (raw !== undefined && raw !== '') return parse(raw);
      return fallback === undefined ? { fault: 'is not set' } : { value: fallback };
    },
    optional: () => ({
      read: (raw) => (raw === undefined || raw === '' ? { value: undefined } : parse(raw)),
      optional() {
        return this;
      },
    }),
  };
  return required;
}

/** Any text. */
export const text = (fallback?: string): Variable<string> =>
  variable<string>((raw) => ({ value: raw }), fallback);

/** A TCP port, 0 for any free one. */
export const port = (fallback?: number): Variable<number> =>
  variable<number>((raw) => {
    const value = Number(raw);
    return Number.isInteger(value) && value >= 0 && value <= 65535
      ? { value }
      : { fault: `is not a port between 0 and 65535: ${raw}` };
  }, fallback);

/** A whole number within bounds. */
export const integer = (bounds: { min: number; max: number }, fallback?: number): Variable<number> =>
  variable<number>((raw) => {
    const value = Number(raw);
    return Number.isInteger(value) && value >= bounds.min && value <= bounds.max
      ? { value }
      : { fault: `is not a whole number between ${String(bounds.min)} and ${String(bounds.max)}: ${raw}` };
  }, fallback);

/** An absolute address of one of the given protocols, such as `postgres:`. */
export const url = (protocols: readonly string[], fallback?: string): Variable<string> =>
  variable<string>((raw) => {
    const parsed = URL.parse(raw);
    return parsed && protocols.includes(parsed.protocol)
      ? { value: raw }
      : { fault: `is not an address that begins with ${protocols.map((p) => `${p}//`).join(' or ')}` };
  }, fallback);

/** Where a service listens: one address for each of its replicas, separated by commas. */
export const urls = (
  protocols: readonly string[],
  fallback?: readonly string[],
): Variable<readonly string[]> =>
  variable<readonly string[]>((raw) => {
    const results = raw.split(',').map((part) => url(protocols).read(part.trim()));
    const faults = results.flatMap((result) => ('fault' in result ? [result.fault] : []));
    if (faults.length > 0) return { fault: faults.join('; ') };
    return { value: results.flatMap((result) => ('value' in result ? [result.value] : [])) };
  }, fallback);

/** `1`, `true`, `0` or `false`. */
export const flag = (fallback?: boolean): Variable<boolean> =>
  variable<boolean>((raw) => {
    if (raw === '1' || raw === 'true') return { value: true };
    if (raw === '0' || raw === 'false') return { value: false };
    return { fault: `is neither 1 nor 0: ${raw}` };
  }, fallback);

/** One of a few words. */
export const oneOf = <const W extends string>(words: readonly W[], fallback?: W): Variable<W> =>
  variable<W>((raw) => {
    const word = words.find((candidate) => candidate === raw);
    return word === undefined ? { fault: `is none of ${words.join(', ')}: ${raw}` } : { value: word };
  }, fallback);

/** A secret of at least 32 characters; never has a default and is never repeated in a fault. */
export const secret = (): Variable<string> =>
  variable<string>((raw) => (raw.length >= 32 ? { value: raw } : { fault: 'is shorter than 32 characters' }));

/**
 * Reads the environment once.
 * @throws ConfigError with every fault
 */
export function readConfig<S extends ConfigShape>(
  shape: S,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Config<S> {
  const faults: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, entry] of Object.entries(shape)) {
    const result = entry.read(environment[name]);
    if ('fault' in result) faults.push(`${name} ${result.fault}`);
    else values[name] = result.value;
  }
  if (faults.length > 0) throw new ConfigError(faults);
  return Object.freeze(values) as Config<S>;
}
