import { RadioButton, RadioButtonGroup } from '@carbon/react';
import { useForm } from '../context.ts';
import { Fields } from '../fields.tsx';
import type { WidgetProps } from '../widget.ts';

/** One of several kinds, each with its own fields. What two kinds have in common stays when the kind changes. */
export function VariantField({ field, shape, path, id, label, value: now, focusRef }: WidgetProps<'variant'>) {
  const form = useForm();
  const { by, options } = shape;
  const words = field.meta?.choices ?? {};
  const chosen = options.find((option) => option.value === now[by]);
  const choose = (kind: string) => {
    const keys = options.find((option) => option.value === kind)?.fields.map((f) => f.key) ?? [];
    const kept = Object.fromEntries(keys.flatMap((key) => (now[key] === undefined ? [] : [[key, now[key]]])));
    form.change(path, { [by]: kind, ...kept });
  };
  return (
    <div className="variant">
      <RadioButtonGroup
        legendText={label}
        name={id}
        orientation="vertical"
        valueSelected={chosen?.value ?? ''}
        onChange={(kind) => choose(String(kind))}
      >
        {options.map((option) => (
          <RadioButton
            key={option.value}
            {...(option === (chosen ?? options[0]) ? { ref: focusRef } : {})}
            id={`${id}.${by}.${option.value}`}
            value={option.value}
            labelText={words[option.value] ?? option.value}
          />
        ))}
      </RadioButtonGroup>
      {chosen && chosen.fields.length > 0 && (
        <div className="group__fields">
          <Fields fields={chosen.fields} path={path} />
        </div>
      )}
    </div>
  );
}
