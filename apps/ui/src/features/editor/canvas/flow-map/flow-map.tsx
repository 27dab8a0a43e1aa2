import { Panel, useReactFlow, useStoreApi } from '@xyflow/react';
import { type PointerEvent, useEffect, useRef, type WheelEvent } from 'react';
import { useThemeStore } from '../../../../ui/theme.ts';
import { useFlowEditor } from '../../use-editor.ts';
import { drawMap, mapSize } from './draw.ts';
import './flow-map.scss';
import type { MapScale } from './scale.ts';

/** Milliseconds between two drawings: the map may lag behind the hand a little, the canvas must not. */
const pace = 100;

/**
 * The whole flow in small, with a frame around what is in sight. It is one bitmap: the library's map is an element with a
 * subscription for each node, which costs more than the canvas itself when a thousand nodes are dragged about.
 */
export function FlowMap() {
  const { canvas } = useFlowEditor();
  const map = useRef<HTMLCanvasElement>(null);
  const scale = useRef<MapScale>(undefined);
  const store = useStoreApi();
  const flow = useReactFlow();
  const dark = useThemeStore((s) => s.dark);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are read from the page's theme
  useEffect(() => {
    let asked: ReturnType<typeof setTimeout> | undefined;
    const draw = () => {
      asked = undefined;
      const { transform, width, height } = store.getState();
      if (map.current) scale.current = drawMap(map.current, { nodes: canvas.state.nodes, transform, width, height });
    };
    const soon = () => {
      asked ??= setTimeout(draw, pace);
    };
    draw();
    const ends = [
      canvas.store.subscribe((now, before) => now.nodes !== before.nodes && soon()),
      store.subscribe(
        (now, before) =>
          (now.transform !== before.transform || now.width !== before.width || now.height !== before.height) && soon(),
      ),
    ];
    return () => {
      clearTimeout(asked);
      for (const end of ends) end();
    };
  }, [canvas, store, dark]);

  const goTo = (event: PointerEvent<HTMLCanvasElement>) => {
    const at = scale.current;
    if (!at || event.buttons !== 1) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const box = event.currentTarget.getBoundingClientRect();
    const x = (event.clientX - box.left) / at.scale + at.originX;
    const y = (event.clientY - box.top) / at.scale + at.originY;
    void flow.setCenter(x, y, { zoom: flow.getZoom() });
  };
  const zoom = (event: WheelEvent) => void flow.zoomTo(flow.getZoom() * 2 ** (-event.deltaY / 500));

  return (
    <Panel position="bottom-right" className="flow-map">
      <canvas
        ref={map}
        role="img"
        aria-label="Map of the flow"
        style={{ inlineSize: mapSize.width, blockSize: mapSize.height }}
        onPointerDown={goTo}
        onPointerMove={goTo}
        onWheel={zoom}
      />
    </Panel>
  );
}
