import { SkeletonText } from '@carbon/react';
import type { Example } from '@headrace/api';
import { useQuery } from '@tanstack/react-query';
import { useExamples } from '../../api/queries.ts';
import { compileWorker } from '../../compile/client.ts';
import { FlowPicture } from './flow-picture.tsx';

/** Example flows on live data: one click makes a copy and opens it. */
export function Examples({ create }: { create: (example: string) => void }) {
  const examples = useExamples();
  if (examples.isError) return null;
  return (
    <section aria-labelledby="examples">
      <h2 id="examples">Try an example on live events</h2>
      <div className="examples">
        {examples.data?.map((example) => <ExampleCard key={example.id} example={example} create={create} />) ?? (
          <SkeletonText paragraph lineCount={4} />
        )}
      </div>
    </section>
  );
}

function ExampleCard({ example, create }: { example: Example; create: (example: string) => void }) {
  const picture = useQuery({
    queryKey: ['picture', example.id, example.text],
    queryFn: () => compileWorker.picture(example.text),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <button type="button" className="example" onClick={() => create(example.id)}>
      <span className="example__picture">{picture.data && <FlowPicture picture={picture.data} />}</span>
      <strong>{example.title}</strong>
      <span>{example.description}</span>
    </button>
  );
}
