/** Text in XML: signs of markup as references, and what XML 1.0 cannot hold as an escape that can be read. */
import { terminalSafe } from '../core/terminal-safe.ts';

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** As text, and as an attribute in quotes. */
export function xmlText(text: string): string {
  return terminalSafe(text).replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);
}
