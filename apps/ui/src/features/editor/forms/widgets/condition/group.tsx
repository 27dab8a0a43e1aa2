import { Button, Select, SelectItem } from '@carbon/react';
import { Add } from '@carbon/react/icons';
import {
  addTo,
  type ConditionGroup,
  type Join,
  joinAt,
  newGroup,
  newTest,
  ownLeaf,
  type PartPath,
  testLeaf,
} from '@headrace/flow';
import { useAssistant } from './context.ts';
import { LeafView } from './leaf.tsx';
import { PartButtons } from './part-buttons.tsx';
import { numberOf } from './places.ts';

const asks = {
  'AND all': 'All are true',
  'OR all': 'At least one is true',
  'AND none': 'Not all are true',
  'OR none': 'None is true',
} as const;

/** Conditions and groups one under the other, and whether all or any of them must be true. */
export function GroupView({ group, path, label }: { group: ConditionGroup; path: PartPath; label: string }) {
  const { id, root, broken, cursor, edit } = useAssistant();
  const isRoot = path.length === 0;
  const choose = (asked: string) => {
    const [join, negated] = asked.split(' ');
    edit(joinAt(root, path, join as Join, negated === 'none'));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset has a legend in the way of what stands beside it
    <div role="group" aria-label={label} className="condition__group">
      {!broken && (
        <div className="condition__line">
          <Select
            ref={cursor.ref({ into: path })}
            id={`${id}-${numberOf(path)}-join`}
            size="sm"
            labelText="Which of these"
            hideLabel
            className="condition__join"
            value={`${group.join} ${group.negated ? 'none' : 'all'}`}
            onChange={(event) => choose(event.target.value)}
          >
            {Object.entries(asks).map(([value, text]) => (
              <SelectItem key={value} value={value} text={text} />
            ))}
          </Select>
          <PartButtons path={path} what={isRoot ? 'all' : 'group'} />
        </div>
      )}
      {group.items.map((item, i) => {
        const at = [...path, i];
        const name = item.kind === 'group' ? `Group ${numberOf(at)}` : `Condition ${numberOf(at)}`;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a part is where it is; what it holds comes from the tree
          <div key={i} className="condition__item">
            {i > 0 && (
              <span className="condition__word" aria-hidden="true">
                {group.join === 'AND' ? 'and' : 'or'}
              </span>
            )}
            {item.kind === 'group' ? (
              <GroupView group={item} path={at} label={name} />
            ) : (
              <LeafView leaf={item} path={at} label={name} />
            )}
          </div>
        );
      })}
      {!broken && <AddButtons group={group} path={path} />}
    </div>
  );
}

function AddButtons({ group, path }: { group: ConditionGroup; path: PartPath }) {
  const { root, cursor, edit } = useAssistant();
  const to = path.length === 0 ? '' : ` to group ${numberOf(path)}`;
  const into = [...path, group.items.length];
  const other: Join = group.join === 'AND' ? 'OR' : 'AND';
  return (
    <div className="condition__adds">
      <Button
        ref={cursor.ref({ adding: path })}
        kind="ghost"
        size="sm"
        renderIcon={Add}
        aria-label={`Add condition${to}`}
        onClick={() => edit(addTo(root, path, testLeaf(newTest)), { into })}
      >
        Condition
      </Button>
      <Button
        kind="ghost"
        size="sm"
        renderIcon={Add}
        aria-label={`Add group${to}`}
        onClick={() => edit(addTo(root, path, newGroup(other, [testLeaf(newTest)])), { into: [...into, 0] })}
      >
        Group
      </Button>
      <Button
        kind="ghost"
        size="sm"
        renderIcon={Add}
        aria-label={`Add expression${to}`}
        onClick={() => edit(addTo(root, path, ownLeaf), { into })}
      >
        Expression
      </Button>
    </div>
  );
}
