/** Makes text of records harmless for the place it goes to. */

/** Controls, marks that turn the direction of writing, halves of letters: they have no place in a paper or in XML. */
const unprintable = /[\p{Cc}\p{Cs}\p{Bidi_Control}\ufffe\uffff]/gu;

const references: Readonly<Record<string, string>> = { '"': '&quot;', "'": '&#39;', '&': '&amp;' };

/**
 * Text that Markdown takes as it is written, wherever it stands in a line: every ASCII sign that could mean something is
 * escaped, and also in an attribute of a directive, whose quotes only end at a quote itself. Space around it is dropped, as it could begin a block of code; a line end within it becomes `:br[]`.
 */
export function escapeMarkdown(text: string): string {
  return text
    .split(/\s*[\r\n\u2028\u2029]\s*/u)
    .map((line) => withoutControls(line).trim())
    .filter((line) => line !== '')
    .map((line) => line.replace(/[!-/:-@[-`{-~]/g, (sign) => references[sign] ?? `\\${sign}`))
    .join(':br[]');
}

/** Text in HTML and in attributes in double quotes. */
export function escapeHtml(text: string): string {
  const names: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (sign) => names[sign] ?? sign);
}

/** One line without control characters; a tab or a line end becomes a space. */
export function withoutControls(text: string): string {
  return text.replace(/\s*[\t\r\n\u2028\u2029]+\s*/gu, ' ').replace(unprintable, '');
}

/** Addresses that may become links; all others stay text. */
export function isSafeAddress(address: string): boolean {
  return /^(https?:\/\/|mailto:)[^\s<>"\\]+$/i.test(address);
}
