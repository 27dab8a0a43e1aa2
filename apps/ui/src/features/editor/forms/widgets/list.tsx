import { Button, FormGroup, IconButton } from '@carbon/react';
import { Add, TrashCan } from '@carbon/react/icons';
import { useForm } from '../context.ts';
import { FieldFrame } from '../field-frame.tsx';
import { FieldView } from '../field-view.tsx';
import { Fields } from '../fields.tsx';
import { type Field, shapeOf } from '../schema.ts';
import type { WidgetProps } from '../widget.ts';

/** Any number of equal things, one after the other. */
export function ListField({ field, shape: list, path, label, value: items, focusRef }: WidgetProps<'list'>) {
  const form = useForm();
  const shape = shapeOf(list.item);
  const begin = shape.kind === 'group' ? {} : '';
  return (
    <FormGroup legendText={label} className="list">
      {items.map((_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the place in the list is what the path of a field says
        <div key={i} className="list__item">
          <div className="list__fields">
            {shape.kind === 'group' ? (
              <FieldFrame path={[...path, i]} description={undefined} exact>
                <div className={shape.fields.length > 1 ? 'list__row' : undefined}>
                  <Fields fields={shape.fields} path={[...path, i]} />
                </div>
              </FieldFrame>
            ) : (
              <FieldView field={plainItem(shape, label, i)} path={[...path, i]} />
            )}
          </div>
          <IconButton
            kind="ghost"
            size="sm"
            align="left"
            label={`Remove ${i + 1}`}
            onClick={() =>
              form.change(
                path,
                items.filter((_, j) => j !== i),
              )
            }
          >
            <TrashCan />
          </IconButton>
        </div>
      ))}
      <Button
        ref={focusRef}
        kind="ghost"
        size="sm"
        renderIcon={Add}
        onClick={() => form.change(path, [...items, begin])}
      >
        {field.meta?.add ?? 'Add'}
      </Button>
    </FormGroup>
  );
}

const plainItem = (shape: Field['shape'], label: string, i: number): Field => ({
  key: String(i),
  meta: { title: `${label} ${i + 1}` },
  shape,
  optional: false,
  fallback: undefined,
});
