/** The version of the program and what it needs, as package.json gives them. */
import packageJson from '../package.json' with { type: 'json' };

export const version: string = packageJson.version;

/** The oldest Node that the program runs on. */
export const neededNode: string = packageJson.engines.node.replace('>=', '');
