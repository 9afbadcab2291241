/** Reads where a query is wrong out of what the endpoint says of it. */

const PLACE = /line (\d+), column (\d+)/;

/** Returns line and column, both from 0, or nothing where the message names no place. */
export function placeOf(message: string): { line: number; column: number } | null {
  const [, line, column] = PLACE.exec(message) ?? [];
  return line && column ? { line: Number(line) - 1, column: Number(column) - 1 } : null;
}
