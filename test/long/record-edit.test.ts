import { it } from 'vitest';
import { checkEdits } from '../core/records/edit-property.ts';

it('edits of 10,000 random records change only their lines', () => {
  checkEdits(10_000, 7);
});
