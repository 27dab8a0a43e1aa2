/**
 * The explanation takes room when its answer is there: what it is about stays in sight. Where there is no room for both, one
 * sees the answer from its beginning.
 *
 * @param asked where it was asked, if that is small enough to be in sight as a whole
 */
export function showAsked(asked?: Element): void {
  requestAnimationFrame(() => {
    asked?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    document.querySelector('.net-why')?.scrollIntoView({ block: 'nearest' });
  });
}
