/** What the scripts of all pages need of the page that they run in. */

/** Returns the element that the server wrote for a script. */
export function element<T extends HTMLElement = HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no element #${id}`);
  return found as T;
}

/** Returns what the server wrote into the page as JSON. */
export function configuration<T>(): T {
  return JSON.parse(element("configuration").textContent ?? "") as T;
}

/** Returns the value of a custom property of the style sheet, so that drawings follow its colours. */
export function colour(name: string): string {
  // Canvas and WebGL do not know light-dark(): the browser resolves it for a real element.
  const probe = document.createElement("span");
  probe.style.color = `var(--${name})`;
  document.body.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}
