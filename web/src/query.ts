/** The query editor: YASGUI with our prefixes, our names, our errors; no address but the server's. */

import Yasgui from "@zazuko/yasgui";
import "@zazuko/yasgui/build/yasgui.min.css";
import "./query.css";
import { ChartPlugin } from "./chart-plugin";
import { GraphPlugin } from "./graph-plugin";
import { complete, undeclared, type Names } from "./completion";
import { placeOf } from "./syntax-error";
import { configuration, element } from "./page";

interface Configuration extends Names {
  query: string;
  run: boolean;
  /** Names of the formats that the endpoint writes, for tables and for graphs. */
  tables: string[];
  graphs: string[];
  download: string;
}

const config = configuration<Configuration>();

function editor(): Yasgui {
  const { Yasqe, Yasr } = Yasgui;
  // Its types take plugins of browsers, which have the same name, for its own.
  type Registered = Parameters<typeof Yasr.registerPlugin>[1];
  Yasr.registerPlugin("Chart", ChartPlugin as unknown as Registered);
  Yasr.registerPlugin("Graph", GraphPlugin as unknown as Registered);
  const autocompleters = complete(Yasqe, config);
  const endpoint = new URL("/sparql", location.href).href;
  const gui = new Yasgui(element("editor"), {
    requestConfig: { endpoint, method: "POST" },
    endpointCatalogueOptions: { getData: () => [] },
    copyEndpointOnNewTab: true,
    persistenceId: null,
    populateFromUrl: true,
    yasqe: { prefixCcApi: "/prefixes.json", autocompleters },
    yasr: { prefixes: config.prefixes, defaultPlugin: "table" },
  });
  return gui;
}

function follow(gui: Yasgui): void {
  const tab = gui.getTab();
  const yasqe = tab?.getYasqe();
  if (!tab || !yasqe) return;
  if (!location.hash.includes("query=")) tab.setQuery(config.query);
  // The endpoint knows its prefixes; the editor wants them declared.
  yasqe.addPrefixes(undeclared(yasqe.getValue(), config.prefixes));
  let marked: { clear(): void } | undefined;
  yasqe.on("query", () => marked?.clear());
  yasqe.on("queryResponse", (_: unknown, response: unknown) => {
    const place = response instanceof Error ? placeOf(response.message) : null;
    if (!place) return;
    const { line, column } = place;
    const doc = yasqe.getDoc();
    // An error at the end of a line is shown on its last letter.
    const end = (doc.getLine(line) ?? "").length;
    const from = { line, ch: Math.max(Math.min(column, end - 1), 0) };
    marked = doc.markText(from, { line, ch: end }, { className: "syntax-error" });
    doc.setCursor({ line, ch: column });
  });
  offerDownloads(() => yasqe.getValue(), () => yasqe.getQueryType());
  if (config.run) void yasqe.query();
}

function offerDownloads(query: () => string, type: () => string): void {
  const menu = element("downloads");
  for (const format of [...config.tables, ...config.graphs]) {
    const link = document.createElement("a");
    link.textContent = format;
    link.href = "#";
    link.dataset["format"] = format;
    link.addEventListener("click", () => {
      link.href = `/sparql?${new URLSearchParams({ query: query(), format })}`;
      link.download = "";
    });
    menu.append(link, " ");
  }
  const show = (): void => {
    const fitting = ["CONSTRUCT", "DESCRIBE"].includes(type()) ? config.graphs : config.tables;
    for (const link of menu.querySelectorAll<HTMLAnchorElement>("a")) {
      link.hidden = !fitting.includes(link.dataset["format"] ?? "");
    }
  };
  menu.addEventListener("pointerenter", show);
  menu.addEventListener("focusin", show);
  show();
}

element("plain").hidden = true;
follow(editor());
