/** A page of Markdown for a code host, which takes only so much. */

/**
 * At most so many bytes, and a line that says so where it was cut; it ends after a whole line, which is a whole row of a
 * table. Bytes and not letters: one of Amharic has three.
 */
export function cutPage(text: string, mostBytes: number): string {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length <= mostBytes) return text;
  const begin = new TextDecoder().decode(bytes.subarray(0, Math.max(0, bytes.lastIndexOf(lineEnd, mostBytes))));
  return `${begin}\n\nMore than a page can hold: irc diff and irc validate tell the rest.\n`;
}

const lineEnd = 10;
