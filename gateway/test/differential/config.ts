/** How much is compared; the unit run takes the defaults. */
export interface Extent {
  /** Operations for each small supergraph (`DIFFERENTIAL_SEEDS`). */
  readonly seeds: number;
  /** Where seeds begin (`DIFFERENTIAL_FROM`), to go on where another run ended. */
  readonly from: number;
  /** Each supergraph goes on with further seeds for this long (`DIFFERENTIAL_SECONDS`); 0: not at all. */
  readonly seconds: number;
  /** `<supergraph>:<seed>`: this one alone (`DIFFERENTIAL_ONLY`), as a failure prints it. */
  readonly only: string | null;
}

const numberOf = (text: string | undefined, otherwise: number): number =>
  text === undefined || text === '' ? otherwise : Number(text);

export const extent: Extent = {
  seeds: numberOf(process.env['DIFFERENTIAL_SEEDS'], 100),
  from: numberOf(process.env['DIFFERENTIAL_FROM'], 0),
  seconds: numberOf(process.env['DIFFERENTIAL_SECONDS'], 0),
  only: process.env['DIFFERENTIAL_ONLY'] ?? null,
};

/** How long one supergraph may take, in milliseconds: some operations take the planner a second. */
export const timeoutMs = 60_000 + extent.seeds * 300 + extent.seconds * 1_500;
