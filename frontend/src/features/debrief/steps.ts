/** A step line through values at even distances: flat until the next point, then straight up or down. */
export function stepPath(xs: number[], ys: number[], end: number): string {
  let path = "";
  for (const [index, x] of xs.entries()) {
    const y = ys[index] ?? 0;
    path += index === 0 ? `M${x} ${y}` : `H${x}V${y}`;
  }
  return path === "" ? "" : `${path}H${end}`;
}
