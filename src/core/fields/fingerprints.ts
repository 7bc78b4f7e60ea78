import { createHash } from 'node:crypto';
import { isMap } from '../value.ts';
import { FieldFault, type FieldTypeRules } from './field-type.ts';
import { plain } from './text.ts';

/** What an approval covers, by path. Only the program writes it, so that nobody vouches for a text by hand. */
export const fingerprintsType: FieldTypeRules = {
  parse: (text) => {
    throw new FieldFault(`"${text}" cannot be typed: irc works it out when an approval is recorded.`);
  },
  print: (value) => {
    if (!isMap(value)) return plain(value);
    const count = Object.keys(value).length;
    // Four letters that tell two sets apart; the fingerprints themselves say nothing to a person.
    const sign = createHash('sha256')
      .update(JSON.stringify(Object.entries(value).sort()))
      .digest('hex')
      .slice(0, 4);
    return `${count} fingerprint${count === 1 ? '' : 's'} (${sign})`;
  },
  expects: () => 'fingerprints that irc works out',
};
