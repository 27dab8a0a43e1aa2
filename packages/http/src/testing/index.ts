export { describeRoutes, type Names, type RoutesUnderTest } from './describe-routes.ts';
