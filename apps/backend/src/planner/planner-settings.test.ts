import { expect, test } from 'vitest';
import { previewSettings } from '../features/previews/session-pool.ts';
import { runProperties } from '../features/runs/properties.ts';
import { plannerSettings } from './planner-settings.ts';

test('no session takes query hints, which could name any server, topic and property', () => {
  const run = runProperties('1', { checkpoints: 'file:///c', savepoints: 'file:///s' }, undefined);
  for (const settings of [plannerSettings, previewSettings, run])
    expect(settings).toHaveProperty(['table.dynamic-table-options.enabled'], 'false');
});
