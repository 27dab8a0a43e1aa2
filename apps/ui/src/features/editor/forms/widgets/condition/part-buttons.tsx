import { IconButton } from '@carbon/react';
import { GroupObjects, TrashCan } from '@carbon/react/icons';
import { type PartPath, removeAt, wrapAt } from '@headrace/flow';
import { useAssistant } from './context.ts';
import { afterRemoval, numberOf } from './places.ts';

/** What can be done with a part as a whole. */
export function PartButtons({ path, what }: { path: PartPath; what: 'all' | 'group' | 'condition' }) {
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
