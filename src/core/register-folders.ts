/** The folders of a workspace that make up its register; what lies beside them is none of irc's. */

/** Folders with files that are no records and belong to the register all the same. */
export const otherFolders: readonly string[] = ['schemas', 'templates', 'files'];

export const registerFolders: readonly string[] = ['records', ...otherFolders];
