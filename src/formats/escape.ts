/** Makes text of records harmless for the place it goes to. */

/** Control characters, and marks that turn the direction of writing: they have no place in a paper. */
const unprintable = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\ufffe\uffff]/gu;

/** Text that Markdown takes as it is written: every sign that could mean something is escaped; line ends become spaces. */
export function escapeMarkdown(text: string): string {
  return withoutControls(text).replace(/[!-/:-@[-`{-~]/g, '\\$&');
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

/** One line without control characters. */
export function withoutControls(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, ' ').replace(unprintable, '');
}

/** Addresses that may become links; all others stay text. */
export function isSafeAddress(address: string): boolean {
  return /^(https?:\/\/|mailto:)[^\s<>"]+$/i.test(address);
}
