/** Did you mean …: the nearest right word to a mistyped command, id, field or value. */

/**
 * The candidate nearest to a mistyped word, or undefined if none is near enough to be worth naming. Case does not
 * count. Near is: about one slip (a letter wrong, missing, added, or two swapped) for each three letters; or the word
 * is the beginning of the candidate (three letters or more; with a slip, five). Of equally near candidates the first is named.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const typed = fold(word);
  if (typed === '') return undefined;
  let best: string | undefined;
  let bestCost = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const cost = costOf(typed, fold(candidate), bestCost);
    if (cost < bestCost) {
      best = candidate;
      bestCost = cost;
    }
  }
  return best;
}

/** Names longer than this are nobody's typing; comparing them would cost the square of their length. */
const longestCompared = 200;

function fold(text: string): string {
  return text.slice(0, longestCompared).normalize('NFC').toLowerCase().replaceAll('_', '-');
}

function costOf(typed: string, candidate: string, limit: number): number {
  if (typed === candidate) return 0;
  // A beginning is a better guess than two slips, a worse one than a single slip.
  if (typed.length >= 3 && candidate.startsWith(typed)) return 1.5 + (candidate.length - typed.length) / 1000;
  // A slip in a beginning: "signd" for signed-text.
  const begins = typed.length >= 5 && candidate.length > typed.length + 1;
  if (begins && slipsBetween(typed, candidate.slice(0, typed.length + 1)) <= 1)
    return 2.5 + (candidate.length - typed.length) / 1000;
  const allowed = Math.max(1, Math.floor(Math.max(typed.length, candidate.length) / 3));
  if (Math.abs(typed.length - candidate.length) > Math.min(allowed, limit)) return Number.POSITIVE_INFINITY;
  const slips = slipsBetween(typed, candidate);
  // A word that shares nothing is not a slip of another: "a" is not "b".
  if (slips > allowed || slips >= Math.min(typed.length, candidate.length)) return Number.POSITIVE_INFINITY;
  return typed[0] === candidate[0] ? slips - 0.1 : slips;
}

/** Damerau-Levenshtein distance (optimal string alignment): slips that turn one word into the other. */
export function slipsBetween(from: string, to: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      let cost = Math.min(previous[column]! + 1, current[column - 1]! + 1, previous[column - 1]! + (same ? 0 : 1));
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (swapped) cost = Math.min(cost, beforePrevious[column - 2]! + 1);
      current.push(cost);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[to.length]!;
}
