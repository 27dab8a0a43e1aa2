/**
 * Who may reach whom as a picture: `pictureOf` says what is drawn, `layoutOf` where, and `printSvg` writes it. An entry of
 * its own, so that only who draws loads what lays graphs out.
 */
export { curveAlong, type Point } from './curve.ts';
export { pictureBounds, pictureOf, type Shown } from './draw.ts';
export { edgeSentence, type LaidEdge, type Layout, layoutOf } from './layout.ts';
export { type Box, linesOf, shape, shortened } from './measure.ts';
export { isFromAnyone, type Picture, type PictureEdge, type PictureNode } from './picture.ts';
export { printSvg } from './svg.ts';
