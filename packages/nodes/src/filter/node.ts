import { type Expression, field, type Query } from '@headrace/flow';
import { existing } from '@headrace/text';
import * as z from 'zod';
import { defineNode } from '../shared/define.ts';
import { checkWritten, oneLine } from '../shared/expression.ts';

const config = z.object({
  expression: field.condition({
    title: 'Condition',
    description: 'Events for which it is true go on; all others leave by the second port.',
    placeholder: "region = 'EMEA' AND price > 20",
  }),
});

export default defineNode<z.infer<typeof config>>({
  type: 'filter',
  title: 'Filter',
  group: 'shape',
  description: 'Lets the events pass for which a condition is true; the others can go elsewhere.',
  config,
  inputs: { kind: 'named', ports: [{ name: 'in', title: 'Events' }] },
  outputs: [
    { name: 'out', title: 'Matching' },
    { name: 'unmatched', title: 'Not matching' },
  ],
  passes: 'one-port',
  summary: ({ expression }) => oneLine(expression),
  suggestName: () => 'filtered',
  infer: ({ config: { expression }, inputs, report }) => {
    checkWritten(expression, report, ['expression']);
    const input = existing(inputs.in);
    return { out: input, unmatched: input };
  },
  lower: ({ config: { expression }, inputs, source, origin }) => {
    const condition: Expression = { kind: 'raw', text: expression, origin: origin('expression') };
    const items = (inputs.in?.columns ?? []).map((c) => ({ expression: { kind: 'column' as const, path: [c.name] } }));
    const select = (where: Expression): Query => ({
      kind: 'select',
      items,
      from: { kind: 'table', name: source('in') },
      where,
    });
    return {
      relations: {
        out: select(condition),
        // Not true covers false and unknown, so every event takes exactly one of the two ports.
        unmatched: select({ kind: 'is', what: 'NOT TRUE', operand: condition }),
      },
    };
  },
});
