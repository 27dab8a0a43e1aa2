import { kafkaAdminRoutes } from '@headrace/api';
import { type AppOptions, createApp } from '@headrace/http';
import { type BindOptions, bind } from '@headrace/http/bind';
import type { Hono } from 'hono';
import type { Connections } from './connections.ts';
import { kafkaAdminHandlers } from './routes.ts';

/** All routes of kafka-admin. */
export function kafkaAdminApp(connections: Connections, options: AppOptions & BindOptions): Hono {
  const handlers = kafkaAdminHandlers(connections, options.sizes);
  return createApp(options).route('/', bind(kafkaAdminRoutes, handlers, options));
}
