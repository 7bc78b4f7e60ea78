import { fingerprintsText } from '../records/fingerprints-text.ts';
import { isMap } from '../value.ts';
import { FieldFault, type FieldTypeRules } from './field-type.ts';
import { plain } from './text.ts';

/** What an approval covers, by path. Only the program writes it, so that nobody vouches for a text by hand. */
export const fingerprintsType: FieldTypeRules = {
  parse: (text) => {
    throw new FieldFault(`"${text}" cannot be typed: irc works it out when an approval is recorded.`);
  },
  print: (value) => (isMap(value) ? fingerprintsText(value) : plain(value)),
  expects: () => 'fingerprints that irc works out',
};
