import { useState } from 'react';
import { type Path, useForm, useValue } from './context.ts';
import { FieldView } from './field-view.tsx';
import { RevealProvider, useRevealing } from './focus.ts';
import type { Field } from './schema.ts';
import { readValue } from './widget.ts';

/** Fields one under the other; the rarely needed ones under "More", open when there is something to see. */
export function Fields({ fields, path }: { fields: readonly Field[]; path: Path }) {
  const plain = fields.filter((field) => field.meta?.advanced !== true && field.shape.kind !== 'constant');
  const advanced = fields.filter((field) => field.meta?.advanced === true);
  return (
    <>
      {plain.map((field) => (
        <FieldView key={field.key} field={field} path={[...path, field.key]} />
      ))}
      {advanced.length > 0 && <More fields={advanced} path={path} />}
    </>
  );
}

function More({ fields, path }: { fields: readonly Field[]; path: Path }) {
  const { diagnostics } = useForm();
  const value = readValue.group(useValue(path));
  const faulty = diagnostics.some(({ place }) => fields.some((f) => place.path?.[path.length + 1] === f.key));
  const used = fields.some((field) => value[field.key] !== undefined && !isFallback(field, value[field.key]));
  const [open, setOpen] = useState(used);
  const reveal = useRevealing(() => setOpen(true));
  return (
    <details className="more" open={open || faulty} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>More</summary>
      <RevealProvider value={reveal}>
        {fields.map((field) => (
          <FieldView key={field.key} field={field} path={[...path, field.key]} />
        ))}
      </RevealProvider>
    </details>
  );
}

const isFallback = (field: Field, value: unknown) => JSON.stringify(field.fallback) === JSON.stringify(value);
