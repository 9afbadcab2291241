import { expect, it } from "vitest";
import { placeOf } from "./syntax-error";

it("reads line and column, from 0, out of a message", () => {
  expect(placeOf("line 3, column 7: expected }")).toEqual({ line: 2, column: 6 });
});

it("finds no place where none is named", () => {
  expect(placeOf("the query ran longer than 30 seconds")).toBeNull();
});
