/** Deliveries that are remembered; the oldest go first. */
const kept = 1_000;

/** Tells whether a delivery has been shown before: what only one member sees cannot be found again by asking Slack. */
export function createRepeats(): (deliveryId: string) => boolean {
  const seen = new Set<string>();
  return (deliveryId) => {
    if (seen.has(deliveryId)) return true;
    seen.add(deliveryId);
    const [oldest] = seen;
    if (seen.size > kept && oldest !== undefined) seen.delete(oldest);
    return false;
  };
}
