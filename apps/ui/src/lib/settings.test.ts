// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { readSetting, writeSetting } from './settings.ts';

const Size = z.object({ size: z.number() });
const usual = { size: 1 };
beforeEach(() => localStorage.clear());
afterEach(() => void vi.unstubAllGlobals());

describe('a setting', () => {
  test('is as it was written, and forgotten when it is undefined', () => {
    expect(writeSetting('panel', { size: 2 })).toBe(true);
    expect(readSetting('panel', Size, usual)).toEqual({ size: 2 });
    writeSetting('panel', undefined);
    expect(readSetting('panel', Size, usual)).toEqual(usual);
  });

  test.each(['null', '5', '"x"', '{"size": "2"}', '{"size": null}', '{', ''])(
    'is as usual where %s is stored, which an older program or a person wrote',
    (text) => {
      localStorage.setItem('headrace.panel', text);
      expect(readSetting('panel', Size, usual)).toEqual(usual);
    },
  );

  test('is as usual where the storage is forbidden, and is not kept', () => {
    const forbid = () => {
      throw new DOMException('no', 'SecurityError');
    };
    vi.stubGlobal('localStorage', { getItem: forbid, setItem: forbid, removeItem: forbid });
    expect(readSetting('panel', Size, usual)).toEqual(usual);
    expect(writeSetting('panel', { size: 2 })).toBe(false);
  });
});
