import { isLastPreviewEvent, type previews as routes } from '@headrace/api';
import type { HandlersOf } from '@headrace/http/bind';
import type { Previews } from './previews.ts';

export const previewHandlers = (previews: Previews): HandlersOf<typeof routes> => ({
  open: async ({ body }, call) => ({ id: (await previews.open(call, body)).plan.id }),
  follow({ params: { id } }, call) {
    const preview = previews.get(call, id);
    return {
      listen: (push) => preview.join((event) => push({ event: event.kind, data: event })),
      mayDrop: ({ event }) => event === 'rows',
      isLast: ({ data }) => isLastPreviewEvent(data),
    };
  },
  leave: async ({ params: { id } }, call) => previews.leave(call, id),
});
