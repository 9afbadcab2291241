import { describe, expect, it } from "vitest";
import { shortened, written } from "./completion";

const names = { prefixes: { dip: "http://d/" }, classes: [], properties: [] };

describe("a word of a query", () => {
  it("is read with the prefixes of the server and written back with them", () => {
    const word = written({ string: "dip:sta" }, names);
    expect(word.autocompletionString).toBe("http://d/sta");
    expect(shortened(word, "http://d/stance")).toBe("dip:stance");
  });

  it("is an IRI where no prefix is known", () => {
    const word = written({ string: "<http://x" }, names);
    expect(word.autocompletionString).toBe("http://x");
    expect(shortened(word, "http://x/y")).toBe("<http://x/y>");
  });
});
