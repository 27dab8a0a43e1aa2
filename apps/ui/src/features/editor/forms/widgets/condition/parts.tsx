import { Button, IconButton, Select, SelectItem } from '@carbon/react';
import { Add, GroupObjects, TrashCan } from '@carbon/react/icons';
import {
  addTo,
  type ConditionGroup,
  type ConditionLeaf,
  expressionLeaf,
  incompleteLeaf,
  type Join,
  joinAt,
  newGroup,
  newPredicate,
  type PartPath,
  predicateLeaf,
  removeAt,
  replaceAt,
  withTyped,
  wrapAt,
} from '@headrace/flow';
import { Faults } from '../../field-frame.tsx';
import { TextEditor } from '../expression.tsx';
import { afterRemoval, numberOf, useAssistant } from './assistant.ts';
import { PredicateRow } from './predicate-row.tsx';

const asks: readonly { readonly join: Join; readonly negated: boolean; readonly text: string }[] = [
  { join: 'AND', negated: false, text: 'All are true' },
  { join: 'OR', negated: false, text: 'At least one is true' },
  { join: 'AND', negated: true, text: 'Not all are true' },
  { join: 'OR', negated: true, text: 'None is true' },
];

/** Conditions and groups one under the other, and whether all or any of them must be true. */
export function GroupView({ group, path, label }: { group: ConditionGroup; path: PartPath; label: string }) {
  const { id, root, broken, cursor, edit } = useAssistant();
  const isRoot = path.length === 0;
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
            value={asks.findIndex(({ join, negated }) => join === group.join && negated === group.negated)}
            onChange={({ target }) => {
              const asked = asks[Number(target.value)];
              if (asked) edit(joinAt(root, path, asked.join, asked.negated));
            }}
          >
            {asks.map(({ text }, i) => (
              <SelectItem key={text} value={i} text={text} />
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
        onClick={() => edit(addTo(root, path, predicateLeaf(newPredicate)), { into })}
      >
        Condition
      </Button>
      <Button
        kind="ghost"
        size="sm"
        renderIcon={Add}
        aria-label={`Add group${to}`}
        onClick={() => edit(addTo(root, path, newGroup(other, [predicateLeaf(newPredicate)])), { into: [...into, 0] })}
      >
        Group
      </Button>
      <Button
        kind="ghost"
        size="sm"
        renderIcon={Add}
        aria-label={`Add expression${to}`}
        onClick={() => edit(addTo(root, path, expressionLeaf), { into })}
      >
        Expression
      </Button>
    </div>
  );
}

interface LeafProps {
  readonly leaf: ConditionLeaf;
  readonly path: PartPath;
  readonly label: string;
}

/** One predicate or free expression, with its diagnostics. */
function LeafView({ leaf, path, label }: LeafProps) {
  const { diagnosticsAt } = useAssistant();
  const incomplete = incompleteLeaf(leaf);
  // While the leaf is incomplete, the planner's diagnostics are about its former text.
  const diagnostics = incomplete ? [incomplete] : diagnosticsAt(path);
  const faulty = diagnostics.some(({ severity, code }) => severity === 'error' && code !== 'config/missing');
  const buttons = <PartButtons path={path} what="condition" />;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset has a legend in the way of what stands beside it
    <div role="group" aria-label={label} className={`condition__leaf${faulty ? ' condition__leaf--faulty' : ''}`}>
      {leaf.predicate ? (
        <PredicateRow leaf={leaf} predicate={leaf.predicate} path={path} faulty={faulty} buttons={buttons} />
      ) : (
        <div className="condition__line">
          <FreeExpression leaf={leaf} path={path} />
          {buttons}
        </div>
      )}
      <Faults faults={diagnostics} />
    </div>
  );
}

/** A text editor, with completion and diagnostics. */
function FreeExpression({ leaf, path }: Omit<LeafProps, 'label'>) {
  const { id, root, known, cursor, diagnosticsAt, type, left } = useAssistant();
  return (
    <div className="condition__own">
      <TextEditor
        {...known}
        id={`${id}-${numberOf(path)}-own`}
        label={`Expression ${numberOf(path)}`}
        value={leaf.typed ?? leaf.text ?? ''}
        faults={diagnosticsAt(path)}
        placeholder="UPPER(region) = 'EMEA'"
        focusRef={cursor.ref({ into: path })}
        change={(typed) => type(replaceAt(root, path, withTyped(leaf, typed)))}
        left={left}
      />
    </div>
  );
}

/** Buttons for a part as a whole. */
function PartButtons({ path, what }: { path: PartPath; what: 'all' | 'group' | 'condition' }) {
  const { root, broken, edit } = useAssistant();
  const name = what === 'all' ? 'all' : `${what} ${numberOf(path)}`;
  return (
    <div className="condition__buttons">
      {!broken && (
        <IconButton
          kind="ghost"
          size="sm"
          align="left"
          label={`Put ${name} into a group`}
          onClick={() => edit(wrapAt(root, path), { into: path })}
        >
          <GroupObjects />
        </IconButton>
      )}
      {what !== 'all' && (
        <IconButton
          kind="ghost"
          size="sm"
          align="left"
          label={`Remove ${name}`}
          onClick={() => edit(removeAt(root, path), afterRemoval(root, path))}
        >
          <TrashCan />
        </IconButton>
      )}
    </div>
  );
}
