import { describe, expect, it } from "vitest";
import { busiest, matrixOf, type Wish } from "./chord";

const wish = (holder: string, addressee: string, asked: number, promised = 0): Wish => ({
  holder,
  addressee,
  asked,
  promised,
});

describe("the chord diagram", () => {
  it("shows the actors with most requests and commitments first, ties by name", () => {
    expect(busiest([wish("A", "B", 1), wish("C", "B", 1, 2)])).toEqual(["B", "C", "A"]);
  });

  it("counts requests and commitments from row to column", () => {
    const wishes = [wish("A", "B", 2, 1), wish("B", "A", 1), wish("A", "X", 9)];
    expect(matrixOf(wishes, ["A", "B"])).toEqual([
      [0, 3],
      [1, 0],
    ]);
  });
});
