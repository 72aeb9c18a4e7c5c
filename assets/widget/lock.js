// One at a time among the tabs of this browser, as far as the browser lends itself to it: plain http has no locks, and where
// the visitor forbids storage of embedded pages they are refused. Then each tab acts for itself.
export const canLock = Boolean(navigator.locks && window.BroadcastChannel);

export const isForbidden = (error) => error.name === 'SecurityError';

export async function inTurn(name, act) {
  if (!canLock) return act();
  let hasBegun = false;
  try {
    return await navigator.locks.request(name, () => { hasBegun = true; return act(); });
  } catch (error) {
    if (hasBegun || !isForbidden(error)) throw error;
    return act();
  }
}
