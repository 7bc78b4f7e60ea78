/** The bytes of a record's file as text: UTF-8, or a problem that says where it is not. */
import type { Problem } from '../../errors.ts';
import { controlCharacterProblem, problemAt, recordLimits, tooLarge } from './guard.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The text of a file's bytes: UTF-8, with its byte order mark and line ends as they are. Anything else is refused
 * rather than repaired: `file-too-large`, `file-not-utf8`, `file-control-character`.
 */
export function decodeText(
  file: string,
  bytes: Uint8Array,
): { readonly text: string; readonly problem?: never } | { readonly text?: never; readonly problem: Problem } {
  if (bytes.length > recordLimits.bytes) {
    return {
      problem: tooLarge(file, `The file has ${bytes.length.toLocaleString('en')} bytes; a record has at most 1 MiB.`),
    };
  }
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    return { problem: notUtf8(file, bytes) };
  }
  const problem = controlCharacterProblem(file, text);
  // Latin letters in UTF-16 without a mark are valid UTF-8 with a NUL between each two of them.
  if (problem && looksLikeUtf16(bytes)) return { problem: notUtf8(file, bytes) };
  return problem ? { problem } : { text };
}

function notUtf8(file: string, bytes: Uint8Array): Problem {
  const isUtf16 = looksLikeUtf16(bytes);
  const valid = isUtf16 ? '' : validPrefix(bytes);
  const message = isUtf16 ? 'The file is UTF-16, not UTF-8.' : 'Here begins a byte sequence that is not UTF-8 text.';
  const hint = 'save the file as UTF-8 in the editor; the bytes are left as they are';
  return problemAt(file, `${valid}?`, valid.length, valid.length + 1, 'file-not-utf8', message, hint);
}

function looksLikeUtf16(bytes: Uint8Array): boolean {
  const mark = (bytes[0] ?? 0) * 256 + (bytes[1] ?? 0);
  if (mark === 0xfffe || mark === 0xfeff) return true;
  const sample = bytes.subarray(0, 64);
  const zeros = [0, 0];
  for (const [index, byte] of sample.entries()) if (byte === 0) zeros[index % 2]!++;
  const half = sample.length / 2;
  return half >= 2 && Math.max(...zeros) > half * 0.7 && Math.min(...zeros) < half * 0.3;
}

/** The text before the first byte that is not UTF-8, found by halving. */
function validPrefix(bytes: Uint8Array): string {
  let low = 0;
  let high = bytes.length;
  let text = '';
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    try {
      // As a stream, a character that is cut at the end does not count as wrong.
      text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.subarray(0, middle), {
        stream: true,
      });
      low = middle;
    } catch {
      high = middle - 1;
    }
  }
  return text;
}
