import { formatMoney, readMoney } from '../measures/money.ts';
import { emptyMap, isMap } from '../value.ts';
import { FieldFault, type FieldTypeRules } from './field-type.ts';
import { plain } from './text.ts';

/** An amount with its currency: "120000 USD". */
export const moneyType: FieldTypeRules = {
  parse: (text) => {
    const read = readMoney(text);
    if ('problem' in read) throw new FieldFault(read.problem);
    return Object.assign(emptyMap(), read.money);
  },
  print: (value) => {
    if (!isMap(value) || typeof value.amount !== 'string' || typeof value.currency !== 'string') return plain(value);
    return formatMoney({ amount: value.amount, currency: value.currency });
  },
  expects: () => 'an amount with its currency, such as 120000 USD',
  alignRight: true,
};
