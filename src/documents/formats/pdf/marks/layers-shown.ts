import type { Handler } from './graphics-state.js';

/** Follows marked content, and tells whether what is drawn now stands in a layer that is turned off. */
export function followLayers(isLayerShown: (layer: unknown) => boolean): {
  isOff(): boolean;
  readonly handlers: Readonly<Record<string, Handler>>;
} {
  const open: boolean[] = [];
  let off = 0;
  return {
    isOff: () => off > 0,
    handlers: {
      beginMarkedContent: () => open.push(true),
      beginMarkedContentProps: ([tag, layer]) => {
        const isShown = tag !== 'OC' || isLayerShown(layer);
        if (!isShown) off += 1;
        open.push(isShown);
      },
      endMarkedContent: () => {
        if (open.pop() === false) off -= 1;
      },
    },
  };
}
