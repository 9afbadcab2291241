/** The map of actors and meetings: move, zoom, point at a node to see who it is linked to. */

import { downloadAsPNG } from "@sigma/export-image";
import Graph from "graphology";
import forceAtlas2 from "graphology-layout-forceatlas2";
import Sigma from "sigma";
import { colour, element } from "./page";

interface Node {
  key: string;
  label: string;
  kind: string;
  date: string | null;
  degree: number;
  path: string;
}

interface Network {
  nodes: Node[];
  edges: { actor: string; event: string }[];
}

const TONES: Record<string, string> = {
  Meeting: "link",
  Person: "ask",
  State: "favour",
  Organization: "against",
};
/** Rounds of the layout, fewer for large graphs: about the same time for all. */
const ROUNDS = { most: 400, least: 60, work: 400_000 };

async function show(map: HTMLElement): Promise<void> {
  const answer = await fetch(map.dataset["source"] ?? "");
  const network = (await answer.json()) as Network;
  const graph = toGraph(network);
  const rounds = ROUNDS.work / (graph.order + graph.size + 1);
  const iterations = Math.round(Math.min(Math.max(rounds, ROUNDS.least), ROUNDS.most));
  forceAtlas2.assign(graph, { iterations, settings: forceAtlas2.inferSettings(graph) });
  const sigma = new Sigma(graph, map, {
    labelColor: { color: colour("ink") },
    defaultEdgeColor: colour("line"),
    labelRenderedSizeThreshold: 7,
    hideEdgesOnMove: graph.size > 5_000,
  });
  followPointer(sigma, graph);
  offerImage(sigma);
  map.dataset["nodes"] = String(graph.order);
}

function toGraph({ nodes, edges }: Network): Graph {
  const graph = new Graph({ type: "undirected", multi: false });
  nodes.forEach((node, index) => {
    // A spiral: the layout starts the same way every time.
    const angle = index * 2.4;
    const radius = Math.sqrt(index + 1);
    graph.addNode(node.key, {
      x: radius * Math.cos(angle),
      y: radius * Math.sin(angle),
      size: 2 + 2.2 * Math.log1p(node.degree),
      label: node.label,
      color: colourOf(node.kind),
      path: node.path,
    });
  });
  for (const edge of edges) graph.mergeEdge(edge.actor, edge.event);
  return graph;
}

const colours = new Map<string, string>();

function colourOf(kind: string): string {
  const tone = TONES[kind] ?? "neutral";
  if (!colours.has(tone)) colours.set(tone, colour(tone));
  return colours.get(tone) ?? "";
}

/** A node that is pointed at or clicked fades all that it is not linked to. */
function followPointer(sigma: Sigma, graph: Graph): void {
  const faint = colour("line");
  let chosen: string | null = null;
  let hovered: string | null = null;
  const centre = (): string | null => hovered ?? chosen;
  sigma.setSetting("nodeReducer", (node, data) => {
    const at = centre();
    if (!at || node === at || graph.areNeighbors(node, at)) return data;
    return { ...data, color: faint, label: "" };
  });
  sigma.setSetting("edgeReducer", (edge, data) => {
    const at = centre();
    return at && !graph.hasExtremity(edge, at) ? { ...data, hidden: true } : data;
  });
  sigma.on("enterNode", ({ node }) => {
    hovered = node;
    sigma.refresh({ skipIndexation: true });
  });
  sigma.on("leaveNode", () => {
    hovered = null;
    sigma.refresh({ skipIndexation: true });
  });
  sigma.on("clickNode", ({ node }) => {
    chosen = node;
    describe(graph, node);
    sigma.refresh({ skipIndexation: true });
  });
  sigma.on("clickStage", () => {
    chosen = null;
    element("selected").replaceChildren();
    sigma.refresh({ skipIndexation: true });
  });
}

function describe(graph: Graph, node: string): void {
  const link = document.createElement("a");
  link.href = graph.getNodeAttribute(node, "path");
  link.textContent = graph.getNodeAttribute(node, "label");
  const names = graph.mapNeighbors(node, (_, other) => String(other["label"]));
  const shown = names.slice(0, 30).join(", ") + (names.length > 30 ? " …" : "");
  element("selected").replaceChildren(link, ` (${names.length}): ${shown}`);
}

function offerImage(sigma: Sigma): void {
  const button = element<HTMLButtonElement>("image");
  button.hidden = false;
  button.addEventListener("click", () => {
    void downloadAsPNG(sigma, {
      fileName: "diplograph-network",
      backgroundColor: colour("paper"),
    });
  });
}

const map = element("map");
show(map).catch((error: unknown) => {
  map.textContent = error instanceof Error ? error.message : String(error);
});
