/** A chord diagram of who asks whom for something, or promises it. */

import { chordDirected, ribbonArrow, type Chord, type ChordSubgroup } from "d3-chord";
import { arc } from "d3-shape";

export interface Wish {
  holder: string;
  addressee: string;
  asked: number;
  promised: number;
}

const SVG = "http://www.w3.org/2000/svg";
const RADIUS = 190;
const BAND = 14;
/** More actors than this make a diagram that nobody can read. */
const MOST = 14;
const HUES = 360;

/** Returns the diagram, or nothing where there are no two actors to draw. */
export function drawChord(wishes: Wish[]): SVGSVGElement | null {
  const actors = busiest(wishes);
  if (actors.length < 2) return null;
  const chords = chordDirected().padAngle(0.04)(matrixOf(wishes, actors));
  const svg = node("svg", { viewBox: "-320 -250 640 500", class: "chord" });
  const band = arc<{ startAngle: number; endAngle: number }>()
    .innerRadius(RADIUS)
    .outerRadius(RADIUS + BAND);
  const arrow = ribbonArrow<Chord, ChordSubgroup>().radius(RADIUS - 2).padAngle(0.01);
  for (const group of chords.groups) {
    const fill = hue(group.index, actors.length);
    svg.append(node("path", { d: band(group) ?? "", fill }));
    svg.append(name(actors[group.index] ?? "", (group.startAngle + group.endAngle) / 2));
  }
  for (const chord of chords) {
    const fill = hue(chord.source.index, actors.length);
    const path = node("path", { d: String(arrow(chord) ?? ""), fill, "fill-opacity": "0.65" });
    const title = document.createElementNS(SVG, "title");
    const [from, to] = [actors[chord.source.index], actors[chord.target.index]];
    title.textContent = `${from} → ${to}: ${chord.source.value}`;
    path.append(title);
    svg.append(path);
  }
  return svg;
}

/** Returns the actors with most requests and commitments, at most `MOST`. */
export function busiest(wishes: Wish[]): string[] {
  const counts = new Map<string, number>();
  for (const { holder, addressee, asked, promised } of wishes) {
    for (const actor of [holder, addressee]) {
      counts.set(actor, (counts.get(actor) ?? 0) + asked + promised);
    }
  }
  const order = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return order.slice(0, MOST).map(([actor]) => actor);
}

/** Returns how often each actor (row) turned to each other one (column). */
export function matrixOf(wishes: Wish[], actors: string[]): number[][] {
  const matrix = actors.map(() => actors.map(() => 0));
  for (const { holder, addressee, asked, promised } of wishes) {
    const row = matrix[actors.indexOf(holder)];
    const column = actors.indexOf(addressee);
    if (row && column >= 0) row[column] = (row[column] ?? 0) + asked + promised;
  }
  return matrix;
}

function name(label: string, angle: number): SVGElement {
  const x = (RADIUS + BAND + 6) * Math.sin(angle);
  const y = -(RADIUS + BAND + 6) * Math.cos(angle);
  const anchor = angle < Math.PI ? "start" : "end";
  const text = node("text", { x: String(x), y: String(y), "text-anchor": anchor, dy: "0.35em" });
  text.textContent = label;
  return text;
}

function hue(index: number, count: number): string {
  return `hsl(${Math.round((index * HUES) / count)} 55% 50%)`;
}

function node<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Record<string, string>,
): SVGElementTagNameMap[K] {
  const made = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
