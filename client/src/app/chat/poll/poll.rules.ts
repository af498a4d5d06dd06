/** What somebody has chosen after choosing that answer: once more takes it back, and of one-answer polls one stays. */
export function afterChoice(
  chosen: readonly string[],
  optionId: string,
  multiple: boolean,
): readonly string[] {
  const others = chosen.filter((id) => id !== optionId);
  if (others.length < chosen.length) return multiple ? others : [];
  return multiple ? [...others, optionId] : [optionId];
}

/** The part of the voters who chose an answer, 0 to 1. */
export const shareOf = (count: number, voters: number): number => (voters > 0 ? count / voters : 0);

/** The answers that were written, each once, without the empty ones. */
export function writtenAnswers(answers: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return answers
    .map((answer) => answer.trim())
    .filter((answer) => {
      const known = seen.has(answer.toLocaleLowerCase());
      seen.add(answer.toLocaleLowerCase());
      return answer !== '' && !known;
    });
}
