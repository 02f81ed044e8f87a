// Elements are made of tags, attributes and text nodes; data never becomes markup.
import { languageOf } from "./language";

export type Child = Node | string | null | undefined | false | Child[];
type Attributes = Record<string, string | number | boolean | null | undefined>;

function append(parent: Node, child: Child): void {
  if (Array.isArray(child)) child.forEach((each) => append(parent, each));
  else if (child !== null && child !== undefined && child !== false) {
    parent.appendChild(typeof child === "string" ? document.createTextNode(child) : child);
  }
}

/** An element; attributes that are null, undefined or false are left out. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  append(element, children);
  return element;
}

/** A text in an element that says which language it is in. */
export function text(tag: "span" | "p" | "h2" | "h3" | "strong" | "dd", content: string, className?: string): HTMLElement {
  return h(tag, { lang: languageOf(content), class: className }, content);
}

/** A link to another site, or plain text where the address is unknown or not a web address. */
export function outside(url: string | null | undefined, label: string, className?: string): HTMLElement {
  const safe = url && /^https?:\/\//i.test(url) && URL.canParse(url);
  return safe
    ? h("a", { href: url, lang: languageOf(label), class: className, rel: "noreferrer" }, label)
    : text("span", label, className);
}

/** Children with a text between each two. */
export function joined(children: Child[], separator: string): Child[] {
  return children.flatMap((child, index) => (index ? [separator, child] : [child]));
}
