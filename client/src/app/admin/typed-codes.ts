/** Codes as they were typed, with commas, semicolons or spaces between them, each once. */
export const typedCodes = (typed: string): readonly string[] => [
  ...new Set(typed.split(/[\s,;]+/).filter((code) => code !== '')),
];
