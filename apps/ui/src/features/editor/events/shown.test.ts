import { describe, expect, test } from 'vitest';
import type { Row } from '../preview/ports.ts';
import { matching, orderedColumns, shownColumns, shownField } from './shown.ts';

const columns = ['a', 'b', 'c'].map((name) => ({ name, type: 'STRING' }));
const row = (...fields: (string | null)[]): Row => ({ id: 0, change: '+I', fields, cut: undefined, t: 0 });

describe('columns of a table of events', () => {
  test.each([
    [[], ['a', 'b', 'c']],
    [['c'], ['c', 'a', 'b']],
    [
      ['c', 'b', 'a'],
      ['c', 'b', 'a'],
    ],
    // A column that the node no longer gives.
    [
      ['gone', 'b'],
      ['b', 'a', 'c'],
    ],
  ])('wanted in the order %j stand as %j', (order, names) => {
    expect(orderedColumns(columns, order).map((column) => column.name)).toEqual(names);
  });

  test('know their field whatever their order', () => {
    expect(orderedColumns(columns, ['c']).map((column) => column.index)).toEqual([2, 0, 1]);
  });

  test('are left out when a person hides them; all may be hidden', () => {
    expect(shownColumns(columns, { order: ['c'], hidden: ['b'] }).map((column) => column.name)).toEqual(['c', 'a']);
    expect(shownColumns(columns, { order: [], hidden: ['a', 'b', 'c'] })).toEqual([]);
  });
});

describe('a search of the events', () => {
  const rows = [row('EMEA', '17'), row('apac', null), row(null, '{"region":"Emea"}')];
  test.each([
    ['', [0, 1, 2]],
    ['   ', [0, 1, 2]],
    ['emea', [0, 2]],
    [' EMEA ', [0, 2]],
    ['7', [0]],
    ['null', []],
    ['.*', []],
  ])('for %j finds rows %j', (search, found) => {
    expect(matching(rows, search).map((one) => rows.indexOf(one))).toEqual(found);
  });
});

describe('a field', () => {
  test.each([
    [row('x'), 0, 'x'],
    [row(''), 0, ''],
    [row(null), 0, null],
    [row('x'), 5, null],
    [{ ...row('xxx', 'y'), cut: { 0: 12_345 } }, 0, 'xxx… 12,345 characters in all'],
    [{ ...row('xxx', 'y'), cut: { 0: 12_345 } }, 1, 'y'],
  ])('of %j at %i reads %j', (of, index, text) => {
    expect(shownField(of, index)).toBe(text);
  });
});
