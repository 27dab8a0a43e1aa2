import { gatewayRoutes, portOf } from '@headrace/topology';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const gateway = `http://127.0.0.1:${process.env.HEADRACE_GATEWAY_PORT ?? portOf('gateway')}`;
const proxied = gatewayRoutes().filter((route) => route.component !== 'ui');

/** The fonts of the first text. */
const firstFonts = /ibm-plex-sans-latin-(400|600)-normal-[\w-]+\.woff2$/;

/** Has the page ask for its first fonts at once, not only when its style sheet and its first text have come. */
const preloadFonts: Plugin = {
  name: 'preload-fonts',
  transformIndexHtml: {
    order: 'post',
    handler: (_, { bundle }) =>
      Object.keys(bundle ?? {})
        .filter((file) => firstFonts.test(file))
        .map((file) => ({
          tag: 'link',
          attrs: { rel: 'preload', href: `/${file}`, as: 'font', type: 'font/woff2', crossorigin: '' },
          injectTo: 'head',
        })),
  },
};

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), preloadFonts],
  css: { preprocessorOptions: { scss: { quietDeps: true, silenceDeprecations: ['if-function'] } } },
  // While developing, everything but the pages comes from a running installation.
  server: { host: '127.0.0.1', proxy: Object.fromEntries(proxied.map((route) => [route.prefix, gateway])) },
  worker: { format: 'es' },
  build: {
    target: 'es2024',
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler|use-sync-external-store)[\\/]/ },
            { name: 'carbon-icons', test: /node_modules[\\/]@carbon[\\/]icons-react/ },
            { name: 'carbon', test: /node_modules[\\/]@carbon/ },
            { name: 'xyflow', test: /node_modules[\\/](@xyflow|d3-|@dagrejs)/ },
            // YAML is shown on one page only, which brings it itself.
            { name: 'codemirror', test: /node_modules[\\/](@codemirror[\\/](?!lang-yaml)|@lezer[\\/](?!yaml))/ },
            // With what must be said to zod before a schema is made, so that no chunk of schemas is there earlier.
            { name: 'zod', test: /node_modules[\\/]zod[\\/]|[\\/]lib[\\/]no-eval\.ts/ },
            { name: 'state', test: /node_modules[\\/](zustand|immer)/ },
          ],
        },
      },
    },
  },
});
