/** The hook that checks records before a commit by hand. Commits that irc makes itself are checked already. */
import { shellWord } from '../schemas/typed-text.ts';

/** Set for every commit that irc makes. */
export const savingVariable = 'IRC_SAVING';

/** The line by which a hook is known to check records, and which another hook may take in. */
export const hookLine = 'irc validate --changed HEAD --quiet';

/** The script. `prefix` leads from the top of the working tree to the register. */
export function hookText(prefix: string): string {
  const folder = prefix === '' ? '' : `cd ${shellWord(prefix)} || exit 1\n`;
  return `#!/bin/sh
# Checks the records that changed before they are committed by hand (irc doctor --hook).
# To commit once without it: git commit --no-verify
[ -n "$${savingVariable}" ] && exit 0
command -v irc >/dev/null 2>&1 || exit 0
git rev-parse --quiet --verify HEAD >/dev/null || exit 0
${folder}git diff --cached --quiet -- records schemas templates && exit 0
${hookLine} && exit 0
echo 'The records have errors, so nothing is committed. To commit all the same: git commit --no-verify' >&2
exit 1
`;
}
