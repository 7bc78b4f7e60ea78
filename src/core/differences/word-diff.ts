/** Two texts compared word by word, or line by line. The one place that uses the library `diff`. */
import { diffArrays } from 'diff';

export interface TextPart {
  readonly change: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Beyond so many differences a text was written anew, and comparing it further would only take long. */
const mostEdits = 2_000;

/** What stayed, went and came, in any language that puts spaces between words. Spaces between two changes join them. */
export function wordParts(before: string, after: string): TextPart[] {
  return joined(compared(wordsOf(before), wordsOf(after)));
}

/** Lines that stayed, went and came; each part is one line without its end. */
export function lineParts(before: string, after: string): TextPart[] {
  const lines = (text: string): string[] => (text === '' ? [] : text.replace(/\n$/, '').split(/\r?\n/));
  return compared(lines(before), lines(after));
}

/** The parts without most of what stayed: at most so many words of it beside each change. */
export function elided(parts: readonly TextPart[], words: number): TextPart[] {
  return parts.map((part, index) => {
    if (part.change !== 'same') return part;
    const pieces = part.text.match(/\s*\S+\s*/g) ?? [];
    const head = index === 0 ? [] : pieces.slice(0, words);
    const tail = index === parts.length - 1 ? [] : pieces.slice(Math.max(head.length, pieces.length - words));
    if (head.length + tail.length >= pieces.length) return part;
    return { ...part, text: `${head.join('').trimEnd()}${head.length > 0 ? ' ' : ''}… ${tail.join('').trimStart()}` };
  });
}

function wordsOf(text: string): string[] {
  return text.match(/\s+|[\p{L}\p{M}\p{N}_'’-]+|[^\s\p{L}\p{M}\p{N}_'’-]/gu) ?? [];
}

function compared(before: string[], after: string[]): TextPart[] {
  const found = diffArrays(before, after, { maxEditLength: mostEdits });
  if (found === undefined) return [...parts('removed', before), ...parts('added', after)];
  return found.flatMap(({ added, removed, value }) => parts(added ? 'added' : removed ? 'removed' : 'same', value));
}

function parts(change: TextPart['change'], texts: readonly string[]): TextPart[] {
  return texts.map((text) => ({ change, text }));
}

/** Neighbours of the same sort as one part; a change always as what went, then what came. */
function joined(words: readonly TextPart[]): TextPart[] {
  const result: TextPart[] = [];
  let removed = '';
  let added = '';
  const flush = (): void => {
    // A space that both end with has not changed.
    const space = removed !== '' && added !== '' ? (/\s+$/.exec(removed)?.[0] ?? '') : '';
    const isShared = space !== '' && added.endsWith(space);
    const cut = (text: string): string => (isShared ? text.slice(0, -space.length) : text);
    if (cut(removed) !== '') result.push({ change: 'removed', text: cut(removed) });
    if (cut(added) !== '') result.push({ change: 'added', text: cut(added) });
    if (isShared) result.push({ change: 'same', text: space });
    removed = '';
    added = '';
  };
  words.forEach(({ change, text }, index) => {
    if (change === 'removed') removed += text;
    else if (change === 'added') added += text;
    else if (/^\s+$/.test(text) && removed !== '' && added !== '' && words[index + 1]?.change !== 'same') {
      removed += text;
      added += text;
    } else {
      flush();
      const last = result.at(-1);
      if (last?.change === 'same') result[result.length - 1] = { change, text: last.text + text };
      else result.push({ change, text });
    }
  });
  flush();
  return result;
}
