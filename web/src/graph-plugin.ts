/** A drawing of the graph that CONSTRUCT or DESCRIBE gives. */

import type Yasr from "@zazuko/yasr";
import Graph from "graphology";
import forceAtlas2 from "graphology-layout-forceatlas2";
import Sigma from "sigma";
import { colour } from "./page";

interface Term {
  termType: string;
  value: string;
}

/** Statements that are drawn; a larger graph is better downloaded. */
const MOST = 2_000;

export class GraphPlugin {
  priority = 6;
  label = "Graph";
  hideFromSelection = false;
  private sigma: Sigma | undefined;

  constructor(private readonly yasr: Yasr) {}

  canHandleResults(): boolean {
    return Boolean(this.yasr.results?.getStatements()?.length);
  }

  draw(): void {
    const statements = this.yasr.results?.getStatements() ?? [];
    const graph = new Graph({ type: "directed", multi: true });
    for (const statement of statements.slice(0, MOST)) {
      const subject = put(graph, statement.subject as Term);
      const object = put(graph, statement.object as Term);
      graph.addEdge(subject, object, { label: short(statement.predicate.value), size: 1 });
    }
    forceAtlas2.assign(graph, { iterations: 200, settings: forceAtlas2.inferSettings(graph) });
    const canvas = document.createElement("div");
    canvas.className = "graph-result";
    this.yasr.resultsEl.replaceChildren(canvas);
    this.sigma = new Sigma(graph, canvas, {
      renderEdgeLabels: true,
      labelColor: { color: colour("ink") },
      edgeLabelColor: { color: colour("soft") },
      defaultEdgeColor: colour("line"),
    });
  }

  destroy(): void {
    this.sigma?.kill();
  }

  getIcon(): Element {
    const icon = document.createElement("span");
    icon.textContent = "⚭";
    return icon;
  }
}

function put(graph: Graph, term: Term): string {
  const key = `${term.termType} ${term.value}`;
  if (!graph.hasNode(key)) {
    const angle = graph.order * 2.4;
    const radius = Math.sqrt(graph.order + 1);
    graph.addNode(key, {
      x: radius * Math.cos(angle),
      y: radius * Math.sin(angle),
      size: term.termType === "Literal" ? 3 : 6,
      color: colour(term.termType === "Literal" ? "neutral" : "link"),
      label: term.termType === "Literal" ? term.value.slice(0, 40) : short(term.value),
    });
  }
  return key;
}

function short(iri: string): string {
  return decodeURIComponent(iri.split(/[/#]/).pop() ?? iri);
}
