/** A command line up to the cursor, as the words that a shell would make of it. */

export interface TypedLine {
  /** Whole words, quotes and backslashes taken off. */
  readonly words: readonly string[];
  /** The word under the cursor; empty after a space. */
  readonly current: string;
}

/** Splits at spaces outside of quotes. Nothing is expanded: `$x` and `$(x)` are text. A quote left open goes to the end. */
export function shellWords(line: string): TypedLine {
  const words: string[] = [];
  let word = '';
  let isOpen = false;
  let quote = '';
  for (let index = 0; index < line.length; index += 1) {
    const sign = line[index] as string;
    if (quote !== '') {
      if (sign === quote) quote = '';
      else if (sign === '\\' && quote === '"') word += line[++index] ?? '';
      else word += sign;
    } else if (sign === '"' || sign === "'") {
      quote = sign;
      isOpen = true;
    } else if (sign === '\\') {
      word += line[++index] ?? '';
      isOpen = true;
    } else if (/\s/.test(sign)) {
      if (isOpen) words.push(word);
      word = '';
      isOpen = false;
    } else {
      word += sign;
      isOpen = true;
    }
  }
  return { words, current: word };
}
