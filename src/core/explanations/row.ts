/** One code explained: what it says, why that matters, and how to mend it; an error unless told. */
import type { Severity } from '../../errors.ts';

export type Row = readonly [code: string, what: string, why: string, mend: string, severity?: Severity];
