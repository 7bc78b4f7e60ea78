/** How git is told to join and show records by their fields: one line in .gitattributes, and settings of each clone. */

export const recordAttributes = 'records/**/*.yaml text eol=lf diff=irc merge=irc';

/** The line as earlier versions of irc wrote it. */
export const formerRecordAttributes = ['records/**/*.yaml text eol=lf diff=irc'];

/** What `irc merge-driver` prints: git's driver trusts no silence. */
export const driverWords = { merged: 'merged', conflict: 'conflict' } as const;

/**
 * Only the word of irc counts. Where it does not come (irc is not installed here, too old, or another program of that
 * name), git's own merge by lines takes over: without it git would leave ours alone in the file.
 */
const mergeCommand = [
  `case $(irc merge-driver %O %A %B %P) in ${driverWords.merged}) exit 0;; ${driverWords.conflict}) exit 1;; esac`,
  'git merge-file --marker-size=%L -L ours -L before -L theirs %A %O %B || exit 1',
].join('; ');

/** git gives up altogether where this fails, so the file itself stands in. */
const textCommand = 'f() { irc textconv "$1" 2>/dev/null || cat "$1"; }; f';

export const driverSettings: readonly (readonly [key: string, value: string])[] = [
  ['merge.irc.name', 'join records field by field'],
  ['merge.irc.driver', mergeCommand],
  ['diff.irc.textconv', textCommand],
  // The heading of each part of a difference: the field before it.
  ['diff.irc.xfuncname', '^([A-Za-z_][^:]*:.*)$'],
];
