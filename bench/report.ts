/** One figure of a bench, and the bar that it is held to. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly must: '<=' | '>=';
  readonly bar: number;
}

/** Where a bench tells its results. */
export interface Report {
  /** A line of its own, in the form that scripts read. */
  figure(figure: Figure): void;
  /** What the figure was made of, for people. */
  note(text: string): void;
}

const holds = ({ value, must, bar }: Figure): boolean => (must === '<=' ? value <= bar : value >= bar);

/** Writes `bench NAME FIGURE VALUE <=|>= BAR ok|short` for every figure. */
export const reportOf = (bench: string): Report => ({
  figure(figure) {
    const { name, value, must, bar } = figure;
    const verdict = holds(figure) ? 'ok' : 'short';
    process.stdout.write(`bench ${bench} ${name} ${value.toFixed(2)} ${must} ${String(bar)} ${verdict}\n`);
  },
  note(text) {
    process.stdout.write(`# ${bench}: ${text}\n`);
  },
});
