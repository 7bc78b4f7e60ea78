/** Text of a terminal that opens an address (OSC 8), where the terminal takes that. */

/** Common practice (npm's supports-hyperlinks): FORCE_HYPERLINK, then the terminals that are known to take them. */
export function takesHyperlinks(
  env: NodeJS.ProcessEnv,
  { isTerminal, hasColor, platform }: { isTerminal: boolean; hasColor: boolean; platform: NodeJS.Platform },
): boolean {
  const forced = env.FORCE_HYPERLINK;
  if (forced !== undefined) return forced === '' || Number.parseInt(forced, 10) !== 0;
  if (!isTerminal || !hasColor) return false;
  if (env.WT_SESSION !== undefined) return true;
  if (platform === 'win32' || env.CI !== undefined || env.TEAMCITY_VERSION !== undefined) return false;
  return (
    isKnownProgram(env) ||
    isKnownVte(env.VTE_VERSION) ||
    /^(alacritty|xterm-kitty|foot|xterm-ghostty)/.test(env.TERM ?? '')
  );
}

/** The versions from which a terminal takes them, as numbers from the left. */
const programs: Readonly<Record<string, readonly number[]>> = {
  'iTerm.app': [3, 1],
  WezTerm: [20200620],
  vscode: [1, 72],
  ghostty: [0],
  zed: [0],
  Hyper: [2],
};

function isKnownProgram(env: NodeJS.ProcessEnv): boolean {
  const since = programs[env.TERM_PROGRAM ?? ''];
  if (since === undefined) return false;
  const version = (env.TERM_PROGRAM_VERSION ?? '').split(/[.-]/).map(Number);
  for (const [index, least] of since.entries()) {
    const part = version[index] || 0;
    if (part !== least) return part > least;
  }
  return true;
}

/** VTE writes 0.50.1 as 5001; 0.50.0 crashes on a link. */
function isKnownVte(version: string | undefined): boolean {
  if (version === undefined || version === '0.50.0') return false;
  const number = version.includes('.') ? dotted(version) : Number(version);
  return number > 5000;
}

function dotted(version: string): number {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  return major * 10_000 + minor * 100 + patch;
}

const begin = '\u001b]8;;';
const end = '\u001b\\';

/**
 * The text, leading to the address. An address is written in plain letters only, so that nothing in it can end the link and
 * command the terminal; one that is none of the web, of mail or of a file is left out.
 */
export function hyperlink(text: string, address: string): string {
  if (!/^(https?:\/\/|mailto:|file:\/\/)/i.test(address)) return text;
  const plain = address.replace(/[^\x21-\x7e]/gu, (letter) => (isLone(letter) ? '' : encodeURIComponent(letter)));
  return `${begin}${plain}${end}${text}${begin}${end}`;
}

/** Half of a pair, which cannot be encoded. */
function isLone(letter: string): boolean {
  return /^[\ud800-\udfff]$/.test(letter);
}

/** The text with its links as plain text. */
export function withoutHyperlinks(text: string): string {
  const [first = '', ...rest] = text.split(begin);
  return first + rest.map((part) => part.slice(part.indexOf(end) + end.length)).join('');
}
