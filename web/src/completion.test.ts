import { describe, expect, it } from "vitest";
import { shortened, undeclared, written } from "./completion";

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

it("declares what is used and known, and nothing twice", () => {
  const known = { dip: "http://d/", ip: "http://i/", rdfs: "http://r/" };
  expect(undeclared("SELECT * { ?s dip:x ?o }", known)).toEqual({ dip: "http://d/" });
  expect(undeclared("PREFIX dip: <http://d/> SELECT * { ?s dip:x ?o }", known)).toEqual({});
});
