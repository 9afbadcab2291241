import { expect, it } from "vitest";
import { seriesOf } from "./chart-plugin";

const XSD = "http://www.w3.org/2001/XMLSchema#";
const row = (who: string, n: string) => ({
  who: { type: "uri" as const, value: who },
  n: { type: "literal" as const, value: n, datatype: `${XSD}integer` },
});

it("draws the first column of numbers by the first column of words", () => {
  const series = seriesOf(["n", "who"], [row("http://x/a", "2"), row("http://x/b", "3")]);
  expect(series?.points).toEqual([
    { category: "a", number: 2 },
    { category: "b", number: 3 },
  ]);
});

it("draws nothing without numbers", () => {
  expect(seriesOf(["who"], [row("http://x/a", "2")])).toBeNull();
});
