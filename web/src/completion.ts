/** Completion of classes, properties and nodes: all from this server. */

import type Yasgui from "@zazuko/yasgui";

export interface Names {
  prefixes: Record<string, string>;
  classes: string[];
  properties: string[];
}

/** A word of a query; the types of the package leave out what CodeMirror says of it. */
interface Word {
  string?: string;
  autocompletionString?: string;
  tokenPrefix?: string;
  tokenPrefixUri?: string;
}

/**
 * Gives the editor sources of its own, in the place of those that ask services on the net.
 *
 * The prefixes of the server need no declaration, so words are read with them.
 *
 * Returns the names of the sources.
 */
export function complete(yasqe: typeof Yasgui.Yasqe, names: Names): string[] {
  const reading = {
    persistenceId: null,
    preProcessToken: <T>(_: unknown, token: T): T => Object.assign(token as object, written(token as Word, names)) as T,
    postProcessSuggestion: (_: unknown, token: Word, iri: string): string => shortened(token, iri),
  };
  const fork = (source: string, own: { name: string; get: () => string[] }): void =>
    yasqe.forkAutocompleter(source, { ...reading, ...own, bulk: true }, false);
  fork("class", { name: "our-classes", get: () => names.classes });
  fork("property", { name: "our-properties", get: () => names.properties });
  yasqe.forkAutocompleter(
    "class",
    {
      ...reading,
      name: "our-nodes",
      bulk: false,
      isValidCompletionPosition: (editor) => {
        const prefix = prefixOf((editor.getCompleteToken() as Word).string ?? "");
        return prefix in names.prefixes && !/^(dip|rdfs?|skos|nif|prov|schema)$/.test(prefix);
      },
      get: (_, token) => nodes((token as Word | undefined) ?? {}),
    },
    false,
  );
  return ["variables", "prefixes", "our-classes", "our-properties", "our-nodes"];
}

/** Returns what a word stands for: the begin of an IRI. */
export function written(word: Word, { prefixes }: Names): Word {
  const text = word.string ?? "";
  const prefix = prefixOf(text);
  const iri = prefixes[prefix];
  if (iri === undefined) return { autocompletionString: text.replace(/^</, "") };
  const rest = text.slice(prefix.length + 1);
  return { autocompletionString: iri + rest, tokenPrefix: `${prefix}:`, tokenPrefixUri: iri };
}

/** Returns an IRI as the author of a word writes it. */
export function shortened({ tokenPrefix, tokenPrefixUri }: Word, iri: string): string {
  const isKnown = tokenPrefix && tokenPrefixUri && iri.startsWith(tokenPrefixUri);
  return isKnown ? tokenPrefix + iri.slice(tokenPrefixUri.length) : `<${iri}>`;
}

/** Returns the known prefixes that a query uses without declaring them. */
export function undeclared(query: string, prefixes: Record<string, string>): Record<string, string> {
  const used = (prefix: string): boolean =>
    new RegExp(`(^|[^\\w:<-])${prefix}:`, "m").test(query) &&
    !new RegExp(`PREFIX\\s+${prefix}:`, "i").test(query);
  return Object.fromEntries(Object.entries(prefixes).filter(([prefix]) => used(prefix)));
}

async function nodes({ tokenPrefix, tokenPrefixUri, autocompletionString }: Word): Promise<string[]> {
  if (!tokenPrefix || !tokenPrefixUri) return [];
  const text = (autocompletionString ?? "").slice(tokenPrefixUri.length);
  const asked = new URLSearchParams({ prefix: tokenPrefix.slice(0, -1), text });
  const answer = await fetch(`/completions.json?${asked}`);
  return (await answer.json()) as string[];
}

function prefixOf(text: string): string {
  return text.includes(":") ? text.slice(0, text.indexOf(":")) : "";
}
