import { declareCodes } from '@headrace/diagnostics';

/** Codes of flows whose SQL would not mean what is drawn. */
export const planCodes = declareCodes({
  'lower/name-clash': {
    severity: 'error',
    title: 'A node has the name of a table that Headrace makes',
    help: 'A source or destination `orders` needs a table that is called `orders.source` or `orders.sink` in the SQL. Rename the node that has this name.',
  },
});
